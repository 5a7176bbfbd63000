/* SPDX-License-Identifier: GPL-3.0-or-later
 * What was written of past calls: the user's notes, and the machines' summaries. */
#include "config.h"
#include "ui-test.h"
#include "history-row.h"
#include "menu-source.h"
#include "note-window.h"
#include "summary-window.h"

typedef struct {
  CorSession *session;
  GtkWindow *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->session = cor_session_new ();
  fake_session_set_int (fixture->session, "state", COR_SESSION_READY);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->window != NULL)
    gtk_window_destroy (fixture->window);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->session);
}

static void
open_note (Fixture *fixture, const FakeWritten *written)
{
  fake_session_set_written (fixture->session, written);
  fixture->window = cor_note_window_new (NULL, fixture->session, "1.1/1.1", "Anna <b>Rossi");
  gtk_window_present (fixture->window);
  ui_draw (GTK_WIDGET (fixture->window));
}

static void
open_summary (Fixture *fixture, const FakeWritten *written)
{
  fake_session_set_written (fixture->session, written);
  fixture->window = cor_summary_window_new (NULL, fixture->session, "1.1/1.1", "Anna Rossi");
  gtk_window_present (fixture->window);
  ui_draw (GTK_WIDGET (fixture->window));
}

static GtkTextBuffer *
buffer_of (Fixture *fixture)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (ui_find (fixture->window, "GtkTextView")));
}

static char *
text_of (GtkTextBuffer *buffer)
{
  char *text;

  g_object_get (buffer, "text", &text, NULL);
  return text;
}

static void
assert_text (Fixture *fixture, const char *expected)
{
  g_autofree char *text = text_of (buffer_of (fixture));

  g_assert_cmpstr (text, ==, expected);
}

static void
type (Fixture *fixture, const char *text)
{
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (buffer_of (fixture), &end);
  gtk_text_buffer_insert (buffer_of (fixture), &end, text, -1);
}

static gboolean
is_sensitive (Fixture *fixture, const char *label)
{
  GtkWidget *button = ui_find_named (fixture->window, label);

  return button != NULL && gtk_widget_get_sensitive (button);
}

/* --- Notes. --- */

static void
test_note (Fixture *fixture, gconstpointer data)
{
  gpointer window;

  open_note (fixture, &(FakeWritten){ .note = "Call <i>back" });
  window = fixture->window;
  g_object_add_weak_pointer (window, (gpointer *)&fixture->window);
  assert_text (fixture, "Call <i>back");
  g_assert_nonnull (ui_find_label (window, "Anna <b>Rossi"));
  g_assert_false (is_sensitive (fixture, "Save"));
  type (fixture, " on Monday");
  g_assert_true (is_sensitive (fixture, "Save"));
  ui_click (window, "Save");
  ui_wait_until (fixture->window == NULL);
  g_assert_cmpstr (fake_session_get_note (fixture->session), ==, "Call <i>back on Monday");
}

static void
test_note_too_long (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_strnfill (COR_NOTE_MAX, 'x');

  open_note (fixture, &(FakeWritten){ .note = NULL });
  type (fixture, text);
  g_assert_true (is_sensitive (fixture, "Save"));
  type (fixture, "yz");
  g_assert_false (is_sensitive (fixture, "Save"));
  ui_wait_until (ui_find_label (fixture->window, "2 letters too many") != NULL);
}

static GtkWindow *
find_question (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

    if (ADW_IS_MESSAGE_DIALOG (window))
      return window;
  }
  return NULL;
}

/* What was written is not lost by a key, nor by a server that says no. */
static void
test_note_is_kept (Fixture *fixture, gconstpointer data)
{
  open_note (fixture, &(FakeWritten){ .note = "One" });
  type (fixture, " two");
  gtk_window_close (fixture->window);
  ui_wait_until (find_question () != NULL);
  gtk_window_close (find_question ());
  ui_wait_until (find_question () == NULL);
  assert_text (fixture, "One two");
  fake_session_set_written (fixture->session, &(FakeWritten){ .trouble = "The disk is full." });
  ui_click (fixture->window, "Save");
  ui_wait_until (ui_find_label (fixture->window, "The disk is full.") != NULL);
  assert_text (fixture, "One two");
  g_assert_true (is_sensitive (fixture, "Save"));
}

