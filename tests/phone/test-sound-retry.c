/* SPDX-License-Identifier: GPL-3.0-or-later
 * How often a card that would not open is tried again. There is none here. */
#include "config.h"
#include "sound.h"
#include <string.h>

static struct {
  GMutex lock;
  GCond cond;
  guint n;
  gint64 times[64];
} attempts;

/* Each attempt that failed says so for debugging. */
static void
on_log (const char *domain, GLogLevelFlags level, const char *text, gpointer data)
{
  if (strstr (text, "would not open") == NULL) {
    g_log_default_handler (domain, level, text, data);
    return;
  }
  g_mutex_lock (&attempts.lock);
  g_assert_cmpuint (attempts.n, <, G_N_ELEMENTS (attempts.times));
  attempts.times[attempts.n++] = g_get_monotonic_time ();
  g_cond_signal (&attempts.cond);
  g_mutex_unlock (&attempts.lock);
}

/* When the nth was, from 0 on. */
static gint64
wait_attempt (guint n)
{
  gint64 watchdog = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;
  gint64 time;

  g_mutex_lock (&attempts.lock);
  while (attempts.n <= n)
    if (!g_cond_wait_until (&attempts.cond, &attempts.lock, watchdog))
      g_error ("attempt %u never came", n);
  time = attempts.times[n];
  g_mutex_unlock (&attempts.lock);
  return time;
}

static void
on_trouble (const char *text, gpointer data)
{
}

static void
on_list (CorAudioRole role, char **devices, gpointer data)
{
}

/* Each time it waits twice as long, unless something has changed. */
static void
test_backs_off (void)
{
  CorSound *sound = cor_sound_new (on_trouble, on_list, NULL);

  cor_sound_set_tone (sound, COR_AUDIO_RINGER, COR_TONE_RING);
  for (guint n = 0; n < 3; n++) {
    gint64 time = wait_attempt (n);

    /* What it knows already. */
    cor_sound_set_server (sound, FALSE);
    cor_sound_set_device (sound, COR_AUDIO_RINGER, NULL);
    g_assert_cmpint (wait_attempt (n + 1) - time, >=, (1 << n) * G_USEC_PER_SEC);
  }
  /* The next one would be due in 8 s. */
  cor_sound_note_list (sound);
  g_assert_cmpint (wait_attempt (4) - wait_attempt (3), <, 8 * G_USEC_PER_SEC);
  cor_sound_free (sound);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_log_set_default_handler (on_log, NULL);
  g_test_add_func ("/phone/sound/backs-off", test_backs_off);
  return g_test_run ();
}
