/* SPDX-License-Identifier: GPL-3.0-or-later
 * An account that is closed while its history is written: the store tells of it all the same. */
#include "common.h"
#include "fake-line.h"

static void
on_put (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean *is_put = user_data;

  g_assert_true (cor_store_put_history_finish (COR_STORE (source), result, NULL));
  *is_put = TRUE;
}

static void
test_closed_while_written (void)
{
  g_autoptr (GPtrArray) calls = test_array (test_entry ("1", 1700000000, "202", "Anna"), NULL);
  FakeLine *line = g_object_new (FAKE_TYPE_LINE, NULL);
  CorSession *session = fake_line_new_session (line);
  CorStore *store = test_open (NULL);
  gboolean is_put = FALSE;

  session->store = g_object_ref (store);
  cor_session_attach_history (session);
  cor_store_put_history_async (store, calls, on_put, &is_put);
  cor_session_close_account (session);
  WAIT_FOR (is_put);
  g_assert_cmpuint (session->missed, ==, 0);
  g_assert_finalize_object (session);
  g_assert_finalize_object (line);
  test_close (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/history/closed-while-written", test_closed_while_written);
  return g_test_run ();
}
