/* SPDX-License-Identifier: GPL-3.0-or-later
 * Colleagues of the fake session. */
#include "config.h"
#include "fake-session.h"
#include "session/colleagues.h"

static const struct {
  const char *username, *name, *extension, *group;
  CorPresence presence;
  const char *status, *with;
  gint64 favourite;
} people[] = {
  { "carla", "Carla Verdi", "203", "Support", COR_PRESENCE_ONLINE, "busy", "Dario Neri", 7 },
  { "bob", "Roberto Bianchi", "202", "Sales", COR_PRESENCE_ONLINE, "online", NULL, 8 },
  { "dario", "Dario Neri", "205", "Sales", COR_PRESENCE_ONLINE, "busy", "Carla Verdi", 0 },
  { "elena", "Elena Vitale", "206", "Support", COR_PRESENCE_ONLINE, "ringing", "0721 405516", 0 },
  { "fabio", "Fabio Grassi", "207", "Sales", COR_PRESENCE_DND, "online", NULL, 0 },
  { "gaia", "Gaia Fontana", "208", "Accounts", COR_PRESENCE_OFFLINE, "offline", NULL, 0 },
  { "hugo", "Hugo Marchetti", "209", "Accounts", COR_PRESENCE_CALLFORWARD, "online", NULL, 0 },
  { "ilaria", "Ilaria Pellegrini", "210", "Workshop", COR_PRESENCE_ONLINE, "online", NULL, 0 },
};

CorColleagueList *
cor_session_get_colleagues (CorSession *self)
{
  CorColleagueList *list = g_object_get_data (G_OBJECT (self), "colleagues");

  if (list == NULL) {
    list = cor_colleague_list_new (cor_clock_get_system ());
    g_object_set_data_full (G_OBJECT (self), "colleagues", list, g_object_unref);
  }
  return list;
}

/* Actions of an account that may do all of it. */
void
fake_session_add_presence (CorSession *self)
{
  static const char *const names[] = {
    "presence-online",       "presence-dnd",          "presence-voicemail", "presence-cellphone",
    "busy-online",           "busy-voicemail",        "busy-cellphone",     "unavailable-online",
    "unavailable-voicemail", "unavailable-cellphone", "busy-forward",       "unavailable-forward",
    "presence-forward"
  };
  GActionMap *actions = G_ACTION_MAP (cor_session_get_actions (self));
  g_autoptr (GSimpleAction) listen = g_simple_action_new ("listen", G_VARIANT_TYPE_STRING);
  g_autoptr (GSimpleAction) recall = g_simple_action_new ("recall", G_VARIANT_TYPE_STRING);

  g_action_map_add_action (actions, G_ACTION (listen));
  g_action_map_add_action (actions, G_ACTION (recall));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    gboolean forward = g_str_has_suffix (names[i], "-forward");
    g_autoptr (GSimpleAction) action = g_simple_action_new_stateful (
      names[i], forward ? G_VARIANT_TYPE_STRING : NULL, g_variant_new_boolean (i == 0));

    g_action_map_add_action (actions, G_ACTION (action));
  }
}

static void
note_phone (CorColleagueList *list, guint i)
{
  cor_colleague_list_note_phone (
    list, &(CorColleaguePhone){ .exten = people[i].extension,
                                .status = people[i].status,
                                .with = people[i].with,
                                .since = people[i].with != NULL ? 1795376944 : 0,
                                .incoming = TRUE,
                                .connected = g_str_equal (people[i].status, "busy") });
}

/* The telephones are known before whose they are, so that all of it is shown at once. */
void
fake_session_fill_colleagues (CorSession *self)
{
  CorColleagueList *list = cor_session_get_colleagues (self);
  g_autoptr (GPtrArray) company = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < G_N_ELEMENTS (people); i++) {
    const char *phones[] = { people[i].extension, NULL };
    const char *groups[] = { people[i].group, NULL };

    note_phone (list, i);
    g_ptr_array_add (company,
                     cor_colleague_new (&(CorColleagueFields){ .username = people[i].username,
                                                               .name = people[i].name,
                                                               .extension = people[i].extension,
                                                               .phones = phones,
                                                               .groups = groups,
                                                               .presence = people[i].presence,
                                                               .favourite = people[i].favourite }));
  }
  cor_colleague_list_take (list, company);
  cor_colleague_list_set_live (list, TRUE);
}
