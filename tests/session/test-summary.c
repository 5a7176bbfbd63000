/* SPDX-License-Identifier: GPL-3.0-or-later
 * Summaries in the session: rows are asked for together and once, a call that is over is watched
 * for, what comes is known, and a server without any is left in peace. Q21 */
#include "session-summary.h"
#include "session/summary.h"
#include "common.h"

typedef struct {
  SoupServer *soup;
  CorSession *session;
  guint status;
  GString *asked; /* "METHOD path body;" */
  const char *summary;
  guint changes;
} Fixture;

static void
on_request (SoupServer *soup,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  Fixture *f = user_data;
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  g_string_append_printf (f->asked, "%s %s %.*s;", soup_server_message_get_method (message), path,
                          (int)body->length, body->data);
  if (g_str_has_prefix (path, "/api/summary/") && f->summary == NULL && f->status == 200)
    server_reply (message, 404, "application/json", "{}");
  else if (g_str_has_prefix (path, "/api/summary/"))
    server_reply (message, f->status, "application/json", f->summary);
  else
    server_reply (message, f->status, "application/json",
                  "{\"data\":[{\"uniqueid\":\"1.1\",\"state\":\"done\",\"has_summary\":true},"
                  "{\"uniqueid\":\"2.1\",\"state\":\"progress\"}]}");
}

static void
on_changed (CorSession *session, Fixture *f)
{
  f->changes++;
}

static void
setup (Fixture *f, gconstpointer data)
{
  g_autofree char *host = NULL;
  guint16 port;

  f->soup = server_new (NULL, &port);
  soup_server_add_handler (f->soup, NULL, on_request, f, NULL);
  f->asked = g_string_new (NULL);
  f->status = 200;
  f->session = cor_session_new ();
  g_signal_connect (f->session, "summaries-changed", G_CALLBACK (on_changed), f);
  host = g_strdup_printf ("http://127.0.0.1:%u", port);
  f->session->cti = cor_cti_new (host, NULL, NULL);
  f->session->account_cancellable = g_cancellable_new ();
  f->session->profile = g_new0 (CorCtiProfile, 1);
  f->session->profile->summaries = TRUE;
  cor_session_watch_summaries (f->session);
}

static void
teardown (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->session);
  soup_server_disconnect (f->soup);
  g_object_unref (f->soup);
  g_string_free (f->asked, TRUE);
}

static void
wait_changes (Fixture *f, guint n)
{
  while (f->changes < n)
    run_for (5);
}

static void
test_together (Fixture *f, gconstpointer data)
{
  g_assert_cmpuint (cor_session_look_at_summary (f->session, "1.1/1.0"), ==, 0);
  g_assert_cmpuint (cor_session_look_at_summary (f->session, "2.1/2.0"), ==, 0);
  g_assert_cmpuint (cor_session_look_at_summary (f->session, "3.1/"), ==, 0);
  g_assert_cmpuint (cor_session_look_at_summary (f->session, "1.1/1.0"), ==, 0);
  wait_changes (f, 1);
  g_assert_cmpstr (f->asked->str, ==,
                   "POST /api/history/statuses {\"lookups\":["
                   "{\"uniqueid\":\"1.1\",\"linkedid\":\"1.0\"},"
                   "{\"uniqueid\":\"2.1\",\"linkedid\":\"2.0\"},{\"uniqueid\":\"3.1\"}]};");
  g_assert_cmpuint (cor_session_look_at_summary (f->session, "1.1/1.0"), ==,
                    COR_SUMMARY_KNOWN | COR_SUMMARY_THERE);
  g_assert_cmpuint (cor_session_look_at_summary (f->session, "2.1/2.0"), ==,
                    COR_SUMMARY_KNOWN | COR_SUMMARY_COMES);
  g_assert_cmpuint (cor_session_look_at_summary (f->session, "3.1/"), ==, COR_SUMMARY_KNOWN);
  g_string_truncate (f->asked, 0);
  run_for (600);
  g_assert_cmpstr (f->asked->str, ==, "");
}

/* Without the permission nothing is asked for. */
static void
test_not_permitted (Fixture *f, gconstpointer data)
{
  f->session->profile->summaries = FALSE;
  cor_session_look_at_summary (f->session, "1.1/1.0");
  g_signal_emit_by_name (f->session->cti, "talked", "1.1/1.0");
  g_signal_emit_by_name (f->session->cti, "summary", "1.1/1.0", "Anna");
  run_for (600);
  g_assert_cmpstr (f->asked->str, ==, "");
  g_assert_cmpuint (f->changes, ==, 0);
}

