/* SPDX-License-Identifier: GPL-3.0-or-later
 * The window of accounts, and a server that an organisation has set. */
#include "config.h"
#include "accounts-window.h"
#include "ui-test.h"

typedef struct {
  CorSession *session;
  GtkWindow *window;
} Fixture;

static void
setup (Fixture *f, gconstpointer data)
{
  f->session = cor_session_new ();
  f->window = cor_accounts_window_new (NULL, f->session);
  gtk_window_present (f->window);
  ui_draw (GTK_WIDGET (f->window));
}

static void
teardown (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (f->window);
  g_object_unref (f->session);
}

static void
test_use (Fixture *f, gconstpointer data)
{
  g_assert_nonnull (ui_find_label (f->window, "In use"));
  g_assert_null (ui_find_named (f->window, "Use anna.rossi"));
  ui_click (f->window, "Use a.rossi");
  ui_assert_log (f->session, "use-account voice.example.com a.rossi");
}

/* The newest of this window: another may still be closing. */
static GtkWindow *
find_dialog (Fixture *f)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWindow *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

    if (ADW_IS_MESSAGE_DIALOG (window) && gtk_window_get_transient_for (window) == f->window)
      found = window;
  }
  return found;
}

static void
test_forget (Fixture *f, gconstpointer data)
{
  ui_click (f->window, "Forget a.rossi");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_dialog (f)), "cancel");
  g_assert_cmpuint (fake_session_get_log_length (f->session), ==, 0);
  ui_iterate ();
  ui_click (f->window, "Forget a.rossi");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_dialog (f)), "forget");
  ui_assert_log (f->session, "forget-account voice.example.com a.rossi");
}

static void
test_add_refused (Fixture *f, gconstpointer data)
{
  ui_click (f->window, "Add an Account…");
  ui_draw (GTK_WIDGET (f->window));
  g_assert_nonnull (ui_find_label (f->window, "End your calls."));
}

static void
test_locked (void)
{
  g_autoptr (CorSession) session = cor_session_new ();
  GtkWidget *window, *row;

  fake_session_lock_host (session, "cti.example.org");
  window = GTK_WIDGET (ui_window_new (session));
  ui_draw (window);
  row = ui_find_label (window, "Server – Set by Your Organisation");
  g_assert_nonnull (row);
  g_assert_false (gtk_widget_is_sensitive (row));
  gtk_window_destroy (GTK_WINDOW (window));
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, setup, func, teardown)

void
add_accounts_tests (void)
{
  ADD ("/ui/accounts/use", test_use);
  ADD ("/ui/accounts/forget", test_forget);
  ADD ("/ui/accounts/add-refused", test_add_refused);
  g_test_add_func ("/ui/accounts/locked-host", test_locked);
}