/* --- Summaries. --- */

static void
test_summary (Fixture *fixture, gconstpointer data)
{
  open_summary (fixture, &(FakeWritten){ .summary = "<b>Order", .transcript = "One: hello" });
  assert_text (fixture, "<b>Order");
  g_assert_false (
    gtk_text_view_get_editable (GTK_TEXT_VIEW (ui_find (fixture->window, "GtkTextView"))));
  ui_click (fixture->window, "Edit");
  g_assert_false (is_sensitive (fixture, "Save"));
  type (fixture, " of ten");
  ui_click (fixture->window, "Save");
  ui_wait_until (ui_find_named (fixture->window, "Edit") != NULL);
  g_assert_cmpstr (fake_session_get_summary (fixture->session), ==, "<b>Order of ten");
  assert_text (fixture, "<b>Order of ten");
  ui_click (fixture->window, "Edit");
  type (fixture, " more");
  ui_click (fixture->window, "Cancel");
  assert_text (fixture, "<b>Order of ten");
  cor_summary_window_show_transcript (COR_SUMMARY_WINDOW (fixture->window), TRUE);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_null (ui_find_named (fixture->window, "Edit"));
}

static void
test_summary_refused (Fixture *fixture, gconstpointer data)
{
  open_summary (fixture, &(FakeWritten){ .summary = "Order" });
  ui_click (fixture->window, "Edit");
  type (fixture, " of ten");
  fake_session_set_written (fixture->session, &(FakeWritten){ .trouble = "No server." });
  ui_click (fixture->window, "Save");
  ui_wait_until (ui_find_label (fixture->window, "No server.") != NULL);
  assert_text (fixture, "Order of ten");
  fake_session_set_written (fixture->session, &(FakeWritten){ .summary = "Order" });
  ui_click (fixture->window, "Save");
  ui_wait_until (ui_find_named (fixture->window, "Edit") != NULL);
  g_assert_cmpstr (fake_session_get_summary (fixture->session), ==, "Order of ten");
}

static void
test_summary_comes (Fixture *fixture, gconstpointer data)
{
  open_summary (fixture, &(FakeWritten){ .comes = TRUE });
  ui_wait_until (
    ui_find_label (fixture->window,
                   "The summary is not ready yet. It appears here as soon as it is.") != NULL);
  fake_session_set_written (fixture->session, &(FakeWritten){ .summary = "Here it is" });
  g_signal_emit_by_name (fixture->session, "summaries-changed");
  ui_wait_until (ui_find_named (fixture->window, "Edit") != NULL);
  assert_text (fixture, "Here it is");
}

static void
test_no_summary (Fixture *fixture, gconstpointer data)
{
  open_summary (fixture, &(FakeWritten){ .trouble = "No server." });
  ui_wait_until (ui_find_label (fixture->window, "No server.") != NULL);
  fake_session_set_written (fixture->session, &(FakeWritten){ .comes = FALSE });
  ui_click (fixture->window, "Try Again");
  ui_wait_until (ui_find_label (fixture->window, "There is no summary of this call.") != NULL);
  g_assert_null (ui_find_named (fixture->window, "Edit"));
}

/* Nothing to try again where it is not permitted. */
static void
test_summary_denied (Fixture *fixture, gconstpointer data)
{
  open_summary (fixture, &(FakeWritten){ .trouble = "You may not.", .denied = TRUE });
  ui_wait_until (ui_find_label (fixture->window, "You may not.") != NULL);
  g_assert_null (ui_find_named (fixture->window, "Try Again"));
  g_assert_null (ui_find_named (fixture->window, "Edit"));
  cor_summary_window_show_transcript (COR_SUMMARY_WINDOW (fixture->window), TRUE);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_nonnull (ui_find_label (fixture->window, "You may not."));
  g_assert_null (ui_find_named (fixture->window, "Try Again"));
}

