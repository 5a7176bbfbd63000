/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the user has chosen to be seen as. The server keeps it: what it tells is
 * what is shown, whoever chose it and wherever. */
#include "config.h"
#include "session-presence.h"
#include "session-around.h"
#include "session-move.h"
#include <glib/gi18n-lib.h>

static gboolean
may (CorSession *self, CorCtiWhen when, CorPresence presence)
{
  const CorCtiProfile *profile = self->profile;

  if (profile == NULL || self->cti == NULL)
    return FALSE;
  switch (presence) {
  case COR_PRESENCE_ONLINE:
    return TRUE;
  case COR_PRESENCE_DND:
    return profile->dnd && when == COR_CTI_ALWAYS;
  case COR_PRESENCE_VOICEMAIL:
    return profile->call_forward && profile->mailbox != NULL;
  case COR_PRESENCE_CELLPHONE:
    return profile->call_forward && profile->cellphone != NULL;
  case COR_PRESENCE_CALLFORWARD:
    return profile->call_forward;
  case COR_PRESENCE_UNKNOWN:
  case COR_PRESENCE_BUSY:
  case COR_PRESENCE_RINGING:
  case COR_PRESENCE_OFFLINE:
  default:
    return FALSE;
  }
}

/* --- What the server tells. --- */

static void
on_chosen (CorSession *self, const char *username, int when, int presence, const char *to)
{
  CorCtiProfile *profile = self->profile;

  if (profile == NULL || g_strcmp0 (username, profile->username) != 0)
    return;
  profile->chosen[when] = (CorPresence)presence;
  g_free (profile->forward_to[when]);
  profile->forward_to[when] = g_strdup (to);
  cor_session_update_actions (self);
  cor_session_notify (self, PROP_PRESENCE); /* who shows the one shows the other */
}

void
cor_session_watch_presence (CorSession *self)
{
  g_signal_connect_object (self->cti, "chosen-presence", G_CALLBACK (on_chosen), self,
                           G_CONNECT_SWAPPED);
}

/* --- What the user chooses. --- */

typedef struct {
  CorCtiWhen when;
  CorPresence presence;
  char *to;
} Choice;

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_free (choice->to);
  g_free (choice);
}

/* The server tells everybody. Who has just signed in may not hear it yet. */
static void
on_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CorSession *self = g_task_get_source_object (task);
  const Choice *choice = g_task_get_task_data (task);
  GError *error = NULL;

  if (!cor_cti_set_presence_finish (COR_CTI (source), result, &error)) {
    g_task_return_error (task, error);
    return;
  }
  if (self->profile != NULL && self->cti == COR_CTI (source))
    on_chosen (self, self->profile->username, choice->when, choice->presence, choice->to);
  g_task_return_boolean (task, TRUE);
}

static void
tell_refused (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CorSession *self = COR_SESSION (source);
  g_autoptr (GError) error = NULL;

  if (cor_session_choose_presence_finish (self, result, &error))
    return;
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    cor_session_emit_refused (self, error->message);
  cor_session_update_actions (self); /* what was chosen before is shown again */
}

void
cor_session_choose_presence_async (CorSession *self,
                                   CorCtiWhen when,
                                   CorPresence presence,
                                   const char *to,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback != NULL ? callback : tell_refused, user_data);
  g_autoptr (CorNumber) number = NULL;
  Choice *choice = g_new0 (Choice, 1);
  GError *error = NULL;

  g_task_set_source_tag (task, cor_session_choose_presence_async);
  g_task_set_task_data (task, choice, choice_free);
  if (!may (self, when, presence))
    error =
      g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, _ ("Your account may not choose that."));
  else if (presence == COR_PRESENCE_CALLFORWARD)
    number = cor_session_read_target (self, to, COR_NUMBER_FROM_PERSON, &error);
  if (error != NULL) {
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }
  *choice = (Choice){ when, presence, number != NULL ? g_strdup (number->canonical) : NULL };
  cor_cti_set_presence_async (self->cti, when, presence, number != NULL ? number->canonical : NULL,
                              self->account_cancellable, on_set, task);
}

gboolean
cor_session_choose_presence_finish (CorSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- Actions. --- */

static const struct {
  const char *name;
  CorCtiWhen when;
  CorPresence presence;
} choices[] = {
  { "presence-online", COR_CTI_ALWAYS, COR_PRESENCE_ONLINE },
  { "presence-dnd", COR_CTI_ALWAYS, COR_PRESENCE_DND },
  { "presence-voicemail", COR_CTI_ALWAYS, COR_PRESENCE_VOICEMAIL },
  { "presence-cellphone", COR_CTI_ALWAYS, COR_PRESENCE_CELLPHONE },
  { "presence-forward", COR_CTI_ALWAYS, COR_PRESENCE_CALLFORWARD },
  { "busy-online", COR_CTI_ON_BUSY, COR_PRESENCE_ONLINE },
  { "busy-voicemail", COR_CTI_ON_BUSY, COR_PRESENCE_VOICEMAIL },
  { "busy-cellphone", COR_CTI_ON_BUSY, COR_PRESENCE_CELLPHONE },
  { "busy-forward", COR_CTI_ON_BUSY, COR_PRESENCE_CALLFORWARD },
  { "unavailable-online", COR_CTI_ON_UNAVAILABLE, COR_PRESENCE_ONLINE },
  { "unavailable-voicemail", COR_CTI_ON_UNAVAILABLE, COR_PRESENCE_VOICEMAIL },
  { "unavailable-cellphone", COR_CTI_ON_UNAVAILABLE, COR_PRESENCE_CELLPHONE },
  { "unavailable-forward", COR_CTI_ON_UNAVAILABLE, COR_PRESENCE_CALLFORWARD },
};

static void
on_activated (GSimpleAction *action, GVariant *parameter, gpointer session)
{
  const char *to = parameter != NULL ? g_variant_get_string (parameter, NULL) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    if (g_str_equal (g_action_get_name (G_ACTION (action)), choices[i].name))
      cor_session_choose_presence_async (session, choices[i].when, choices[i].presence, to, NULL,
                                         NULL);
}

void
cor_session_add_presence_actions (CorSession *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++) {
    gboolean forward = choices[i].presence == COR_PRESENCE_CALLFORWARD;
    g_autoptr (GSimpleAction) action = g_simple_action_new_stateful (
      choices[i].name, forward ? G_VARIANT_TYPE_STRING : NULL, g_variant_new_boolean (FALSE));

    g_signal_connect (action, "activate", G_CALLBACK (on_activated), self);
    g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
  }
  cor_session_add_dnd_action (self);
}

void
cor_session_update_presence_actions (CorSession *self)
{
  const CorCtiProfile *profile = self->profile;

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++) {
    GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), choices[i].name);
    gboolean chosen = profile != NULL && profile->chosen[choices[i].when] == choices[i].presence;

    g_simple_action_set_enabled (G_SIMPLE_ACTION (action),
                                 may (self, choices[i].when, choices[i].presence));
    g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (chosen));
  }
  cor_session_update_dnd_action (self);
}
