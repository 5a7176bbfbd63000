/* SPDX-License-Identifier: GPL-3.0-or-later
 * The application hands links over, shows what the session asks for, and stops
 * it before it ends. */
#include "config.h"
#include "ui-test.h"

typedef struct {
  CorSession *session;
  CorApplication *app;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->session = cor_session_new ();
  fake_session_fill (fixture->session);
  fake_session_set_int (fixture->session, "state", COR_SESSION_READY);
  fixture->app = cor_application_new (fixture->session);
  g_application_set_flags (G_APPLICATION (fixture->app),
                           G_APPLICATION_HANDLES_OPEN | G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (fixture->app), NULL, &error);
  g_assert_no_error (error);
}

/* The way out is app.quit, as for people; a main loop that it does not end hangs here. */
static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_action_group_activate_action (G_ACTION_GROUP (fixture->app), "quit", NULL);
  g_assert_cmpint (g_application_run (G_APPLICATION (fixture->app), 0, NULL), ==, 0);
  ui_assert_log (fixture->session, "stop");
  g_assert_finalize_object (fixture->app);
  g_assert_finalize_object (fixture->session);
}

static GtkWindow *
window (Fixture *fixture)
{
  for (GList *list = gtk_application_get_windows (GTK_APPLICATION (fixture->app)); list != NULL;
       list = list->next)
    if (COR_IS_WINDOW (list->data))
      return list->data;
  return NULL;
}

static GtkWindow *
sheet (Fixture *fixture)
{
  for (GList *list = gtk_application_get_windows (GTK_APPLICATION (fixture->app)); list != NULL;
       list = list->next)
    if (g_str_equal (G_OBJECT_TYPE_NAME (list->data), "CorLinkSheet"))
      return list->data;
  return NULL;
}

static void
open_links (Fixture *fixture, const char *const *uris)
{
  GFile *files[8];
  int n = 0;

  for (; uris[n] != NULL; n++)
    files[n] = g_file_new_for_uri (uris[n]);
  g_application_open (G_APPLICATION (fixture->app), files, n, "");
  while (n > 0)
    g_object_unref (files[--n]);
}

static void
test_open (Fixture *fixture, gconstpointer data)
{
  g_assert_null (window (fixture));
  open_links (fixture, (const char *[]){ "tel:+39 0721 405516;ext=12", NULL });
  /* In this very turn of the loop. */
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (window (fixture))));
  ui_assert_log (fixture->session, "dial tel:+39 0721 405516;ext=12 link");
}

static void
test_open_many (Fixture *fixture, gconstpointer data)
{
  open_links (fixture, (const char *[]){ "tel:1", "tel:2", "tel:3", "tel:4", "tel:5", NULL });
  ui_assert_log (fixture->session, "dial tel:1 link\ndial tel:2 link\ndial tel:3 link\n"
                                   "dial tel:4 link");
}

static void
test_close_hides (Fixture *fixture, gconstpointer data)
{
  g_application_activate (G_APPLICATION (fixture->app));
  ui_draw (GTK_WIDGET (window (fixture)));
  gtk_window_close (window (fixture));
  ui_wait_until (!gtk_widget_get_visible (GTK_WIDGET (window (fixture))));
  ui_assert_log (fixture->session, "");
  g_signal_emit_by_name (fixture->session, "raise", NULL);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (window (fixture))));
}

static void
test_actions (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = {
    "dial",     "answer",      "decline",        "hang-up",        "hold", "mute",
    "digits",   "device",      "retry",          "silence",        "quit", "about",
    "sign-out", "preferences", "dial-selection", "dial-clipboard", "bar"
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_true (g_action_group_has_action (G_ACTION_GROUP (fixture->app), names[i]));
  g_action_group_activate_action (G_ACTION_GROUP (fixture->app), "dial",
                                  g_variant_new_string ("204"));
  ui_assert_log (fixture->session, "dial 204 typed");
}

/* Every key that is set is told of, and the other way round. */
static void
test_shortcuts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data ("/org/cornetta/Cornetta/gtk/help-overlay.ui",
                                                      G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_auto (GStrv) actions =
    gtk_application_list_action_descriptions (GTK_APPLICATION (fixture->app));
  guint checked = 0;

  for (char **action = actions; *action != NULL; action++) {
    g_auto (GStrv) keys =
      gtk_application_get_accels_for_action (GTK_APPLICATION (fixture->app), *action);

    for (char **key = keys; *key != NULL; key++) {
      /* Nine of one kind are told of in one line. */
      const char *shown = g_str_has_prefix (*action, "app.speed-dial(") ? "<Alt>1" : *key;
      g_autofree char *escaped = g_markup_escape_text (shown, -1);

      /* Closing a window is every window's. */
      if (g_str_equal (*action, "window.close") || g_str_equal (*action, "win.show-help-overlay"))
        continue;
      if (strstr (g_bytes_get_data (bytes, NULL), escaped) == NULL)
        g_error ("%s is not in the shortcuts window", *key);
      checked++;
    }
  }
  g_assert_cmpuint (checked, >=, 8);
  g_application_activate (G_APPLICATION (fixture->app));
  gtk_widget_activate_action (GTK_WIDGET (window (fixture)), "win.show-help-overlay", NULL);
  ui_draw (GTK_WIDGET (window (fixture)));
}

static CorQuestion *
new_question (const char *link, const char *canonical, const char *reason)
{
  g_autoptr (CorDialRequest) request = cor_dial_request_new (link, COR_ORIGIN_LINK, NULL, NULL);

  return cor_question_new (request, canonical, reason);
}

static void
test_ask (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CorQuestion) first = new_question ("tel:899", "899", "It costs more.");
  g_autoptr (CorQuestion) second = new_question ("tel:*43", "*43", "A code.");

  g_signal_emit_by_name (fixture->session, "ask", first);
  g_assert_nonnull (sheet (fixture));
  /* Before the loop turns once: a page looks whether its window lost the focus. */
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (sheet (fixture))));
  /* One at a time. The session put the first into the second: it is no No. */
  cor_question_set_other (second, first);
  g_signal_emit_by_name (fixture->session, "ask", second);
  ui_assert_log (fixture->session, "");
  /* Who it is may be known later. */
  cor_question_set_name (second, "Echo");
  ui_draw (GTK_WIDGET (sheet (fixture)));
  g_assert_nonnull (ui_find_label (sheet (fixture), "Echo"));
  ui_click (sheet (fixture), "Call");
  ui_assert_log (fixture->session, "confirm tel:*43 -");
  ui_wait_until (sheet (fixture) == NULL);
  ui_assert_log (fixture->session, "");
}