/* A server without the machines says so once. */
static void
test_refused (Fixture *f, gconstpointer data)
{
  f->status = 503;
  cor_session_look_at_summary (f->session, "1.1/1.0");
  while (f->asked->len == 0)
    run_for (5);
  run_for (600);
  g_string_truncate (f->asked, 0);
  cor_session_look_at_summary (f->session, "2.1/2.0");
  run_for (600);
  g_assert_cmpstr (f->asked->str, ==, "");
}

static void
test_watched (Fixture *f, gconstpointer data)
{
  g_signal_emit_by_name (f->session->cti, "talked", "9.1/9.0");
  while (f->asked->len == 0)
    run_for (5);
  g_assert_cmpstr (f->asked->str, ==,
                   "POST /api/summary/watch {\"uniqueid\":\"9.1\",\"linkedid\":\"9.0\"};");
  g_signal_emit_by_name (f->session->cti, "summary", "9.1", "Anna");
  g_assert_cmpuint (f->changes, ==, 1);
  g_assert_cmpuint (cor_session_look_at_summary (f->session, "9.1/9.0"), ==,
                    COR_SUMMARY_KNOWN | COR_SUMMARY_THERE);
}

static void
on_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static char *
fetch (Fixture *f, const char *id, gboolean *ret_comes, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cor_session_fetch_summary_async (f->session, id, NULL, on_result, &result);
  while (result == NULL)
    run_for (5);
  return cor_session_fetch_summary_finish (f->session, result, ret_comes, error);
}

static void
test_fetch (Fixture *f, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gboolean comes = TRUE;

  f->summary = "{\"data\":{\"uniqueid\":\"1.1\",\"summary\":\"Order of ten\"}}";
  text = fetch (f, "1.1/1.0", &comes, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "Order of ten");
  g_assert_false (comes);
  f->summary = NULL;
  g_assert_null (fetch (f, "2.1/2.0", &comes, &error));
  g_assert_no_error (error);
  g_assert_true (comes);
  g_assert_null (fetch (f, "3.1/", &comes, &error));
  g_assert_no_error (error);
  g_assert_false (comes);
  f->status = 500;
  f->summary = "{}";
  g_assert_null (fetch (f, "1.1/1.0", &comes, &error));
  g_assert_nonnull (error);
}

/* Neither offered any more, nor to be tried again; another account is another matter. */
static void
test_denied (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean comes;

  f->status = 403;
  f->summary = "{}";
  g_assert_cmpuint (cor_session_look_at_summary (f->session, "1.1/1.0"), ==, 0);
  wait_changes (f, 1);
  g_assert_cmpuint (cor_session_look_at_summary (f->session, "1.1/1.0"), ==, COR_SUMMARY_KNOWN);
  g_assert_cmpuint (cor_session_look_at_summary (f->session, "2.1/2.0"), ==, COR_SUMMARY_KNOWN);
  g_assert_null (fetch (f, "1.1/1.0", &comes, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  g_assert_nonnull (strstr (error->message, "does not permit this"));
  cor_session_forget_summaries (f->session);
  g_assert_cmpuint (cor_session_look_at_summary (f->session, "1.1/1.0"), ==, 0);
}

static gboolean
put (Fixture *f, const char *text, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cor_session_put_summary_async (f->session, "1.1/1.0", text, on_result, &result);
  while (result == NULL)
    run_for (5);
  return cor_session_put_summary_finish (f->session, result, error);
}

static void
test_put (Fixture *f, gconstpointer data)
{
  g_autofree char *longer = g_strnfill (COR_SUMMARY_MAX + 1, 'x');
  g_autoptr (GError) error = NULL;

  f->summary = "{}";
  g_assert_true (put (f, " Order \"of\" ten\n", &error));
  g_assert_no_error (error);
  g_assert_cmpstr (f->asked->str, ==,
                   "PUT /api/summary/1.1 {\"summary\":\"Order \\\"of\\\" ten\"};");
  g_string_truncate (f->asked, 0);
  g_assert_false (put (f, " \n", NULL));
  g_assert_false (put (f, longer, NULL));
  g_assert_cmpstr (f->asked->str, ==, "");
  f->status = 403;
  g_assert_false (put (f, "Order", &error));
  g_assert_error (error, COR_CTI_ERROR, COR_CTI_ERROR_FORBIDDEN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/summary/together", Fixture, NULL, setup, test_together, teardown);
  g_test_add ("/summary/not-permitted", Fixture, NULL, setup, test_not_permitted, teardown);
  g_test_add ("/summary/refused", Fixture, NULL, setup, test_refused, teardown);
  g_test_add ("/summary/denied", Fixture, NULL, setup, test_denied, teardown);
  g_test_add ("/summary/watched", Fixture, NULL, setup, test_watched, teardown);
  g_test_add ("/summary/fetch", Fixture, NULL, setup, test_fetch, teardown);
  g_test_add ("/summary/put", Fixture, NULL, setup, test_put, teardown);
  return g_test_run ();
}
