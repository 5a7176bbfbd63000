/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the desktop has made of the sound. */
#include "config.h"
#include "phone/sound-state.h"
#include "audio-list.h"
#include "phone-private.h"

#define LOOK_MS 100
#define LOOKS 20 /* until the server's lists have to be there */

typedef struct {
  guint looks;
  gboolean asked, answered;
  CorSoundState state;
} Reading;

static void
on_state (gboolean known, gboolean muted, guint volume, gpointer data)
{
  g_autoptr (GTask) task = data;
  Reading *reading = g_task_get_task_data (task);

  reading->answered = TRUE;
  reading->state.volume_known = known;
  reading->state.muted = muted;
  reading->state.volume = volume;
}

static gboolean
on_look (gpointer data)
{
  GTask *task = data;
  CorAudioList *list = cor_phone_get_audio_list (g_task_get_source_object (task));
  Reading *reading = g_task_get_task_data (task);
  CorSoundState *state = &reading->state;

  cor_audio_list_describe (list, state);
  if (state->listed && state->server && state->has_microphone && !reading->asked) {
    reading->asked = TRUE;
    if (!cor_audio_list_ask_microphone (list, on_state, g_object_ref (task)))
      g_object_unref (task);
  }
  if (++reading->looks < LOOKS && !reading->answered && !(state->listed && !state->has_microphone))
    return G_SOURCE_CONTINUE;
  g_task_return_pointer (task, g_memdup2 (state, sizeof *state), g_free);
  return G_SOURCE_REMOVE;
}

void
cor_phone_read_sound_async (CorPhone *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, cor_phone_read_sound_async);
  g_task_set_task_data (task, g_new0 (Reading, 1), g_free);
  g_timeout_add_full (G_PRIORITY_DEFAULT, LOOK_MS, on_look, task, g_object_unref);
}

gboolean
cor_phone_read_sound_finish (CorPhone *self,
                             GAsyncResult *result,
                             CorSoundState *ret_state,
                             GError **error)
{
  g_autofree CorSoundState *state = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  state = g_task_propagate_pointer (G_TASK (result), error);
  if (state == NULL)
    return FALSE;
  *ret_state = *state;
  return TRUE;
}

gboolean
cor_phone_is_microphone_troubled (CorPhone *self)
{
  return cor_sound_is_microphone_troubled (cor_phone_get_sound (self));
}

void
cor_phone_unmute_microphone (CorPhone *self)
{
  cor_audio_list_unmute (cor_phone_get_audio_list (self));
}

void
cor_phone_restart_sound (CorPhone *self)
{
  cor_sound_restart (cor_phone_get_sound (self));
}
