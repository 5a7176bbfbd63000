/* SPDX-License-Identifier: GPL-3.0-or-later
 * A token that is refused, or soon will be, and a server that wants less: who
 * asked hears of none of it, and nothing is tried without end. */
#include "common.h"
#include "cti-private.h"
#include "renew.h"

typedef struct {
  SoupServer *server;
  FakeClock *clock;
  CorCti *cti;
  guint logins, requests, done;
  guint refuse; /* requests to come, with 401 */
  guint busy;   /* with 429 */
  const char *retry_after;
  const char *login; /* its answer; NULL: a token of its own each time */
  guint login_status;
  guint renewed;
} Fixture;

static char *
make_token (const char *claims)
{
  g_autofree char *middle = g_base64_encode ((const guint8 *)claims, strlen (claims));

  return g_strdup_printf ("e30.%s.x", g_strdelimit (g_strdelimit (middle, "+", '-'), "/", '_'));
}

static void
on_login (Fixture *f, SoupServerMessage *message)
{
  g_autofree char *body = g_strdup_printf ("{\"token\":\"a.%u.c\"}", ++f->logins);

  server_reply (message, f->login_status, "application/json", f->login != NULL ? f->login : body);
}

static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  Fixture *f = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  if (g_str_equal (path, "/api/login")) {
    on_login (f, message);
    return;
  }
  f->requests++;
  if (f->busy > 0) {
    f->busy--;
    if (f->retry_after != NULL)
      soup_message_headers_append (headers, "Retry-After", f->retry_after);
    server_reply (message, 429, "application/json", "{\"code\":429}");
  } else if (f->refuse > 0) {
    f->refuse--;
    server_reply (message, 401, "application/json", "{\"code\":401}");
  } else {
    server_reply (message, 200, "application/json", "{}");
  }
}

static void
on_renewed (Fixture *f)
{
  f->renewed++;
}

static void
setup (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *host = NULL;
  guint16 port;

  f->server = server_new (NULL, &port);
  soup_server_add_handler (f->server, NULL, on_request, f, NULL);
  f->clock = fake_clock_new ();
  f->clock->now = 1;
  f->login_status = 200;
  host = g_strdup_printf ("http://127.0.0.1:%u", port);
  f->cti = cor_cti_new_full (host, NULL, &f->clock->clock, &error);
  g_assert_no_error (error);
  cor_cti_set_token (f->cti, "demo", "old.old.old");
  cor_cti_set_password (f->cti, "secret");
  g_signal_connect_swapped (f->cti, "renewed", G_CALLBACK (on_renewed), f);
}

static void
teardown (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->cti);
  soup_server_disconnect (f->server);
  g_object_unref (f->server);
  fake_clock_free (f->clock);
}

static gboolean
set_device (Fixture *f, GError **error)
{
  g_auto (Waiter) waiter = { 0 };

  cor_cti_set_default_device_async (f->cti, "201", NULL, on_waited, &waiter);
  return cor_cti_set_default_device_finish (f->cti, wait_result (&waiter), error);
}

static void
test_once (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->refuse = 1;
  g_assert_true (set_device (f, &error));
  g_assert_cmpuint (f->logins, ==, 1);
  g_assert_cmpuint (f->requests, ==, 2);
  g_assert_cmpuint (f->renewed, ==, 1);
  g_assert_cmpstr (cor_cti_get_token (f->cti), ==, "a.1.c");
}

/* What was given just now is refused too: said, and not tried again within the minute. */
static void
test_never_more (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) again = NULL;

  f->refuse = 100;
  g_assert_false (set_device (f, &error));
  g_assert_error (error, COR_CTI_ERROR, COR_CTI_ERROR_EXPIRED);
  g_assert_cmpuint (f->requests, ==, 2);
  g_assert_false (set_device (f, &again));
  g_assert_error (again, COR_CTI_ERROR, COR_CTI_ERROR_EXPIRED);
  g_assert_cmpuint (f->requests, ==, 3);
  g_assert_cmpuint (f->logins, ==, 1);
  f->refuse = 1;
  f->clock->now += 61 * G_USEC_PER_SEC;
  g_assert_true (set_device (f, NULL));
  g_assert_cmpuint (f->logins, ==, 2);
}

static void
on_device_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *f = user_data;

  g_assert_true (cor_cti_set_default_device_finish (COR_CTI (source), result, NULL));
  f->done++;
}

static void
test_shared (Fixture *f, gconstpointer data)
{
  f->refuse = 4;
  for (guint i = 0; i < 4; i++)
    cor_cti_set_default_device_async (f->cti, "201", NULL, on_device_set, f);
  run_until_count (&f->done, 4);
  g_assert_cmpuint (f->logins, ==, 1);
  g_assert_cmpuint (f->requests, ==, 8);
}

