/* SPDX-License-Identifier: GPL-3.0-or-later
 * The sound of messages and recordings: fetched once for hearing and saving,
 * saved where the user says, and deleted. */
#include "config.h"
#include "session-sounds.h"
#include "session-delete.h"
#include "cti/sounds.h"
#include "store/history.h"
#include <glib/gi18n-lib.h>

/* --- Fetching. --- */

typedef struct {
  CorPlayableKind kind;
  char *id;
  GFile *file; /* or NULL */
} Wanted;

static Wanted *
wanted_new (CorPlayableKind kind, const char *id, GFile *file)
{
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->kind = kind;
  wanted->id = g_strdup (id);
  wanted->file = file != NULL ? g_object_ref (file) : NULL;
  return wanted;
}

static void
wanted_free (gpointer data)
{
  Wanted *wanted = data;

  g_free (wanted->id);
  g_clear_object (&wanted->file);
  g_free (wanted);
}

static gboolean
return_signed_out (CorSession *self, GTask *task)
{
  if (self->cti != NULL)
    return FALSE;
  g_task_return_new_error (task, COR_CTI_ERROR, COR_CTI_ERROR_NETWORK, "%s",
                           _ ("Sign in first: what was recorded is kept by the server."));
  return TRUE;
}

/* By being heard a message is no longer new; the server says so too, a little later. */
static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CorSession *self = g_task_get_source_object (task);
  const Wanted *wanted = g_task_get_task_data (task);
  GError *error = NULL;
  GBytes *sound = cor_cti_fetch_sound_finish (COR_CTI (source), result, &error);

  if (sound == NULL) {
    g_task_return_error (task, error);
    return;
  }
  if (wanted->kind == COR_PLAYABLE_VOICEMAIL && self->cti == COR_CTI (source))
    cor_voicemail_list_note_heard (self->voicemail, wanted->id);
  g_task_return_pointer (task, sound, (GDestroyNotify)g_bytes_unref);
}

void
cor_session_fetch_sound_async (CorSession *self,
                               CorPlayableKind kind,
                               const char *id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, cor_session_fetch_sound_async);
  if (self->player_sound != NULL && cor_player_has (self->player, kind, id)) {
    g_task_return_pointer (task, g_bytes_ref (self->player_sound), (GDestroyNotify)g_bytes_unref);
    return;
  }
  if (return_signed_out (self, task))
    return;
  g_task_set_task_data (task, wanted_new (kind, id, NULL), wanted_free);
  cor_cti_fetch_sound_async (self->cti, kind, id, cancellable, on_fetched, g_steal_pointer (&task));
}

GBytes *
cor_session_fetch_sound_finish (CorSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Saving. --- */

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* It is what somebody said: nobody else on this computer is to hear it. */
static void
on_to_save (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Wanted *wanted = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) sound = cor_session_fetch_sound_finish (COR_SESSION (source), result, &error);

  if (sound == NULL)
    g_task_return_error (task, error);
  else
    g_file_replace_contents_bytes_async (wanted->file, sound, NULL, FALSE, G_FILE_CREATE_PRIVATE,
                                         NULL, on_saved, g_steal_pointer (&task));
}

void
cor_session_save_sound_async (CorSession *self,
                              CorPlayableKind kind,
                              const char *id,
                              GFile *file,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, cor_session_save_sound_async);
  g_task_set_task_data (task, wanted_new (kind, id, file), wanted_free);
  cor_session_fetch_sound_async (self, kind, id, NULL, on_to_save, task);
}

gboolean
cor_session_save_sound_finish (CorSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- Deleting, at once. --- */

static void
stop_hearing (CorSession *self, CorPlayableKind kind, const char *id)
{
  if (cor_player_has (self->player, kind, id))
    cor_session_stop_player (self);
}

static void
note_gone (CorSession *self, CorPlayableKind kind, const char *id)
{
  if (kind == COR_PLAYABLE_VOICEMAIL)
    cor_session_refresh_voicemail (self);
  else if (self->store != NULL)
    cor_store_set_recorded (self->store, id, FALSE);
}

static void
on_deleted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CorSession *self = g_task_get_source_object (task);
  const Wanted *wanted = g_task_get_task_data (task);
  GError *error = NULL;

  if (!cor_cti_delete_sound_finish (COR_CTI (source), result, &error)) {
    g_task_return_error (task, error);
    return;
  }
  stop_hearing (self, wanted->kind, wanted->id);
  note_gone (self, wanted->kind, wanted->id);
  g_task_return_boolean (task, TRUE);
}