/* A machine that does not tell who speaks writes one line, however long the call was. */
static void
test_transcript_without_speakers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GtkWidget *view;
  int minimum, height, one;

  for (guint i = 0; i < 400; i++)
    g_string_append_printf (text, "word %u ", i);
  open_summary (fixture, &(FakeWritten){ .summary = "Order", .transcript = text->str });
  cor_summary_window_show_transcript (COR_SUMMARY_WINDOW (fixture->window), TRUE);
  ui_draw (GTK_WIDGET (fixture->window));
  view = ui_find (gtk_stack_get_visible_child (GTK_STACK (ui_find (fixture->window, "GtkStack"))),
                  "GtkTextView");
  ui_wait_until (gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view))) ==
                 (int)text->len);
  gtk_widget_measure (GTK_WIDGET (fixture->window), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL,
                      NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  gtk_widget_measure (view, GTK_ORIENTATION_VERTICAL, 360, &one, &height, NULL, NULL);
  g_assert_cmpint (height, >, 400); /* pixels: it is broken into lines */
}

/* --- The row. --- */

static guint
count_items (GtkWidget *row)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  guint n = 0;

  cor_menu_source_add_items (COR_MENU_SOURCE (row), menu);
  for (int i = 0; i < g_menu_model_get_n_items (G_MENU_MODEL (menu)); i++) {
    g_autoptr (GMenuModel) section =
      g_menu_model_get_item_link (G_MENU_MODEL (menu), i, G_MENU_LINK_SECTION);

    n += (guint)g_menu_model_get_n_items (section);
  }
  return n;
}

static void
test_row (Fixture *fixture, gconstpointer data)
{
  const CorHistoryFields fields = { .id = "1.1/1.1",
                                    .number = "0721405516",
                                    .name = "Anna Rossi",
                                    .answered = TRUE,
                                    .time = 1700000000,
                                    .note = "First <b>line\nand second" };
  g_autoptr (CorHistoryEntry) entry = cor_history_entry_new (&fields);
  g_autoptr (CorHistoryEntry) plain = NULL;
  CorWindow *window = ui_window_new (fixture->session);
  GtkWidget *row = cor_history_row_new_in_days ();

  fixture->window = GTK_WINDOW (window);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), row);
  cor_history_row_set_item (COR_HISTORY_ROW (row), entry);
  g_assert_nonnull (ui_find_label (row, "First <b>line and second"));
  g_assert_cmpuint (count_items (row), ==, 1);
  fake_session_set_written (fixture->session, &(FakeWritten){ .summary = "Order" });
  g_assert_cmpuint (count_items (row), ==, 2);
  fake_session_set_written (fixture->session,
                            &(FakeWritten){ .summary = "Order", .transcript = "Hello" });
  cor_history_row_set_item (COR_HISTORY_ROW (row), entry);
  g_assert_cmpuint (count_items (row), ==, 3);
  g_assert_nonnull (ui_find_named (row, "There is a summary or a transcript"));
  plain = cor_history_entry_new (
    &(CorHistoryFields){ .id = "2.1/2.1", .number = "201", .colleague = "Luca" });
  cor_history_row_set_item (COR_HISTORY_ROW (row), plain);
  g_assert_cmpuint (count_items (row), ==, 0);
  g_assert_null (ui_find_label (row, "First <b>line and second"));
}

void
add_written_tests (void)
{
  static const struct {
    const char *path;
    void (*run) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/written/note", test_note },
    { "/written/note-too-long", test_note_too_long },
    { "/written/note-is-kept", test_note_is_kept },
    { "/written/summary", test_summary },
    { "/written/summary-refused", test_summary_refused },
    { "/written/summary-comes", test_summary_comes },
    { "/written/no-summary", test_no_summary },
    { "/written/summary-denied", test_summary_denied },
    { "/written/transcript-without-speakers", test_transcript_without_speakers },
    { "/written/row", test_row },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);
}
