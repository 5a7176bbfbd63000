/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whether the sound of this computer works. The clock's thread records and plays; here it is asked
 * four times a second how far it is. */
#include "config.h"
#include "phone/sound-check.h"
#include "phone-private.h"
#include "probe.h"
#include "voice.h"
#include <glib/gi18n-lib.h>
#include <stdlib.h>

#define LOOK_MS 250
#define NOTES 5
#define PATIENCE 25    /* s for a first note: an announcement may come before the echo */
#define SILENT (-50.0) /* dBov of the loudest sample: a whisper from the other end of a room */

static CorSound *
sound_of (GTask *task)
{
  return cor_phone_get_sound (g_task_get_source_object (task));
}

void
cor_phone_set_voice (CorPhone *self, gboolean echo_cancellation, gboolean noise_suppression)
{
  cor_sound_set_voice (cor_phone_get_sound (self), echo_cancellation, noise_suppression);
}

gboolean
cor_phone_can_process_voice (CorPhone *self)
{
  return cor_voice_is_available ();
}

void
cor_phone_get_loudness (CorPhone *self, double *ret_microphone, double *ret_speaker)
{
  CorLoudness loudness;

  cor_sound_get_loudness (cor_phone_get_sound (self), &loudness);
  *ret_microphone = loudness.mic;
  *ret_speaker = loudness.speaker;
}

void
cor_phone_listen (CorPhone *self, gboolean on)
{
  cor_sound_listen (cor_phone_get_sound (self), on);
}

/* --- The microphone --- */

static gboolean
on_take_look (gpointer data)
{
  GTask *task = data;
  CorMicrophoneCheck *check;
  double peak, level;

  if (!cor_sound_take_is_over (sound_of (task), &peak, &level))
    return G_SOURCE_CONTINUE;
  check = g_new (CorMicrophoneCheck, 1);
  *check = (CorMicrophoneCheck){ peak, level, peak < SILENT };
  g_task_return_pointer (task, check, g_free);
  return G_SOURCE_REMOVE;
}

void
cor_phone_check_microphone_async (CorPhone *self,
                                  gboolean plays,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, cor_phone_check_microphone_async);
  if (!cor_sound_begin_take (cor_phone_get_sound (self), plays)) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING,
                             _ ("The microphone is being checked already."));
    return;
  }
  g_timeout_add_full (G_PRIORITY_DEFAULT, LOOK_MS, on_take_look, g_steal_pointer (&task),
                      g_object_unref);
}

gboolean
cor_phone_check_microphone_finish (CorPhone *self,
                                   GAsyncResult *result,
                                   CorMicrophoneCheck *ret_check,
                                   GError **error)
{
  g_autofree CorMicrophoneCheck *check = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  check = g_task_propagate_pointer (G_TASK (result), error);
  if (check == NULL)
    return FALSE;
  *ret_check = *check;
  return TRUE;
}

/* --- The echo --- */

typedef struct {
  CorCall *call;
  guint seconds; /* judged */
  guint sent, returned;
  CorProbeEcho echoes[NOTES];
} Echo;

static void
echo_free (gpointer data)
{
  Echo *echo = data;

  g_object_unref (echo->call);
  g_free (echo);
}

static int
compare_delays (gconstpointer a, gconstpointer b)
{
  const CorProbeEcho *x = a;
  const CorProbeEcho *y = b;

  return (x->delay > y->delay) - (x->delay < y->delay);
}

static int
compare_levels (gconstpointer a, gconstpointer b)
{
  const CorProbeEcho *x = a;
  const CorProbeEcho *y = b;

  return (x->level > y->level) - (x->level < y->level);
}

/* One note with a gap in it tells little of the other four. */
static const CorProbeEcho *
median (Echo *echo, GCompareFunc compare)
{
  qsort (echo->echoes, echo->returned, sizeof *echo->echoes, compare);
  return &echo->echoes[echo->returned / 2];
}

static void
finish_echo (GTask *task, Echo *echo)
{
  CorEchoTest *test = g_new0 (CorEchoTest, 1);

  cor_sound_end_probe (sound_of (task));
  test->sent = echo->sent;
  test->returned = echo->returned;
  if (echo->returned > 0) {
    test->delay = median (echo, compare_delays)->delay;
    test->level = median (echo, compare_levels)->level;
  }
  g_task_return_pointer (task, test, g_free);
}

/* A second is over. TRUE when all is known. */
static gboolean
judge (Echo *echo, const float *window)
{
  CorProbeEcho found;
  gboolean is_there = cor_probe_match (window, &found);

  echo->seconds++;
  if (is_there || echo->sent > 0)
    echo->sent++;
  if (is_there)
    echo->echoes[echo->returned++] = found;
  return echo->sent == NOTES || (echo->sent == 0 && echo->seconds >= PATIENCE);
}

static gboolean
on_echo_look (gpointer data)
{
  GTask *task = data;
  Echo *echo = g_task_get_task_data (task);
  float window[COR_PROBE_WINDOW];

  if (cor_call_get_state (echo->call) != COR_CALL_ACTIVE) {
    cor_sound_end_probe (sound_of (task));
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED,
                             _ ("The call ended before the test did."));
    return G_SOURCE_REMOVE;
  }
  if (!cor_sound_take_probe (sound_of (task), echo->seconds, window) || !judge (echo, window))
    return G_SOURCE_CONTINUE;
  finish_echo (task, echo);
  return G_SOURCE_REMOVE;
}

void
cor_phone_test_echo_async (CorPhone *self,
                           CorCall *call,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  const CorLineCall *entry = cor_phone_find_call (self, call);
  Echo *echo;

  g_task_set_source_tag (task, cor_phone_test_echo_async);
  if (entry == NULL || cor_call_get_state (call) != COR_CALL_ACTIVE) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                             _ ("The call is not one of this computer."));
    return;
  }
  if (!cor_sound_begin_probe (cor_phone_get_sound (self), entry->wire)) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING,
                             _ ("An echo test is under way already."));
    return;
  }
  echo = g_new0 (Echo, 1);
  echo->call = g_object_ref (call);
  g_task_set_task_data (task, echo, echo_free);
  g_timeout_add_full (G_PRIORITY_DEFAULT, LOOK_MS, on_echo_look, g_steal_pointer (&task),
                      g_object_unref);
}

gboolean
cor_phone_test_echo_finish (CorPhone *self,
                            GAsyncResult *result,
                            CorEchoTest *ret_test,
                            GError **error)
{
  g_autofree CorEchoTest *test = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  test = g_task_propagate_pointer (G_TASK (result), error);
  if (test == NULL)
    return FALSE;
  *ret_test = *test;
  return TRUE;
}
