/* SPDX-License-Identifier: GPL-3.0-or-later
 * The list of codecs: its order and its switches are the setting. */
#include "config.h"
#include "codec-row.h"
#include "ui-test.h"
#include "preferences.h"

typedef struct {
  CorSession *session;
  GSettings *settings;
  CorPreferences *window;
  GtkListBox *list;
} Fixture;

static void
open_list (Fixture *self, const char *codecs)
{
  g_auto (GStrv) names = g_strsplit (codecs, " ", -1);

  self->session = cor_session_new ();
  self->settings = g_settings_new (COR_APP_ID);
  g_settings_set_strv (self->settings, "codecs", (const char *const *)names);
  self->window = cor_preferences_new (NULL, self->session);
  gtk_window_present (GTK_WINDOW (self->window));
  ui_draw (GTK_WIDGET (self->window));
  self->list = GTK_LIST_BOX (
    gtk_widget_get_ancestor (ui_find_label (self->window, "G.722"), GTK_TYPE_LIST_BOX));
}

static void
close_list (Fixture *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_settings_reset (self->settings, "codecs");
  g_object_unref (self->settings);
  g_object_unref (self->session);
}

static CorCodecRow *
row_at (Fixture *self, int at)
{
  return COR_CODEC_ROW (gtk_list_box_get_row_at_index (self->list, at));
}

/* As it stands there; what is off in brackets. */
static void
assert_list (Fixture *self, const char *rows, const char *setting)
{
  g_autoptr (GString) shown = g_string_new (NULL);
  g_auto (GStrv) names = g_settings_get_strv (self->settings, "codecs");
  g_autofree char *kept = g_strjoinv (" ", names);

  for (int i = 0; i < 4; i++)
    g_string_append_printf (shown, cor_codec_row_is_used (row_at (self, i)) ? "%s " : "[%s] ",
                            cor_codec_row_get_name (row_at (self, i)));
  g_string_truncate (shown, shown->len - 1);
  g_assert_cmpstr (shown->str, ==, rows);
  g_assert_cmpstr (kept, ==, setting);
}

static void
set_used (Fixture *self, int at, gboolean used)
{
  GtkSwitch *toggle =
    GTK_SWITCH (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row_at (self, at))));

  gtk_switch_set_active (toggle, used);
}

/* M30 */
static void
test_order (void)
{
  Fixture self = { 0 };

  open_list (&self, "opus G722 PCMA PCMU");
  assert_list (&self, "opus G722 PCMA PCMU", "opus G722 PCMA PCMU");
  ui_click (self.window, "Move G.711 A-law Up");
  assert_list (&self, "opus PCMA G722 PCMU", "opus PCMA G722 PCMU");
  ui_click (self.window, "Move G.711 A-law Up");
  ui_click (self.window, "Move Opus Down");
  assert_list (&self, "PCMA G722 opus PCMU", "PCMA G722 opus PCMU");
  g_assert_false (gtk_widget_is_sensitive (ui_find_named (self.window, "Move G.711 A-law Up")));
  g_assert_false (gtk_widget_is_sensitive (ui_find_named (self.window, "Move G.711 µ-law Down")));
  close_list (&self);
}

/* By the keys it stays where the keyboard is. */
static void
test_keyboard (void)
{
  Fixture self = { 0 };
  CorCodecRow *row;

  open_list (&self, "opus G722 PCMA PCMU");
  row = row_at (&self, 1);
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (row)));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (row), "codec.up", NULL));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (self.window)) == GTK_WIDGET (row));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (row), "codec.down", NULL));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (row), "codec.down", NULL));
  assert_list (&self, "opus PCMA G722 PCMU", "opus PCMA G722 PCMU");
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (self.window)) == GTK_WIDGET (row));
  close_list (&self);
}

/* What is off stays where it is; the last one can't be switched off. */
static void
test_switches (void)
{
  Fixture self = { 0 };

  open_list (&self, "opus G722 PCMA PCMU");
  set_used (&self, 1, FALSE);
  assert_list (&self, "opus [G722] PCMA PCMU", "opus PCMA PCMU");
  ui_click (self.window, "Move G.711 A-law Up");
  assert_list (&self, "opus PCMA [G722] PCMU", "opus PCMA PCMU");
  set_used (&self, 2, TRUE);
  assert_list (&self, "opus PCMA G722 PCMU", "opus PCMA G722 PCMU");
  set_used (&self, 0, FALSE);
  set_used (&self, 2, FALSE);
  set_used (&self, 3, FALSE);
  assert_list (&self, "[opus] PCMA [G722] [PCMU]", "PCMA");
  g_assert_false (gtk_widget_is_sensitive (
    adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row_at (&self, 1)))));
  set_used (&self, 1, FALSE);
  assert_list (&self, "[opus] PCMA [G722] [PCMU]", "PCMA");
  close_list (&self);
}

/* What was chosen elsewhere, or before; the others come last. */
static void
test_setting (void)
{
  static const char *const other[] = { "PCMU", "opus", "mp3", NULL };
  static const char *const none[] = { NULL };
  Fixture self = { 0 };

  open_list (&self, "PCMA opus");
  assert_list (&self, "PCMA opus [G722] [PCMU]", "PCMA opus");
  g_settings_set_strv (self.settings, "codecs", other);
  assert_list (&self, "PCMU opus [G722] [PCMA]", "PCMU opus mp3");
  g_settings_set_strv (self.settings, "codecs", none);
  assert_list (&self, "opus G722 PCMA PCMU", "");
  close_list (&self);
}

void
add_codec_tests (void)
{
  g_test_add_func ("/ui/codecs/order", test_order);
  g_test_add_func ("/ui/codecs/keyboard", test_keyboard);
  g_test_add_func ("/ui/codecs/switches", test_switches);
  g_test_add_func ("/ui/codecs/setting", test_setting);
}
