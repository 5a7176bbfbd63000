/* SPDX-License-Identifier: GPL-3.0-or-later
 * A sound that is heard from the speaker. It is in memory, so that the clock's thread can read it
 * a frame at a time. */
#include "config.h"
#include "playback.h"
#include "phone/playback.h"
#include "phone-private.h"
#include "sound-private.h"
#include <glib/gi18n-lib.h>

void
cor_playback_free (CorPlayback *self)
{
  if (self == NULL)
    return;
  cor_sound_reader_free (self->reader);
  g_bytes_unref (self->sound);
  g_free (self);
}

gboolean
cor_playback_is_heard (const CorPlayback *self)
{
  return self != NULL && !self->paused && !self->ended;
}

void
cor_playback_mix (CorPlayback *self, gint32 *to, guint n)
{
  gint16 samples[COR_FRAME];
  guint got;

  n = MIN (n, COR_FRAME);
  got = cor_sound_reader_read (self->reader, samples, n);
  for (guint i = 0; i < got; i++)
    to[i] += samples[i];
  self->played += got;
  self->ended = got < n;
}

/* --- The clock's. --- */

/* Takes the playback. */
static void
set_playback (CorSound *sound, CorPlayback *playback)
{
  CorPlayback *old;

  cor_sound_lock (sound);
  old = sound->clock.playback;
  sound->clock.playback = playback;
  g_cond_signal (&sound->clock.wake);
  cor_sound_unlock (sound);
  cor_cards_check (sound->cards);
  cor_playback_free (old);
}

/* --- The thread that opens it. --- */

typedef struct {
  GWeakRef phone;
  GBytes *sound;
  double from;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_weak_ref_clear (&opening->phone);
  g_bytes_unref (opening->sound);
  g_free (opening);
}

static void
open_sound (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Opening *opening = data;
  CorSoundReader *reader = cor_sound_reader_new_for_bytes (opening->sound, opening->from);

  if (reader != NULL)
    g_task_return_pointer (task, reader, (GDestroyNotify)cor_sound_reader_free);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                             _ ("What the server sent is no sound that can be played here. It can "
                                "still be saved to a file."));
}

/* The task's data is the Opening. */
static void
open_async (CorPhone *self, const Opening *wanted, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) opening = g_task_new (NULL, NULL, callback, data);
  Opening *copy = g_new0 (Opening, 1);

  g_weak_ref_init (&copy->phone, self);
  copy->sound = g_bytes_ref (wanted->sound);
  copy->from = wanted->from;
  g_task_set_task_data (opening, copy, opening_free);
  g_task_run_in_thread (opening, open_sound);
}

/* --- Playing. --- */

static void
on_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Opening *opening = g_task_get_task_data (G_TASK (result));
  g_autoptr (CorPhone) self = g_weak_ref_get (&opening->phone);
  GError *error = NULL;
  g_autoptr (CorSoundReader) reader = g_task_propagate_pointer (G_TASK (result), &error);
  CorPlayback *playback;

  if (reader == NULL) {
    g_task_return_error (task, error);
    return;
  }
  if (g_task_return_error_if_cancelled (task))
    return;
  if (self == NULL) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The phone is gone");
    return;
  }
  playback = g_new0 (CorPlayback, 1);
  playback->sound = g_bytes_ref (opening->sound);
  playback->reader = g_steal_pointer (&reader);
  set_playback (cor_phone_get_sound (self), playback);
  g_task_return_boolean (task, TRUE);
}

void
cor_phone_play_async (CorPhone *self,
                      GBytes *sound,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, cor_phone_play_async);
  open_async (self, &(Opening){ .sound = sound }, on_opened, task);
}

gboolean
cor_phone_play_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
cor_phone_get_playback (CorPhone *self, CorPlaybackStatus *ret_status)
{
  CorSound *sound = cor_phone_get_sound (self);
  const CorPlayback *playback;

  cor_sound_lock (sound);
  playback = sound->clock.playback;
  if (playback != NULL)
    *ret_status = (CorPlaybackStatus){
      .position = playback->ended ? 0 : (double)playback->played / COR_RATE,
      .duration = cor_sound_reader_get_duration (playback->reader),
      .paused = playback->paused || (playback->ended && !playback->moving),
    };
  cor_sound_unlock (sound);
  return playback != NULL;
}

void
cor_phone_stop_playback (CorPhone *self)
{
  set_playback (cor_phone_get_sound (self), NULL);
}

/* --- Going elsewhere in it. --- */

/* Takes the reader, unless something else is heard by now. */
static void
take_reader (CorSound *sound, const Opening *opening, CorSoundReader **reader)
{
  CorPlayback *playback;
  CorSoundReader *old = NULL;

  cor_sound_lock (sound);
  playback = sound->clock.playback;
  if (playback != NULL && playback->sound == opening->sound) {
    playback->moving = FALSE;
    if (*reader != NULL) {
      old = playback->reader;
      playback->reader = g_steal_pointer (reader);
      playback->ended = FALSE;
      playback->played = (guint64)(CLAMP (opening->from, 0, 1e6) * COR_RATE);
    }
  }
  g_cond_signal (&sound->clock.wake);
  cor_sound_unlock (sound);
  cor_cards_check (sound->cards);
  cor_sound_reader_free (old);
}

static void
on_moved (GObject *source, GAsyncResult *result, gpointer data)
{
  Opening *opening = g_task_get_task_data (G_TASK (result));
  g_autoptr (CorPhone) self = g_weak_ref_get (&opening->phone);
  g_autoptr (CorSoundReader) reader = g_task_propagate_pointer (G_TASK (result), NULL);

  if (self != NULL)
    take_reader (cor_phone_get_sound (self), opening, &reader);
}

void
cor_phone_seek_playback (CorPhone *self, double seconds)
{
  CorSound *sound = cor_phone_get_sound (self);
  g_autoptr (GBytes) bytes = NULL;

  cor_sound_lock (sound);
  if (sound->clock.playback != NULL) {
    sound->clock.playback->moving = TRUE;
    bytes = g_bytes_ref (sound->clock.playback->sound);
  }
  cor_sound_unlock (sound);
  if (bytes != NULL)
    open_async (self, &(Opening){ .sound = bytes, .from = seconds }, on_moved, NULL);
}

void
cor_phone_pause_playback (CorPhone *self, gboolean pause)
{
  CorSound *sound = cor_phone_get_sound (self);
  gboolean ended = FALSE;

  cor_sound_lock (sound);
  if (sound->clock.playback != NULL) {
    sound->clock.playback->paused = pause;
    ended = sound->clock.playback->ended && !sound->clock.playback->moving;
  }
  g_cond_signal (&sound->clock.wake);
  cor_sound_unlock (sound);
  cor_cards_check (sound->cards);
  if (ended && !pause)
    cor_phone_seek_playback (self, 0);
}
