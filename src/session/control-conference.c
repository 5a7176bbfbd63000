/* SPDX-License-Identifier: GPL-3.0-or-later
 * The control interface's Conference, AddToConference and Confer. */
#include "config.h"
#include "control-conference.h"
#include "session-conference.h"
#include <glib/gi18n-lib.h>

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  g_autoptr (GError) error = NULL;

  if (cor_session_confer_finish (COR_SESSION (source), result, &error))
    g_dbus_method_invocation_return_value (invocation, NULL);
  else
    g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR, G_DBUS_ERROR_FAILED,
                                                   error->message);
}

static void
refuse (GDBusMethodInvocation *invocation, const char *why)
{
  g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR,
                                                 G_DBUS_ERROR_INVALID_ARGS, why);
}

void
cor_control_add_to_conference (CorSession *session,
                               GVariant *parameters,
                               GDBusMethodInvocation *invocation)
{
  CorWish wish = { .kind = COR_WISH_ADD };
  guint id;

  g_variant_get (parameters, "(u&s)", &id, &wish.who);
  wish.call =
    id != 0 ? cor_call_list_find (session->calls, id) : cor_call_list_get_current (session->calls);
  if (wish.call == NULL)
    refuse (invocation, _ ("There is no such call."));
  else
    cor_session_confer_async (session, &wish, on_done, invocation);
}

void
cor_control_confer (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  static const struct {
    const char *name;
    CorWishKind kind;
  } acts[] = {
    { "join", COR_WISH_JOIN },     { "end", COR_WISH_END },       { "mute", COR_WISH_MUTE },
    { "unmute", COR_WISH_UNMUTE }, { "remove", COR_WISH_REMOVE },
  };
  CorWish wish = { 0 };
  const char *act;

  g_variant_get (parameters, "(&s&s)", &act, &wish.who);
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++) {
    if (!g_str_equal (act, acts[i].name))
      continue;
    wish.kind = acts[i].kind;
    cor_session_confer_async (session, &wish, on_done, invocation);
    return;
  }
  refuse (invocation, _ ("Say join, end, mute, unmute or remove."));
}

static GVariant *
participant_value (CorParticipant *participant)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "number", "s", cor_participant_get_number (participant));
  g_variant_dict_insert (&dict, "name", "s", cor_participant_get_shown (participant));
  g_variant_dict_insert (&dict, "own", "b", cor_participant_is_own (participant));
  g_variant_dict_insert (&dict, "muted", "b", cor_participant_is_muted (participant));
  return g_variant_dict_end (&dict);
}

void
cor_control_conference (CorSession *session,
                        GVariant *parameters,
                        GDBusMethodInvocation *invocation)
{
  static const char *const states[] = { "none",  "beginning", "waiting", "asking",
                                        "asked", "joining",   "inside" };
  CorConference *conference = session->conference;
  GListModel *all = G_LIST_MODEL (conference);
  GVariantBuilder participants;
  GVariantDict dict;

  g_variant_builder_init (&participants, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < g_list_model_get_n_items (all); i++) {
    g_autoptr (CorParticipant) participant = g_list_model_get_item (all, i);

    g_variant_builder_add_value (&participants, participant_value (participant));
  }
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "state", "s", states[cor_conference_get_state (conference)]);
  if (cor_conference_get_asked (conference) != NULL)
    g_variant_dict_insert (&dict, "asked", "s", cor_conference_get_asked (conference));
  if (cor_conference_get_trouble (conference) != NULL)
    g_variant_dict_insert (&dict, "trouble", "s", cor_conference_get_trouble (conference));
  g_variant_dict_insert_value (&dict, "participants", g_variant_builder_end (&participants));
  g_dbus_method_invocation_return_value (invocation,
                                         g_variant_new ("(@a{sv})", g_variant_dict_end (&dict)));
}
