/* SPDX-License-Identifier: GPL-3.0-or-later
 * What this computer rings with. A file is read by a thread of its own, since a disk may be slow or
 * far away; until that is done, and when it fails, there is a ring that needs no file. */
#include "config.h"
#include "ringtone.h"
#include "phone-private.h"
#include "phone/ringtone.h"
#include <glib/gi18n-lib.h>

#define LOOK_MS 100

struct _CorRingtone {
  CorSound *sound;
  CorRingtoneFunc changed;
  gpointer user_data;
  gboolean by_country;
  char *path; /* or NULL */
  char *trouble;
  gboolean tries_again;  /* the file is not read, and may be at another time */
  GCancellable *loading; /* or NULL */
  GTask *playing;        /* or NULL */
  gboolean heard;        /* it has begun to be */
  guint look_id;
};

static void
set_trouble (CorRingtone *self, const char *trouble)
{
  if (g_strcmp0 (self->trouble, trouble) == 0)
    return;
  g_free (self->trouble);
  self->trouble = g_strdup (trouble);
  self->changed (self->user_data);
}

/* --- Hearing it --- */

static void
end_playing (CorRingtone *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->playing);

  g_clear_handle_id (&self->look_id, g_source_remove);
  if (cor_sound_get_tone (self->sound, COR_AUDIO_RINGER) == COR_TONE_PREVIEW)
    cor_sound_set_tone (self->sound, COR_AUDIO_RINGER, COR_TONE_NONE);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, TRUE);
}

/* Whatever else is to be heard goes before. */
static gboolean
goes_on (CorRingtone *self)
{
  CorTone tone = cor_sound_get_tone (self->sound, COR_AUDIO_RINGER);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (self->playing)))
    return FALSE;
  if (self->heard || tone != COR_TONE_NONE)
    return tone == COR_TONE_PREVIEW;
  if (self->loading == NULL) {
    self->heard = TRUE;
    cor_sound_set_tone (self->sound, COR_AUDIO_RINGER, COR_TONE_PREVIEW);
  }
  return TRUE;
}

static gboolean
on_look (gpointer data)
{
  CorRingtone *self = data;

  if (goes_on (self))
    return G_SOURCE_CONTINUE;
  self->look_id = 0;
  end_playing (self);
  return G_SOURCE_REMOVE;
}

void
cor_ringtone_play (CorRingtone *self, GTask *task)
{
  /* That it was stopped has not been noticed yet. */
  if (self->playing != NULL && g_cancellable_is_cancelled (g_task_get_cancellable (self->playing)))
    end_playing (self);
  if (self->playing != NULL ||
      cor_sound_get_tone (self->sound, COR_AUDIO_RINGER) != COR_TONE_NONE) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_BUSY,
                             _ ("Something is heard from the ringer already."));
    g_object_unref (task);
    return;
  }
  self->playing = task;
  self->heard = FALSE;
  self->look_id = g_timeout_add (LOOK_MS, on_look, self);
  goes_on (self);
}

/* --- The file --- */

static void
read_file (GTask *task, gpointer source, gpointer path, GCancellable *cancellable)
{
  GError *error = NULL;
  CorRingSound *sound = cor_ring_sound_read (path, cancellable, &error);

  if (sound != NULL)
    g_task_return_pointer (task, sound, (GDestroyNotify)cor_ring_sound_free);
  else
    g_task_return_error (task, error);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  CorRingtone *self = data;
  g_autoptr (GError) error = NULL;
  CorRingSound *sound = g_task_propagate_pointer (G_TASK (result), &error);

  /* Another was chosen, or there is nobody any more. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->loading);
  /* What it holds does not change by itself. */
  self->tries_again =
    error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  if (sound != NULL)
    cor_sound_set_ring (self->sound, (CorRing){ self->by_country, sound });
  set_trouble (self, error != NULL ? error->message : NULL);
}

static void
load (CorRingtone *self)
{
  g_autoptr (GTask) task = NULL;

  self->loading = g_cancellable_new ();
  task = g_task_new (NULL, self->loading, on_read, self);
  g_task_set_task_data (task, g_strdup (self->path), g_free);
  g_task_run_in_thread (task, read_file);
}

static void
forget_loading (CorRingtone *self)
{
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

void
cor_ringtone_choose (CorRingtone *self, gboolean by_country, const char *path)
{
  if (self->by_country == by_country && g_strcmp0 (self->path, path) == 0)
    return;
  forget_loading (self);
  if (self->playing != NULL)
    end_playing (self);
  self->by_country = by_country;
  g_free (self->path);
  self->path = g_strdup (path);
  self->tries_again = FALSE;
  cor_sound_set_ring (self->sound, (CorRing){ by_country, NULL });
  set_trouble (self, NULL);
  if (path != NULL)
    load (self);
}

void
cor_ringtone_note_ringing (CorRingtone *self)
{
  if (self->tries_again && self->loading == NULL)
    load (self);
}

const char *
cor_ringtone_get_trouble (CorRingtone *self)
{
  return self->trouble;
}

CorRingtone *
cor_ringtone_new (CorSound *sound, CorRingtoneFunc changed, gpointer user_data)
{
  CorRingtone *self = g_new0 (CorRingtone, 1);

  self->sound = sound;
  self->changed = changed;
  self->user_data = user_data;
  return self;
}

void
cor_ringtone_free (CorRingtone *self)
{
  forget_loading (self);
  if (self->playing != NULL)
    end_playing (self);
  g_free (self->path);
  g_free (self->trouble);
  g_free (self);
}

/* --- The phone's --- */

void
cor_phone_set_ringtone (CorPhone *self, gboolean by_country, const char *path)
{
  cor_ringtone_choose (cor_phone_get_ringtone (self), by_country, path);
}

void
cor_phone_play_ringtone_async (CorPhone *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, cor_phone_play_ringtone_async);
  cor_ringtone_play (cor_phone_get_ringtone (self), task);
}

gboolean
cor_phone_play_ringtone_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