/* The same question again, with a second number, is the same window; and it goes when it has been
 * answered elsewhere. */
static void
test_ask_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CorQuestion) first = new_question ("tel:202", "202", "A link.");
  g_autoptr (CorQuestion) second = new_question ("tel:203", "203", "Another link.");
  gpointer shown;

  g_signal_emit_by_name (fixture->session, "ask", first);
  shown = sheet (fixture);
  cor_question_set_other (first, second);
  g_signal_emit_by_name (fixture->session, "ask", first);
  g_assert_true (sheet (fixture) == shown);
  g_signal_emit_by_name (fixture->session, "raise", NULL);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (shown)));
  cor_question_set_answered (first);
  ui_wait_until (sheet (fixture) == NULL);
  ui_assert_log (fixture->session, "");
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_signal_emit_by_name (fixture->session, "refused", "“<b>abc” is not a number.");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (window (fixture))));
  ui_draw (GTK_WIDGET (window (fixture)));
  ui_wait_until (ui_find_label (window (fixture), "“<b>abc” is not a number.") != NULL);
}

static void
test_show_call (Fixture *fixture, gconstpointer data)
{
  CorCall *call = fake_session_add_call (fixture->session, TRUE, "204", "Anna", "This computer");

  g_signal_emit_by_name (fixture->session, "show-call", call);
  ui_draw (GTK_WIDGET (window (fixture)));
  g_assert_nonnull (ui_find_label (window (fixture), "Incoming call"));
  ui_click (window (fixture), "Answer");
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_ACTIVE);
  /* Nobody is here to be asked to inhibit: no criticals, and the call goes on. */
  cor_call_hang_up (call);
  g_free (fake_session_take_log (fixture->session));
}

static void
test_windows (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "preferences", "about", "preferences" };

  g_application_activate (G_APPLICATION (fixture->app));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_action_group_activate_action (G_ACTION_GROUP (fixture->app), names[i], NULL);
    ui_draw (GTK_WIDGET (window (fixture)));
  }
  ui_assert_log (fixture->session, "");
}

/* The bar comes without the main window, and the button on it brings that. */
static void
test_bar (Fixture *fixture, gconstpointer data)
{
  GtkWindow *bar;

  g_action_group_activate_action (G_ACTION_GROUP (fixture->app), "bar", NULL);
  g_assert_null (window (fixture));
  bar = gtk_application_get_windows (GTK_APPLICATION (fixture->app))->data;
  g_assert_cmpstr (G_OBJECT_TYPE_NAME (bar), ==, "CorCommandBar");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (bar)));
  fake_session_set_int (fixture->session, "state", COR_SESSION_SIGNED_OUT);
  ui_draw (GTK_WIDGET (bar));
  ui_click (bar, "Open Cornetta");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (bar)));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (window (fixture))));
  g_action_group_activate_action (G_ACTION_GROUP (fixture->app), "bar", NULL);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (bar)));
}

#define ADD(name, test) g_test_add ("/ui/application/" name, Fixture, NULL, set_up, test, tear_down)

void
add_application_tests (void)
{
  ADD ("open", test_open);
  ADD ("open-many", test_open_many);
  ADD ("close-hides", test_close_hides);
  ADD ("actions", test_actions);
  ADD ("shortcuts", test_shortcuts);
  ADD ("ask", test_ask);
  ADD ("ask-again", test_ask_again);
  ADD ("refused", test_refused);
  ADD ("show-call", test_show_call);
  ADD ("windows", test_windows);
  ADD ("bar", test_bar);
}
