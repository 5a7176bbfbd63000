/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the preferences say and do about the voice in calls. */
#include "config.h"
#include "ui-test.h"
#include "preferences.h"

static CorPreferences *
open_preferences (CorSession *session)
{
  CorPreferences *window = cor_preferences_new (NULL, session);

  gtk_window_present (GTK_WINDOW (window));
  ui_draw (GTK_WIDGET (window));
  return window;
}

static GtkSwitch *
switch_of (CorPreferences *window, const char *title)
{
  GtkWidget *row = gtk_widget_get_ancestor (ui_find_label (window, title), ADW_TYPE_ACTION_ROW);

  return GTK_SWITCH (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row)));
}

/* M33: both switches are the settings, and the other way round. */
static void
test_switches (void)
{
  static const char *const rows[][2] = { { "Cancel Echo", "echo-cancellation" },
                                         { "Suppress Noise", "noise-suppression" } };
  g_autoptr (CorSession) session = cor_session_new ();
  g_autoptr (GSettings) settings = g_settings_new (COR_APP_ID);
  CorPreferences *window = open_preferences (session);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    GtkSwitch *toggle = switch_of (window, rows[i][0]);

    g_assert_true (gtk_widget_is_sensitive (GTK_WIDGET (toggle)));
    g_assert_true (gtk_switch_get_active (toggle));
    gtk_switch_set_active (toggle, FALSE);
    g_assert_false (g_settings_get_boolean (settings, rows[i][1]));
    g_settings_reset (settings, rows[i][1]);
    g_assert_true (gtk_switch_get_active (toggle));
  }
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Without the library the switches do nothing, and it is said. */
static void
test_impossible (void)
{
  g_autoptr (CorSession) session = cor_session_new ();
  CorPreferences *window;

  fake_session_set_voice_possible (FALSE);
  window = open_preferences (session);
  g_assert_false (gtk_widget_is_sensitive (GTK_WIDGET (switch_of (window, "Cancel Echo"))));
  g_assert_nonnull (ui_find_label (window, "This Cornetta was built without the library for it. "
                                           "Your desktop's sound server may cancel echo instead."));
  fake_session_set_voice_possible (TRUE);
  gtk_window_destroy (GTK_WINDOW (window));
}

static AdwActionRow *
row_of (CorPreferences *window, const char *title)
{
  return ADW_ACTION_ROW (
    gtk_widget_get_ancestor (ui_find_label (window, title), ADW_TYPE_ACTION_ROW));
}

static void
answer (CorPreferences *window,
        const char *found,
        const char *error,
        const char *title,
        const char *text)
{
  fake_session_answer_check (found != NULL ? g_variant_new_parsed (found) : NULL, error);
  ui_draw (GTK_WIDGET (window));
  g_assert_cmpstr (adw_action_row_get_subtitle (row_of (window, title)), ==, text);
}

static void
press (CorPreferences *window, const char *button, const char *asked)
{
  g_autofree char *check = NULL;

  ui_click (window, button);
  check = fake_session_take_check ();
  g_assert_cmpstr (check, ==, asked);
  g_assert_false (gtk_widget_is_sensitive (ui_find_named (window, button)));
}

/* M35: in words, and a second time. */
static void
test_microphone_check (void)
{
  g_autoptr (CorSession) session = cor_session_new ();
  CorPreferences *window = open_preferences (session);

  press (window, "Record", "microphone 1");
  answer (window, "{'peak': <-12.04>, 'silent': <false>}", NULL, "Microphone Check",
          "Good: 12 dB below full scale at its loudest");
  press (window, "Record", "microphone 1");
  answer (window, "{'peak': <-41.0>, 'silent': <false>}", NULL, "Microphone Check",
          "Quiet: 41 dB below full scale at its loudest");
  press (window, "Record", "microphone 1");
  answer (window, "{'peak': <-96.0>, 'silent': <true>}", NULL, "Microphone Check",
          "Silent: nothing was heard. Choose another microphone, or look whether this one is "
          "switched off.");
  press (window, "Record", "microphone 1");
  answer (window, NULL, "No.", "Microphone Check", "No.");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_echo_test (void)
{
  g_autoptr (CorSession) session = cor_session_new ();
  CorPreferences *window = open_preferences (session);

  press (window, "Test", "echo *43");
  answer (window, "{'sent': <uint32 5>, 'returned': <uint32 5>, 'delay': <123.4>, 'level': <-3.2>}",
          NULL, "Echo Test", "It came back after 123 ms at -3 dB; nothing was lost");
  press (window, "Test", "echo *43");
  answer (window, "{'sent': <uint32 5>, 'returned': <uint32 4>, 'delay': <80.0>, 'level': <0.4>}",
          NULL, "Echo Test", "It came back after 80 ms at +0 dB; 1 of 5 note was lost");
  press (window, "Test", "echo *43");
  answer (window, "{'sent': <uint32 0>, 'returned': <uint32 0>}", NULL, "Echo Test",
          "Nothing came back: either the number is none for echo tests, or no sound gets "
          "through.");
  press (window, "Test", "echo *43");
  answer (window, NULL, "The line of this computer is not ready.", "Echo Test",
          "The line of this computer is not ready.");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The answer may come when nobody asks any more. */
static void
test_closed_meanwhile (void)
{
  g_autoptr (CorSession) session = cor_session_new ();
  CorPreferences *window = open_preferences (session);

  press (window, "Record", "microphone 1");
  gtk_window_destroy (GTK_WINDOW (window));
  fake_session_answer_check (g_variant_new_parsed ("{'silent': <true>}"), NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* The microphone is open while its user wants to see it, and no longer than the window. */
static void
test_levels (void)
{
  g_autoptr (CorSession) session = cor_session_new ();
  CorPreferences *window = open_preferences (session);
  GtkLevelBar *bar = GTK_LEVEL_BAR (ui_find_named (window, "Microphone Level"));

  g_assert_cmpuint (fake_session_get_listeners (), ==, 0);
  ui_click (window, "Listen");
  g_assert_cmpuint (fake_session_get_listeners (), ==, 1);
  fake_session_set_loudness (-30, -6);
  ui_wait_until (gtk_level_bar_get_value (bar) > 0.49 && gtk_level_bar_get_value (bar) < 0.51);
  bar = GTK_LEVEL_BAR (ui_find_named (window, "Speaker Level"));
  g_assert_cmpfloat_with_epsilon (gtk_level_bar_get_value (bar), 0.9, 0.01);
  fake_session_set_loudness (-96, -96);
  ui_wait_until (gtk_level_bar_get_value (bar) == 0);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_cmpuint (fake_session_get_listeners (), ==, 0);
}

void
add_voice_tests (void)
{
  g_test_add_func ("/ui/voice/switches", test_switches);
  g_test_add_func ("/ui/voice/impossible", test_impossible);
  g_test_add_func ("/ui/voice/microphone-check", test_microphone_check);
  g_test_add_func ("/ui/voice/echo-test", test_echo_test);
  g_test_add_func ("/ui/voice/closed-meanwhile", test_closed_meanwhile);
  g_test_add_func ("/ui/voice/levels", test_levels);
}
