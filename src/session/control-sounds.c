/* SPDX-License-Identifier: GPL-3.0-or-later
 * The control interface's acts on messages and recordings. */
#include "config.h"
#include "control-sounds.h"
#include "control-values.h"
#include "session-sounds.h"
#include <glib/gi18n-lib.h>

static const char *const kinds[] = { "voicemail", "recording" };

static gboolean
read_kind (const char *word, CorPlayableKind *ret_kind, GDBusMethodInvocation *invocation)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i], word)) {
      *ret_kind = i;
      return TRUE;
    }
  g_dbus_method_invocation_return_error_literal (
    invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS, _ ("Say voicemail or recording."));
  return FALSE;
}

/* One that is not in the list is not asked for. */
static gboolean
read_sound (CorSession *session,
            GVariant *parameters,
            CorPlayableKind *ret_kind,
            const char **ret_id,
            GDBusMethodInvocation *invocation)
{
  const char *word;

  g_variant_get_child (parameters, 0, "&s", &word);
  g_variant_get_child (parameters, 1, "&s", ret_id);
  if (!read_kind (word, ret_kind, invocation))
    return FALSE;
  if (**ret_id != '\0' && (*ret_kind != COR_PLAYABLE_VOICEMAIL ||
                           cor_voicemail_list_find (session->voicemail, *ret_id) != NULL))
    return TRUE;
  g_dbus_method_invocation_return_error_literal (
    invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS, _ ("There is no such message."));
  return FALSE;
}

static void
return_outcome (GDBusMethodInvocation *invocation, gboolean done, const GError *error)
{
  if (done)
    g_dbus_method_invocation_return_value (invocation, NULL);
  else
    g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR, G_DBUS_ERROR_FAILED,
                                                   error->message);
}

void
cor_control_voicemail (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  GListModel *list = G_LIST_MODEL (session->voicemail);
  GVariantBuilder rows;

  g_variant_builder_init (&rows, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < g_list_model_get_n_items (list); i++) {
    g_autoptr (CorVoicemail) message = g_list_model_get_item (list, i);
    GVariantDict dict;

    g_variant_dict_init (&dict, NULL);
    cor_control_add_text (&dict, "id", cor_voicemail_get_id (message));
    cor_control_add_text (&dict, "number", cor_voicemail_get_number (message));
    cor_control_add_text (&dict, "name", cor_voicemail_get_shown (message));
    g_variant_dict_insert (&dict, "time", "x", cor_voicemail_get_time (message));
    g_variant_dict_insert (&dict, "duration", "x", cor_voicemail_get_duration (message));
    g_variant_dict_insert (&dict, "new", "b", cor_voicemail_is_new (message));
    g_variant_builder_add_value (&rows, g_variant_dict_end (&dict));
  }
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(aa{sv})", &rows));
}

static void
on_played (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean done = cor_session_play_finish (COR_SESSION (source), result, &error);

  return_outcome (user_data, done, error);
}

void
cor_control_play_sound (CorSession *session,
                        GVariant *parameters,
                        GDBusMethodInvocation *invocation)
{
  CorVoicemail *message;
  CorPlayableKind kind;
  const char *id;

  if (!read_sound (session, parameters, &kind, &id, invocation))
    return;
  message =
    kind == COR_PLAYABLE_VOICEMAIL ? cor_voicemail_list_find (session->voicemail, id) : NULL;
  cor_session_play_async (session, kind, id,
                          message != NULL ? cor_voicemail_get_shown (message) : NULL, on_played,
                          invocation);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean done = cor_session_save_sound_finish (COR_SESSION (source), result, &error);

  return_outcome (user_data, done, error);
}

void
cor_control_save_sound (CorSession *session,
                        GVariant *parameters,
                        GDBusMethodInvocation *invocation)
{
  g_autoptr (GFile) file = NULL;
  const char *id, *path;
  CorPlayableKind kind;

  if (!read_sound (session, parameters, &kind, &id, invocation))
    return;
  g_variant_get_child (parameters, 2, "^&ay", &path);
  file = g_file_new_for_path (path);
  cor_session_save_sound_async (session, kind, id, file, on_saved, invocation);
}

static void
on_deleted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean done = cor_session_delete_sound_finish (COR_SESSION (source), result, &error);

  return_outcome (user_data, done, error);
}

void
cor_control_delete_sound (CorSession *session,
                          GVariant *parameters,
                          GDBusMethodInvocation *invocation)
{
  CorPlayableKind kind;
  const char *id;

  if (read_sound (session, parameters, &kind, &id, invocation))
    cor_session_delete_sound_async (session, kind, id, on_deleted, invocation);
}

void
cor_control_player (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  static const char *const states[] = { "empty", "fetching", "playing", "paused" };
  CorPlayer *player = session->player;
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  cor_control_add_text (&dict, "state", states[cor_player_get_state (player)]);
  if (cor_player_get_id (player) != NULL) {
    cor_control_add_text (&dict, "kind", kinds[cor_player_get_kind (player)]);
    cor_control_add_text (&dict, "id", cor_player_get_id (player));
    cor_control_add_text (&dict, "title", cor_player_get_title (player));
    g_variant_dict_insert (&dict, "position", "d", cor_player_get_position (player));
    g_variant_dict_insert (&dict, "duration", "d", cor_player_get_duration (player));
  }
  g_dbus_method_invocation_return_value (invocation,
                                         g_variant_new ("(@a{sv})", g_variant_dict_end (&dict)));
}

void
cor_control_control_player (CorSession *session,
                            GVariant *parameters,
                            GDBusMethodInvocation *invocation)
{
  const char *act;
  double seconds;

  g_variant_get (parameters, "(&sd)", &act, &seconds);
  if (g_str_equal (act, "pause")) {
    cor_session_pause_player (session);
  } else if (g_str_equal (act, "resume")) {
    cor_session_resume_player (session);
  } else if (g_str_equal (act, "seek")) {
    cor_session_seek_player (session, seconds);
  } else if (g_str_equal (act, "stop")) {
    cor_session_stop_player (session);
  } else {
    g_dbus_method_invocation_return_error_literal (
      invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS, _ ("Say pause, resume, seek or stop."));
    return;
  }
  g_dbus_method_invocation_return_value (invocation, NULL);
}
