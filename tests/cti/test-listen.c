/* SPDX-License-Identifier: GPL-3.0-or-later
 * Listening to a call and intruding into it: first which call that is, then the request. */
#include "cti/cti.h"
#include "live-server.h"
#include <string.h>

#define IN_A_CALL \
  "{\"exten\":\"202\",\"conversations\":{\"PJSIP/202-a>PJSIP/203-b\":{\"id\":\"x\"}}}"

static void
set_reply (Fixture *f, const char *reply)
{
  g_free (f->reply);
  f->reply = g_strdup (reply);
}

static void
start (Fixture *f, const char *exten, gboolean intrude, Waiter *waiter)
{
  cor_cti_listen_async (f->cti, exten, "201", intrude, on_waited, waiter);
}

static void
check_done (Fixture *f, gboolean intrude, const char *path)
{
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *wanted = g_strconcat (path,
                                         " {\"convid\":\"PJSIP/202-a>PJSIP/203-b\","
                                         "\"endpointId\":\"202\",\"destId\":\"201\"}",
                                         NULL);

  set_reply (f, IN_A_CALL);
  start (f, "202", intrude, &waiter);
  g_assert_true (cor_cti_listen_finish (f->cti, wait_result (&waiter), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (f->n_posts, ==, 2);
  g_assert_cmpstr (f->posts->pdata[0], ==, "/astproxy/extension/202 ");
  g_assert_cmpstr (f->posts->pdata[1], ==, wanted);
}

static void
test_listen (Fixture *f, gconstpointer data)
{
  check_done (f, FALSE, "/astproxy/start_spy");
}

static void
test_intrude (Fixture *f, gconstpointer data)
{
  check_done (f, TRUE, "/astproxy/intrude");
}

/* Whatever is no conversation there: nothing more is asked for, and it is said of whom. */
static void
test_no_call (Fixture *f, gconstpointer data)
{
  g_autofree char *digits = g_strnfill (5000, '1');
  g_autofree char *long_id = g_strdup_printf ("{\"conversations\":{\"%s\":{}}}", digits);
  const char *const replies[] = { "{}", "{\"conversations\":{}}", "{\"conversations\":[\"x\"]}",
                                  "{\"conversations\":\"x\"}", long_id };

  for (guint i = 0; i < G_N_ELEMENTS (replies); i++) {
    g_auto (Waiter) waiter = { 0 };
    g_autoptr (GError) error = NULL;

    set_reply (f, replies[i]);
    start (f, "202", FALSE, &waiter);
    g_assert_false (cor_cti_listen_finish (f->cti, wait_result (&waiter), &error));
    g_assert_error (error, COR_CTI_ERROR, COR_CTI_ERROR_NOT_FOUND);
    g_assert_nonnull (strstr (error->message, "“202”"));
    g_assert_cmpuint (f->n_posts, ==, i + 1);
  }
}

static void
test_no_answer_to_read (Fixture *f, gconstpointer data)
{
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (GError) error = NULL;

  set_reply (f, "[1, 2");
  start (f, "202", FALSE, &waiter);
  g_assert_false (cor_cti_listen_finish (f->cti, wait_result (&waiter), &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (f->n_posts, ==, 1);
}

/* The call is there, and the server does not let this user hear it. */
static void
test_refused (Fixture *f, gconstpointer data)
{
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (GError) error = NULL;

  set_reply (f, IN_A_CALL);
  start (f, "202", TRUE, &waiter);
  run_until_count (&f->n_posts, 1);
  f->status = 403;
  g_assert_false (cor_cti_listen_finish (f->cti, wait_result (&waiter), &error));
  g_assert_error (error, COR_CTI_ERROR, COR_CTI_ERROR_FORBIDDEN);
  g_assert_cmpuint (f->n_posts, ==, 2);
}

/* A link's text is one part of the path, whatever it has in it. */
static void
test_path (Fixture *f, gconstpointer data)
{
  g_auto (Waiter) waiter = { 0 };

  set_reply (f, "{}");
  start (f, "*43#x?y=1", FALSE, &waiter);
  g_assert_false (cor_cti_listen_finish (f->cti, wait_result (&waiter), NULL));
  g_assert_cmpuint (f->n_posts, ==, 1);
  g_assert_true (g_str_has_prefix (f->posts->pdata[0], "/astproxy/extension/"));
  g_assert_nonnull (strstr (f->posts->pdata[0], "43#x?y=1 "));
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, fixture_setup, test, fixture_teardown);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/cti/listen/listen", test_listen);
  add ("/cti/listen/intrude", test_intrude);
  add ("/cti/listen/no-call", test_no_call);
  add ("/cti/listen/no-answer-to-read", test_no_answer_to_read);
  add ("/cti/listen/refused", test_refused);
  add ("/cti/listen/path", test_path);
  return g_test_run ();
}