void
cor_session_delete_sound_async (CorSession *self,
                                CorPlayableKind kind,
                                const char *id,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, cor_session_delete_sound_async);
  if (return_signed_out (self, task))
    return;
  g_task_set_task_data (task, wanted_new (kind, id, NULL), wanted_free);
  cor_cti_delete_sound_async (self->cti, kind, id, NULL, on_deleted, g_steal_pointer (&task));
}

gboolean
cor_session_delete_sound_finish (CorSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- Deleting, with time to think better of it. --- */

static void
hide_message (CorSession *self, GObject *message)
{
  const char *id = cor_voicemail_get_id (COR_VOICEMAIL (message));

  stop_hearing (self, COR_PLAYABLE_VOICEMAIL, id);
  cor_voicemail_list_hide (self->voicemail, id);
}

static void
show_message (CorSession *self, GObject *message)
{
  cor_voicemail_list_show (self->voicemail, cor_voicemail_get_id (COR_VOICEMAIL (message)));
}

static void
send_message (CorSession *self, GObject *message, GAsyncReadyCallback callback, gpointer user_data)
{
  cor_cti_delete_sound_async (self->cti, COR_PLAYABLE_VOICEMAIL,
                              cor_voicemail_get_id (COR_VOICEMAIL (message)), NULL, callback,
                              user_data);
}

static char *
explain_message (GObject *message, const char *why)
{
  /* Translators: the first %s is who left the message, the second why. */
  return g_strdup_printf (_ ("The message of “%s” is not deleted. %s"),
                          cor_voicemail_get_shown (COR_VOICEMAIL (message)), why);
}

static void
message_gone (CorSession *self, GObject *message)
{
  cor_session_refresh_voicemail (self);
}

static void
set_recorded (CorSession *self, GObject *entry, gboolean recorded)
{
  if (self->store != NULL)
    cor_store_set_recorded (self->store, cor_history_entry_get_id (COR_HISTORY_ENTRY (entry)),
                            recorded);
}

static void
hide_recording (CorSession *self, GObject *entry)
{
  stop_hearing (self, COR_PLAYABLE_RECORDING, cor_history_entry_get_id (COR_HISTORY_ENTRY (entry)));
  set_recorded (self, entry, FALSE);
}

static void
show_recording (CorSession *self, GObject *entry)
{
  set_recorded (self, entry, TRUE);
}

static void
send_recording (CorSession *self, GObject *entry, GAsyncReadyCallback callback, gpointer user_data)
{
  cor_cti_delete_sound_async (self->cti, COR_PLAYABLE_RECORDING,
                              cor_history_entry_get_id (COR_HISTORY_ENTRY (entry)), NULL, callback,
                              user_data);
}

static char *
explain_recording (GObject *entry, const char *why)
{
  /* Translators: the first %s is who the call was with, the second why. */
  return g_strdup_printf (_ ("The recording of “%s” is not deleted. %s"),
                          cor_history_entry_get_shown (COR_HISTORY_ENTRY (entry)), why);
}

static const CorDeletionKind a_message = { hide_message,    show_message,
                                           send_message,    cor_cti_delete_sound_finish,
                                           explain_message, message_gone };
static const CorDeletionKind a_recording = { hide_recording,    show_recording,
                                             send_recording,    cor_cti_delete_sound_finish,
                                             explain_recording, NULL };

guint
cor_session_delete_voicemail (CorSession *self, CorVoicemail *message)
{
  return cor_session_delete (self, &a_message, G_OBJECT (message));
}

guint
cor_session_delete_recording (CorSession *self, CorHistoryEntry *entry)
{
  return cor_session_delete (self, &a_recording, G_OBJECT (entry));
}
