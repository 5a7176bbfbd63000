/* SPDX-License-Identifier: GPL-3.0-or-later
 * The row for what this computer rings with. */
#include "config.h"
#include "ui-test.h"
#include "preferences.h"

#define PLAY "Play the Ringtone Once"
#define STOP "Stop the Ringtone"

typedef struct {
  CorSession *session;
  GSettings *settings;
  CorPreferences *window;
  AdwComboRow *row;
} Fixture;

static void
open_row (Fixture *self, const char *ringtone)
{
  self->session = cor_session_new ();
  self->settings = g_settings_new (COR_APP_ID);
  g_settings_set_string (self->settings, "ringtone", ringtone);
  self->window = cor_preferences_new (NULL, self->session);
  gtk_window_present (GTK_WINDOW (self->window));
  ui_draw (GTK_WIDGET (self->window));
  self->row = ADW_COMBO_ROW (
    gtk_widget_get_ancestor (ui_find_label (self->window, "Ringtone"), ADW_TYPE_COMBO_ROW));
}

static void
close_row (Fixture *self)
{
  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
  g_settings_reset (self->settings, "ringtone");
  g_object_unref (self->settings);
  g_object_unref (self->session);
}

static void
assert_row (Fixture *self, const char *shown, guint lines)
{
  GtkStringObject *line;

  while (g_main_context_iteration (NULL, FALSE))
    ;
  line = adw_combo_row_get_selected_item (self->row);
  g_assert_cmpstr (gtk_string_object_get_string (line), ==, shown);
  g_assert_cmpuint (g_list_model_get_n_items (adw_combo_row_get_model (self->row)), ==, lines);
}

static void
assert_setting (Fixture *self, const char *wanted)
{
  g_autofree char *value = g_settings_get_string (self->settings, "ringtone");

  g_assert_cmpstr (value, ==, wanted);
}

/* M29: the row is the setting, and the other way round. */
static void
test_choice (void)
{
  Fixture self = { 0 };

  open_row (&self, "");
  assert_row (&self, "Cornetta's melody", 3);
  adw_combo_row_set_selected (self.row, 1);
  assert_setting (&self, "country");
  g_settings_set_string (self.settings, "ringtone", "/music/R&D <ring>.ogg");
  assert_row (&self, "R&D <ring>.ogg", 4);
  g_settings_set_string (self.settings, "ringtone", "file:///music/two%20words.wav");
  assert_row (&self, "two words.wav", 4);
  adw_combo_row_set_selected (self.row, 2);
  assert_setting (&self, "file:///music/two%20words.wav");
  adw_combo_row_set_selected (self.row, 0);
  assert_setting (&self, "");
  assert_row (&self, "Cornetta's melody", 3);
  close_row (&self);
}

static gpointer
find_chooser (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (GTK_IS_FILE_CHOOSER_DIALOG (l->data))
      return l->data;
  return NULL;
}

/* The line for it asks for a file, and nothing is chosen before there is one. */
static void
test_chooser (void)
{
  Fixture self = { 0 };

  open_row (&self, "country");
  adw_combo_row_set_selected (self.row, 2);
  ui_wait_until (find_chooser () != NULL);
  assert_row (&self, "Ring of your country", 3);
  assert_setting (&self, "country");
  gtk_dialog_response (GTK_DIALOG (find_chooser ()), GTK_RESPONSE_CANCEL);
  assert_setting (&self, "country");
  close_row (&self);
}

/* A file that can't be read stays chosen, and it is said what rings. */
static void
test_trouble (void)
{
  Fixture self = { 0 };

  open_row (&self, "/music/gone.ogg");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (self.row)), ==, "");
  fake_session_set_text (self.session, "ringtone-trouble", "“<gone>.ogg”: it is silent");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (self.row)), ==,
                   "“<gone>.ogg”: it is silent. Cornetta's melody rings instead.");
  assert_row (&self, "gone.ogg", 4);
  fake_session_set_text (self.session, "ringtone-trouble", NULL);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (self.row)), ==, "");
  close_row (&self);
}

static void
test_play (void)
{
  Fixture self = { 0 };

  open_row (&self, "");
  g_assert_false (fake_session_is_playing ());
  ui_click (self.window, PLAY);
  g_assert_true (fake_session_is_playing ());
  ui_click (self.window, STOP);
  g_assert_false (fake_session_is_playing ());
  fake_session_end_playing (NULL);
  ui_draw (GTK_WIDGET (self.window));
  ui_click (self.window, PLAY);
  fake_session_end_playing (NULL);
  ui_wait_until (ui_find_named (self.window, PLAY) != NULL);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (self.row)), ==, "");
  ui_click (self.window, PLAY);
  fake_session_end_playing ("A call <rings>.");
  ui_wait_until (ui_find_named (self.window, PLAY) != NULL);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (self.row)), ==, "A call <rings>.");
  close_row (&self);
}

/* It does not go on behind a closed window. */
static void
test_closed_meanwhile (void)
{
  Fixture self = { 0 };

  open_row (&self, "");
  ui_click (self.window, PLAY);
  gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&self.window)));
  g_assert_false (fake_session_is_playing ());
  fake_session_end_playing (NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  close_row (&self);
}

void
add_ringtone_tests (void)
{
  g_test_add_func ("/ui/ringtone/choice", test_choice);
  g_test_add_func ("/ui/ringtone/chooser", test_chooser);
  g_test_add_func ("/ui/ringtone/trouble", test_trouble);
  g_test_add_func ("/ui/ringtone/play", test_play);
  g_test_add_func ("/ui/ringtone/closed-meanwhile", test_closed_meanwhile);
}
