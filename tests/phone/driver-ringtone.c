/* SPDX-License-Identifier: GPL-3.0-or-later
 * The driver's commands about the ringtone. */
#include "config.h"
#include "driver.h"
#include "phone/ringtone.h"

static GCancellable *playing;

static void
on_played (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  cor_phone_play_ringtone_finish (result, &error);
  say ("played", "error", error != NULL ? error->message : NULL, NULL);
}

static void
on_trouble (CorPhone *phone, GParamSpec *pspec, gpointer data)
{
  g_autofree char *text = NULL;

  g_object_get (phone, "ringtone-trouble", &text, NULL);
  say ("ringtone", "trouble", text, NULL);
}

static void
choose (CorPhone *phone, const char *word)
{
  gboolean by_country = g_str_equal (word, "country");

  if (g_signal_handler_find (phone, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, on_trouble, NULL) == 0)
    g_signal_connect (phone, "notify::ringtone-trouble", G_CALLBACK (on_trouble), NULL);
  cor_phone_set_ringtone (phone, by_country,
                          by_country || g_str_equal (word, "melody") ? NULL : word);
}

gboolean
run_ringtone (Driver *self, const char *verb, char **words)
{
  if (g_str_equal (verb, "ringtone")) {
    choose (self->phone, words[1]);
  } else if (g_str_equal (verb, "play-ringtone")) {
    g_clear_object (&playing);
    playing = g_cancellable_new ();
    cor_phone_play_ringtone_async (self->phone, playing, on_played, NULL);
  } else if (g_str_equal (verb, "stop-ringtone")) {
    g_cancellable_cancel (playing);
  } else {
    return FALSE;
  }
  return TRUE;
}
