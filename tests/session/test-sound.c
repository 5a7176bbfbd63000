/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which devices are remembered. */
#include "fake-line.h"

typedef struct {
  CorSession *session;
  FakeLine *line;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->line = g_object_new (FAKE_TYPE_LINE, NULL);
  f->session = fake_line_new_session (f->line);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_settings_reset (f->session->settings, "speaker");
  g_settings_reset (f->session->settings, "speaker-before");
  g_assert_finalize_object (f->session);
  g_assert_finalize_object (f->line);
}

/* `before` is what was chosen before, newest first, with commas. */
static void
check (Fixture *f, const char *chosen, const char *before)
{
  g_autofree char *name = cor_session_dup_audio_device (f->session, 1);
  g_auto (GStrv) names = g_settings_get_strv (f->session->settings, "speaker-before");
  g_autofree char *all = g_strjoinv (",", names);

  g_assert_cmpstr (name, ==, chosen);
  g_assert_cmpstr (all, ==, before);
}

static void
test_newest_first (Fixture *f, gconstpointer data)
{
  check (f, "", "");
  cor_session_set_audio_device (f->session, 1, "headset");
  check (f, "headset", "");
  cor_session_set_audio_device (f->session, 1, "desk");
  check (f, "desk", "headset,");
  cor_session_set_audio_device (f->session, 1, "headset");
  check (f, "headset", "desk,");
  cor_session_set_audio_device (f->session, 1, "headset");
  check (f, "headset", "desk,");
  cor_session_set_audio_device (f->session, 1, "");
  check (f, "", "headset,desk");
}

static void
test_bounded (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < 30; i++) {
    g_autofree char *name = g_strdup_printf ("%u", i);
    cor_session_set_audio_device (f->session, 1, name);
  }
  check (f, "29", "28,27,26,25,24,23,22,21");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/session/sound/newest-first", Fixture, NULL, set_up, test_newest_first, tear_down);
  g_test_add ("/session/sound/bounded", Fixture, NULL, set_up, test_bounded, tear_down);
  return g_test_run ();
}
