/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is dropped on the window or pasted into it is written into the entry,
 * and called by nobody. */
#include "config.h"
#include "ui-test.h"
#include "drop.h"

typedef struct {
  CorSession *session;
  CorWindow *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->session = cor_session_new ();
  fake_session_fill (fixture->session);
  fake_session_set_int (fixture->session, "state", COR_SESSION_READY);
  fixture->window = ui_window_new (fixture->session);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ui_assert_log (fixture->session, "");
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->session);
}

static GtkEditable *
entry_of (Fixture *fixture)
{
  return GTK_EDITABLE (ui_find (fixture->window, "GtkSearchEntry"));
}

/* The window's own target, with the value that the toolkit would have made of the drop. */
static gboolean
drop (Fixture *fixture, const GValue *value)
{
  g_autoptr (GListModel) controllers =
    gtk_widget_observe_controllers (GTK_WIDGET (fixture->window));
  gboolean taken = FALSE, found = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (!GTK_IS_DROP_TARGET (controller))
      continue;
    found = TRUE;
    g_signal_emit_by_name (controller, "drop", value, 10.0, 10.0, &taken);
  }
  g_assert_true (found);
  ui_draw (GTK_WIDGET (fixture->window));
  return taken;
}

static gboolean
drop_text (Fixture *fixture, const char *text)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  g_value_set_string (&value, text);
  return drop (fixture, &value);
}

static void
test_text (Fixture *fixture, gconstpointer data)
{
  static const char *const rows[][2] = {
    { "202", "202" },
    { " 0721 405516\n", "0721405516" },
    { "tel:+39%200721%20405516", "+390721405516" },
    { "callto:204", "204" },
    { "sip:204@pbx.example.com", "204" },
    { "tel:0721405516;ext=12", "0721405516,12" },
    { "**21*204#", "**21*204#" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    GtkWidget *focus;

    cor_window_show_pane (fixture->window, "history");
    g_assert_true (drop_text (fixture, rows[i][0]));
    g_assert_cmpstr (gtk_editable_get_text (entry_of (fixture)), ==, rows[i][1]);
    focus = gtk_root_get_focus (GTK_ROOT (fixture->window));
    g_assert_true (gtk_widget_is_ancestor (focus, GTK_WIDGET (entry_of (fixture))));
  }
}

static void
test_links (Fixture *fixture, gconstpointer data)
{
  g_auto (GValue) list = G_VALUE_INIT, one = G_VALUE_INIT;
  GSList *files = NULL;

  files = g_slist_append (files, g_file_new_for_uri ("tel:+390721405516"));
  files = g_slist_append (files, g_file_new_for_uri ("tel:204"));
  g_value_init (&list, GDK_TYPE_FILE_LIST);
  g_value_set_boxed (&list, files);
  g_slist_free_full (files, g_object_unref);
  g_assert_true (drop (fixture, &list));
  g_assert_cmpstr (gtk_editable_get_text (entry_of (fixture)), ==, "+390721405516");
  g_value_init (&one, G_TYPE_FILE);
  g_value_take_object (&one, g_file_new_for_uri ("callto:205"));
  g_assert_true (drop (fixture, &one));
  g_assert_cmpstr (gtk_editable_get_text (entry_of (fixture)), ==, "205");
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = { "hello, world", "https://example.com/", "39348xxx", "",
                                       "file:///etc/passwd" };

  gtk_editable_set_text (entry_of (fixture), "anna");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_auto (GValue) value = G_VALUE_INIT;
    g_autoptr (GError) error = NULL;

    g_value_init (&value, G_TYPE_STRING);
    g_value_set_string (&value, texts[i]);
    g_assert_false (drop (fixture, &value));
    g_assert_cmpstr (gtk_editable_get_text (entry_of (fixture)), ==, "anna");
    g_assert_null (cor_drop_read (&value, &error));
    g_assert_nonnull (error);
    if (*texts[i] != '\0')
      g_assert_nonnull (strstr (error->message, texts[i]));
  }
}

/* The user is told what was refused. */
static void
test_toast (Fixture *fixture, gconstpointer data)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  g_value_init (&value, G_TYPE_STRING);
  g_value_set_string (&value, "<b>hello");
  g_assert_false (drop (fixture, &value));
  g_assert_null (cor_drop_read (&value, &error));
  g_assert_nonnull (strstr (error->message, "<b>hello"));
  ui_wait_until (ui_find_label (fixture->window, error->message) != NULL);
}

static void
test_empty_list (Fixture *fixture, gconstpointer data)
{
  g_auto (GValue) list = G_VALUE_INIT;

  g_value_init (&list, GDK_TYPE_FILE_LIST);
  g_assert_false (drop (fixture, &list));
}

static void
test_paste (Fixture *fixture, gconstpointer data)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (fixture->window)), " 0721 405516 ");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.paste", NULL);
  ui_wait_until (g_str_equal (gtk_editable_get_text (entry_of (fixture)), "0721405516"));
  ui_draw (GTK_WIDGET (fixture->window));
}

#define ADD(name, test) g_test_add ("/ui/drop/" name, Fixture, NULL, set_up, test, tear_down)

void
add_drop_tests (void)
{
  ADD ("text", test_text);
  ADD ("links", test_links);
  ADD ("refused", test_refused);
  ADD ("toast", test_toast);
  ADD ("empty-list", test_empty_list);
  ADD ("paste", test_paste);
}
