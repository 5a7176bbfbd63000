/* SPDX-License-Identifier: GPL-3.0-or-later
 * A pane with nothing in it says why, and what one can do: while it is fetched, when that failed,
 * and when there is nothing. */
#include "config.h"
#include "session/colleagues.h"
#include "ui-test.h"

static CorWindow *
new_window (CorSession *session)
{
  fake_session_set_int (session, "state", COR_SESSION_READY);
  return ui_window_new (session);
}

/* The last thing that it says is what can be done. */
static void
assert_says (CorWindow *window, const char *title, const char *what)
{
  GtkWidget *status = NULL;

  ui_wait_until ((status = ui_find_label (window, title)) != NULL);
  g_assert_true (gtk_widget_get_mapped (status));
  status = gtk_widget_get_ancestor (status, ADW_TYPE_STATUS_PAGE);
  g_assert_nonnull (status);
  g_assert_nonnull (strstr (adw_status_page_get_description (ADW_STATUS_PAGE (status)), what));
}

static void
test_phonebook (void)
{
  g_autoptr (CorSession) session = cor_session_new ();
  CorWindow *window = new_window (session);

  assert_says (window, "No Contacts", "Type a number");
  fake_session_set_sync_fraction (session, 0.4);
  assert_says (window, "Fetching the Phonebook", "type a number");
  fake_session_set_sync_fraction (session, -1);
  fake_session_set_text (session, "trouble", "The server does not answer.");
  fake_session_set_text (session, "trouble-action", "app.retry");
  assert_says (window, "The Phonebook Is Missing", "type a number");
  /* A trouble that is not about the server leaves the phonebook what it is. */
  fake_session_set_text (session, "trouble-action", NULL);
  assert_says (window, "No Contacts", "Type a number");
  gtk_editable_set_text (GTK_EDITABLE (ui_find (window, "GtkSearchEntry")), "nobody");
  assert_says (window, "No Matches", "Type a number");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_history (void)
{
  g_autoptr (CorSession) session = cor_session_new ();
  CorWindow *window = new_window (session);

  cor_window_show_pane (window, "history");
  fake_session_set_reach (session, COR_HISTORY_ALL);
  assert_says (window, "No Calls Yet", "Type a number");
  fake_session_set_reach (session, COR_HISTORY_FETCHING);
  assert_says (window, "Fetching the Calls", "type a number");
  fake_session_set_reach (session, COR_HISTORY_STUCK);
  assert_says (window, "The Calls Are Missing", "Try again");
  /* By what is there for it. */
  g_assert_nonnull (ui_find_named (window, "Try Again"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_colleagues (void)
{
  g_autoptr (CorSession) session = cor_session_new ();
  CorWindow *window = new_window (session);

  cor_window_show_pane (window, "colleagues");
  assert_says (window, "No Colleagues", "administrator");
  cor_colleague_list_set_loading (cor_session_get_colleagues (session), FALSE,
                                  "The server refuses.");
  assert_says (window, "Colleagues Are Missing", "The server refuses.");
  gtk_window_destroy (GTK_WINDOW (window));
}

void
add_empty_tests (void)
{
  g_test_add_func ("/ui/empty/phonebook", test_phonebook);
  g_test_add_func ("/ui/empty/history", test_history);
  g_test_add_func ("/ui/empty/colleagues", test_colleagues);
}
