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

void
add_voice_tests (void)
{
  g_test_add_func ("/ui/voice/switches", test_switches);
  g_test_add_func ("/ui/voice/impossible", test_impossible);
}
