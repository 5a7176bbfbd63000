/* SPDX-License-Identifier: GPL-3.0-or-later
 * The first run after the sign-in form: M96. */
#include "config.h"
#include "ui-test.h"
#include "welcome-window.h"

typedef struct {
  CorSession *session;
  GSettings *settings;
  GtkWindow *window;
} Fixture;

static void
open_window (Fixture *f)
{
  f->window = cor_welcome_window_new (NULL, f->session);
  gtk_window_present (f->window);
  ui_draw (GTK_WIDGET (f->window));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->session = cor_session_new ();
  fake_session_fill (f->session);
  f->settings = g_settings_new (COR_APP_ID);
  fake_session_set_int (f->session, "state", COR_SESSION_READY);
  g_free (fake_session_take_log (f->session));
  cor_welcome_note_form ();
  open_window (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  static const char *const keys[] = { "first-run", "start-at-login", "ask-before-calling" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (f->settings, keys[i]);
  gtk_window_destroy (f->window);
  g_object_unref (f->settings);
  g_object_unref (f->session);
}

static void
assert_step (Fixture *f, const char *words)
{
  g_assert_nonnull (ui_find_label (f->window, words));
}

static void
assert_setting (Fixture *f, const char *wanted)
{
  g_autofree char *value = g_settings_get_string (f->settings, "first-run");

  g_assert_cmpstr (value, ==, wanted);
}

static void
test_pages (Fixture *f, gconstpointer data)
{
  assert_step (f, "Step 2 of 4");
  g_assert_null (ui_find_named (f->window, "Back"));
  ui_click (f->window, "Next");
  assert_step (f, "Step 3 of 4");
  ui_click (f->window, "Next");
  assert_step (f, "Step 4 of 4");
  ui_click (f->window, "Back");
  assert_step (f, "Step 3 of 4");
  ui_click (f->window, "Next");
  g_assert_true (cor_welcome_is_wanted ());
  g_object_ref (f->window);
  ui_click (f->window, "Done");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (f->window)));
  g_assert_false (cor_welcome_is_wanted ());
}

/* Closed on the way: the next start goes on there. */
static void
test_resumed (Fixture *f, gconstpointer data)
{
  ui_click (f->window, "Next");
  gtk_window_destroy (f->window);
  assert_setting (f, "desktop");
  g_assert_true (cor_welcome_is_wanted ());
  open_window (f);
  assert_step (f, "Step 3 of 4");
}

static void
test_skipped (Fixture *f, gconstpointer data)
{
  g_object_ref (f->window);
  ui_click (f->window, "Skip All");
  g_assert_false (cor_welcome_is_wanted ());
  /* Signing in again is no first run. */
  cor_welcome_note_form ();
  g_assert_false (cor_welcome_is_wanted ());
}

static GtkSwitch *
find_switch (Fixture *f, const char *name)
{
  GtkWidget *widget = ui_find_named (f->window, name);

  while (!GTK_IS_SWITCH (widget))
    widget = ui_find (widget, "GtkSwitch");
  return GTK_SWITCH (widget);
}

static void
test_switches (Fixture *f, gconstpointer data)
{
  ui_click (f->window, "Next");
  gtk_switch_set_active (find_switch (f, "Start at Login"), TRUE);
  gtk_switch_set_active (find_switch (f, "Ask Before Calling"), TRUE);
  g_assert_true (g_settings_get_boolean (f->settings, "start-at-login"));
  g_assert_true (g_settings_get_boolean (f->settings, "ask-before-calling"));
  fake_session_set_text (f->session, "autostart-trouble", "No <room>.");
  g_assert_nonnull (ui_find_label (f->window, "No <room>."));
  /* One of three can't be: the switch says what is, and a sentence why. */
  gtk_switch_set_active (find_switch (f, "Open Phone Links"), TRUE);
  g_assert_nonnull (ui_find_label (f->window, "The list <can't> be written."));
  g_assert_false (gtk_switch_get_active (find_switch (f, "Open Phone Links")));
}

static void
test_call (Fixture *f, gconstpointer data)
{
  ui_click (f->window, "Next");
  ui_click (f->window, "Next");
  g_object_ref (f->window);
  ui_click (f->window, "Call It");
  ui_assert_log (f->session, "dial *43 typed");
  g_assert_false (cor_welcome_is_wanted ());
}

void
add_welcome_tests (void)
{
#define ADD(name, func) g_test_add ("/ui/welcome/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("pages", test_pages);
  ADD ("resumed", test_resumed);
  ADD ("skipped", test_skipped);
  ADD ("switches", test_switches);
  ADD ("call", test_call);
#undef ADD
}