static void
test_wrong_password (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->refuse = 1;
  f->login_status = 401;
  f->login = "{\"code\":401,\"message\":\"incorrect Username or Password\"}";
  g_assert_false (set_device (f, &error));
  g_assert_error (error, COR_CTI_ERROR, COR_CTI_ERROR_CREDENTIALS);
  g_assert_cmpuint (f->requests, ==, 1);
  g_assert_cmpuint (f->renewed, ==, 0);
}

static void
test_second_factor (Fixture *f, gconstpointer data)
{
  g_autofree char *token = make_token ("{\"2fa\":true,\"otp_verified\":false}");
  g_autofree char *body = g_strdup_printf ("{\"token\":\"%s\"}", token);
  g_autoptr (GError) error = NULL;

  f->refuse = 1;
  f->login = body;
  g_assert_false (set_device (f, &error));
  g_assert_error (error, COR_CTI_ERROR, COR_CTI_ERROR_OTP);
  g_assert_null (cor_cti_get_token (f->cti));
}

/* claims: a token's with so many seconds since it began and until it ends. */
static void
give_token (Fixture *f, int since, int until, const char *more)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *claims =
    g_strdup_printf ("{\"iat\":%" G_GINT64_FORMAT ",\"exp\":%" G_GINT64_FORMAT "%s}", now - since,
                     now + until, more);
  g_autofree char *token = make_token (claims);

  cor_cti_set_token (f->cti, "demo", token);
}

static void
test_ahead (Fixture *f, gconstpointer data)
{
  give_token (f, 1000, 1000, "");
  run_for (50);
  g_assert_cmpuint (f->logins, ==, 0);
  give_token (f, 1000, 50, ",\"2fa\":true,\"otp_verified\":true");
  run_for (50);
  g_assert_cmpuint (f->logins, ==, 0); /* nobody could give its code */
  give_token (f, 1000, 50, "");
  run_until_count (&f->renewed, 1);
  g_assert_cmpuint (f->logins, ==, 1);
  g_assert_cmpstr (cor_cti_get_token (f->cti), ==, "a.1.c");
}

static void
test_busy (Fixture *f, gconstpointer data)
{
  f->busy = 2;
  f->retry_after = "7";
  cor_cti_set_default_device_async (f->cti, "201", NULL, on_device_set, f);
  run_until_count (&f->requests, 1);
  while (fake_clock_count_timers (f->clock) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (fake_clock_next (f->clock), >=, 7000);
  g_assert_cmpint (fake_clock_next (f->clock), <=, 7001);
  fake_clock_advance (f->clock, 7001);
  run_until_count (&f->requests, 2);
  while (fake_clock_count_timers (f->clock) == 0)
    g_main_context_iteration (NULL, TRUE);
  fake_clock_advance (f->clock, 7001);
  run_until_count (&f->done, 1);
  g_assert_cmpuint (f->requests, ==, 3);
  g_assert_cmpuint (f->logins, ==, 0);
}

static void
test_busy_for_ever (Fixture *f, gconstpointer data)
{
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (GError) error = NULL;

  f->busy = 100;
  cor_cti_set_default_device_async (f->cti, "201", NULL, on_waited, &waiter);
  while (!waiter.done) {
    if (fake_clock_count_timers (f->clock) > 0)
      fake_clock_advance (f->clock, 1000);
    g_main_context_iteration (NULL, FALSE);
  }
  g_assert_false (cor_cti_set_default_device_finish (f->cti, waiter.result, &error));
  g_assert_error (error, COR_CTI_ERROR, COR_CTI_ERROR_BUSY);
  g_assert_cmpuint (f->requests, ==, 4);
}

static void
test_busy_too_long (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->busy = 1;
  f->retry_after = "61";
  g_assert_false (set_device (f, &error));
  g_assert_error (error, COR_CTI_ERROR, COR_CTI_ERROR_BUSY);
  g_assert_cmpuint (f->requests, ==, 1);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, setup, func, teardown)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/renew/once", test_once);
  ADD ("/renew/never-more", test_never_more);
  ADD ("/renew/shared", test_shared);
  ADD ("/renew/wrong-password", test_wrong_password);
  ADD ("/renew/second-factor", test_second_factor);
  ADD ("/renew/ahead", test_ahead);
  ADD ("/busy/waits", test_busy);
  ADD ("/busy/for-ever", test_busy_for_ever);
  ADD ("/busy/too-long", test_busy_too_long);
  return g_test_run ();
}
