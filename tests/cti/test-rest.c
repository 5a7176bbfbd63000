/* SPDX-License-Identifier: GPL-3.0-or-later
 * The CTI client against a server in this process: sign-in, pages, and every
 * failure a server or the way to it is known for. */
#include "cti/cti.h"
#include "common.h"
#include <string.h>

typedef struct {
  SoupServer *server;
  guint16 port;
  CorCti *cti;
  /* The answer to everything but sign-in. */
  guint status;
  const char *type;
  char *body;
  const char *error_header;
  const char *challenge;
  /* What was asked last. */
  char *path, *query, *authorization, *request_body;
  guint requests;
} Fixture;

static void
record (Fixture *f, SoupServerMessage *message)
{
  GUri *uri = soup_server_message_get_uri (message);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  g_free (f->path);
  g_free (f->query);
  g_free (f->authorization);
  g_free (f->request_body);
  f->path = g_strdup (g_uri_get_path (uri));
  f->query = g_strdup (g_uri_get_query (uri));
  f->authorization = g_strdup (soup_message_headers_get_one (headers, "Authorization"));
  f->request_body = g_strndup (body->data, (gsize)body->length);
  f->requests++;
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

  record (f, message);
  if (f->error_header != NULL)
    soup_message_headers_append (headers, "error", f->error_header);
  if (f->status == 429) /* too long to be waited for */
    soup_message_headers_append (headers, "Retry-After", "3600");
  if (f->challenge != NULL)
    soup_message_headers_append (headers, "WWW-Authenticate", f->challenge);
  server_reply (message, f->status, f->type, f->body);
}

static void
setup (Fixture *f, gconstpointer data)
{
  g_autofree char *host = NULL;
  g_autoptr (GError) error = NULL;

  f->server = server_new (NULL, &f->port);
  soup_server_add_handler (f->server, NULL, on_request, f, NULL);
  host = g_strdup_printf ("http://127.0.0.1:%u/", f->port);
  f->cti = cor_cti_new (host, NULL, &error);
  g_assert_no_error (error);
  f->status = 200;
  f->type = "application/json";
}

static void
teardown (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->cti);
  soup_server_disconnect (f->server);
  g_object_unref (f->server);
  g_free (f->body);
  g_free (f->path);
  g_free (f->query);
  g_free (f->authorization);
  g_free (f->request_body);
}

static void
answer (Fixture *f, guint status, const char *type, const char *body)
{
  f->status = status;
  f->type = type;
  g_free (f->body);
  f->body = g_strdup (body);
}

static void
answer_fixture (Fixture *f, const char *name)
{
  g_free (f->body);
  f->status = 200;
  f->type = "application/json";
  f->body = fixture_body (name);
}

static gboolean
sign_in (Fixture *f, const char *user, GError **error)
{
  g_auto (Waiter) waiter = { 0 };

  cor_cti_sign_in_async (f->cti, user, "pässword\"\\", NULL, on_waited, &waiter);
  return cor_cti_sign_in_finish (f->cti, wait_result (&waiter), error);
}

static CorCtiProfile *
fetch_profile (Fixture *f, GError **error)
{
  g_auto (Waiter) waiter = { 0 };

  cor_cti_fetch_profile_async (f->cti, NULL, on_waited, &waiter);
  return cor_cti_fetch_profile_finish (f->cti, wait_result (&waiter), error);
}

static GPtrArray *
fetch_contacts (Fixture *f, guint *ret_total, GError **error)
{
  g_auto (Waiter) waiter = { 0 };

  cor_cti_fetch_contacts_async (f->cti, 5, 10, NULL, on_waited, &waiter);
  return cor_cti_fetch_contacts_finish (f->cti, wait_result (&waiter), ret_total, error);
}

static GPtrArray *
fetch_history (Fixture *f, guint *ret_total, GError **error)
{
  g_auto (Waiter) waiter = { 0 };

  cor_cti_fetch_history_async (f->cti, 1792800000, 1795392000, 2, 50, NULL, on_waited, &waiter);
  return cor_cti_fetch_history_finish (f->cti, wait_result (&waiter), ret_total, error);
}

static void
test_sign_in (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) sent = NULL;

  answer_fixture (f, "middleware/007-login-demo.json");
  g_assert_null (cor_cti_get_token (f->cti));
  g_assert_true (sign_in (f, "  DeMo ", &error));
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (cor_cti_get_token (f->cti), "eyJ"));
  g_assert_cmpstr (f->path, ==, "/api/login");
  g_assert_null (f->authorization);
  sent = cor_json_parse_object (f->request_body, strlen (f->request_body), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cor_json_get_string (sent, "username", 99), ==, "demo");
  g_assert_cmpstr (cor_json_get_string (sent, "password", 99), ==, "pässword\"\\");
}

static void
test_profile (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CorCtiProfile) profile = NULL;
  const CorCtiEndpoint *endpoint;

  answer_fixture (f, "middleware/007-login-demo.json");
  g_assert_true (sign_in (f, "demo", &error));
  answer_fixture (f, "middleware/010-user-me.json");
  profile = fetch_profile (f, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (f->path, ==, "/api/user/me");
  g_assert_true (g_str_has_prefix (f->authorization, "Bearer eyJ"));
  g_assert_cmpstr (profile->username, ==, "demo");
  g_assert_cmpstr (profile->main_extension, ==, "201");
  g_assert_cmpint (profile->presence, ==, COR_PRESENCE_ONLINE);
  g_assert_cmpuint (profile->endpoints->len, ==, 3);
  endpoint = g_ptr_array_index (profile->endpoints, 0);
  g_assert_cmpstr (endpoint->type, ==, "physical");
  g_assert_null (endpoint->secret);
  g_assert_false (endpoint->can_hold);
  endpoint = g_ptr_array_index (profile->endpoints, 2);
  g_assert_cmpstr (endpoint->type, ==, "nethlink");
  g_assert_nonnull (endpoint->secret);
  g_assert_true (endpoint->can_hold);
  g_assert_true (profile->phonebook);
  g_assert_true (profile->cdr);
}

static void
test_contacts (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  CorContact *contact;
  guint total = 0;

  answer_fixture (f, "middleware/031-pb-getall.json");
  rows = fetch_contacts (f, &total, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (f->path, ==, "/api/phonebook/getall/");
  g_assert_cmpstr (f->query, ==, "limit=10&offset=5");
  g_assert_cmpuint (total, ==, 2090);
  g_assert_cmpuint (rows->len, >, 1);
  contact = g_ptr_array_index (rows, 0);
  g_assert_cmpint (cor_contact_get_id (contact), >, 0);
  g_assert_cmpstr (cor_contact_get_source (contact), ==, "centralized");
  g_assert_nonnull (cor_contact_get_best_phone (contact));
}

static void
test_history (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  CorHistoryEntry *entry;
  guint total = 0;

  answer_fixture (f, "middleware/007-login-demo.json");
  sign_in (f, "de&mo", &error);
  answer_fixture (f, "middleware/057-history-calls.json");
  rows = fetch_history (f, &total, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (f->path, ==, "/api/history/calls");
  /* 1792800000 is 2026-10-24 00:00 UTC, 1795392000 is 2026-11-23 00:00 UTC: a day more each. */
  g_assert_cmpstr (f->query, ==,
                   "callType=user&username=de%26mo&from=20261023&to=20261123&pageNum=2&"
                   "pageSize=50");
  g_assert_cmpuint (total, ==, 158);
  g_assert_cmpuint (rows->len, ==, 5);
  entry = g_ptr_array_index (rows, 0);
  g_assert_cmpint (cor_history_entry_get_direction (entry), ==, COR_HISTORY_IN);
  g_assert_true (cor_history_entry_is_answered (entry));
  g_assert_cmpint (cor_history_entry_get_duration (entry), ==, 143);
  g_assert_cmpint (cor_history_entry_get_time (entry), ==, 1795367640);
  entry = g_ptr_array_index (rows, 3);
  g_assert_cmpint (cor_history_entry_get_direction (entry), ==, COR_HISTORY_OUT);
  g_assert_false (cor_history_entry_is_answered (entry));
  g_assert_cmpint (cor_history_entry_get_duration (entry), ==, 0);
}

static void
test_config (Fixture *f, gconstpointer data)
{
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (CorCtiConfig) config = NULL;

  answer (f, 200, "text/javascript", "window.CONFIG = { VOICE_ENDPOINT: 'voice.example.org' }");
  cor_cti_fetch_config_async (f->cti, NULL, on_waited, &waiter);
  config = cor_cti_fetch_config_finish (f->cti, wait_result (&waiter), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (f->path, ==, "/config/config.production.js");
  g_assert_cmpstr (config->voice_endpoint, ==, "voice.example.org");
}

static void
test_settings (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Waiter waiter = { 0 };

  answer (f, 200, NULL, NULL); /* success has an empty body */
  cor_cti_set_default_device_async (f->cti, "92201", NULL, on_waited, &waiter);
  g_assert_true (cor_cti_set_default_device_finish (f->cti, wait_result (&waiter), &error));
  g_assert_cmpstr (f->path, ==, "/api/user/default_device");
  g_assert_cmpstr (f->request_body, ==, "{\"id\":\"92201\"}");
  waiter_clear (&waiter);
  cor_cti_set_presence_async (f->cti, COR_CTI_ALWAYS, COR_PRESENCE_CALLFORWARD, "3331234567", NULL,
                              on_waited, &waiter);
  g_assert_true (cor_cti_set_presence_finish (f->cti, wait_result (&waiter), &error));
  g_assert_cmpstr (f->path, ==, "/api/user/presence");
  g_assert_cmpstr (f->request_body, ==, "{\"status\":\"callforward\",\"to\":\"3331234567\"}");
  waiter_clear (&waiter);
}

static void
test_otp (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Waiter waiter = { 0 };

  answer_fixture (f, "middleware/101-2fa-login-again.json");
  g_assert_false (sign_in (f, "demo2", &error));
  g_assert_error (error, COR_CTI_ERROR, COR_CTI_ERROR_OTP);
  g_clear_error (&error);
  g_assert_null (cor_cti_get_token (f->cti)); /* half a token is none to keep */

  answer (f, 400, "application/json", "{\"code\":400,\"data\":null,\"message\":\"invalid_otp\"}");
  cor_cti_verify_otp_async (f->cti, " 000000 ", NULL, on_waited, &waiter);
  g_assert_false (cor_cti_verify_otp_finish (f->cti, wait_result (&waiter), &error));
  g_assert_error (error, COR_CTI_ERROR, COR_CTI_ERROR_OTP);
  g_clear_error (&error);
  waiter_clear (&waiter);
  g_assert_cmpstr (f->request_body, ==, "{\"username\":\"demo2\",\"otp\":\"000000\"}");
  g_assert_nonnull (f->authorization);

  answer_fixture (f, "middleware/103-2fa-verify-login.json");
  cor_cti_verify_otp_async (f->cti, "123456", NULL, on_waited, &waiter);
  g_assert_true (cor_cti_verify_otp_finish (f->cti, wait_result (&waiter), &error));
  g_assert_no_error (error);
  g_assert_nonnull (cor_cti_get_token (f->cti));
  waiter_clear (&waiter);
}

static void
test_sign_out (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (Waiter) waiter = { 0 };

  answer_fixture (f, "middleware/007-login-demo.json");
  g_assert_true (sign_in (f, "demo", &error));
  answer (f, 500, NULL, NULL);
  cor_cti_sign_out_async (f->cti, on_waited, &waiter);
  g_assert_false (cor_cti_sign_out_finish (f->cti, wait_result (&waiter), &error));
  g_assert_error (error, COR_CTI_ERROR, COR_CTI_ERROR_SERVER);
  g_assert_cmpstr (f->path, ==, "/api/logout");
  g_assert_true (g_str_has_prefix (f->authorization, "Bearer eyJ"));
  g_assert_null (cor_cti_get_token (f->cti));
}

typedef struct {
  const char *name;
  guint status;
  const char *type, *body, *error_header, *challenge;
  CorCtiError at_sign_in, later;
} Failure;

static const Failure failures[] = {
  { "401-json", 401, "application/json",
    "{\"code\":401,\"data\":null,\"message\":\"incorrect Username or Password\"}", NULL,
    "Bearer realm=\"nethcti\"", COR_CTI_ERROR_CREDENTIALS, COR_CTI_ERROR_EXPIRED },
  { "401-empty", 401, NULL, NULL, NULL, NULL, COR_CTI_ERROR_CREDENTIALS, COR_CTI_ERROR_EXPIRED },
  { "401-html", 401, "text/html", "<html>Authorization Required</html>", NULL, "Basic realm=x",
    COR_CTI_ERROR_NOT_FOUND, COR_CTI_ERROR_EXPIRED },
  { "403-unlisted", 403, "application/json",
    "{\"code\":403,\"data\":null,\"message\":\"you don't have permission to access this "
    "resource\"}",
    NULL, "Bearer realm=\"nethcti\"", COR_CTI_ERROR_EXPIRED, COR_CTI_ERROR_EXPIRED },
  { "403-capability", 403, "application/json",
    "{\"code\":403,\"message\":\"forbidden: missing capability\"}", NULL, NULL,
    COR_CTI_ERROR_FORBIDDEN, COR_CTI_ERROR_FORBIDDEN },
  { "403-empty", 403, NULL, NULL, NULL, NULL, COR_CTI_ERROR_FORBIDDEN, COR_CTI_ERROR_FORBIDDEN },
  { "404-json", 404, "application/json", "{\"code\":404,\"message\":\"API not found\"}", NULL, NULL,
    COR_CTI_ERROR_NOT_FOUND, COR_CTI_ERROR_NOT_FOUND },
  { "404-html", 404, "text/html", "<html><h1>nginx</h1></html>", NULL, NULL,
    COR_CTI_ERROR_NOT_FOUND, COR_CTI_ERROR_NOT_FOUND },
  { "302", 302, "text/html", "moved", NULL, NULL, COR_CTI_ERROR_NOT_FOUND,
    COR_CTI_ERROR_NOT_FOUND },
  { "429", 429, "application/json", "{\"code\":429,\"message\":\"too many requests\"}", NULL, NULL,
    COR_CTI_ERROR_BUSY, COR_CTI_ERROR_BUSY },
  { "500-header", 500, NULL, NULL, "exten 91201 is offline", NULL, COR_CTI_ERROR_SERVER,
    COR_CTI_ERROR_SERVER },
  { "502", 502, "application/json", "{\"message\":\"legacy upstream\"}", NULL, NULL,
    COR_CTI_ERROR_SERVER, COR_CTI_ERROR_SERVER },
  { "503-html", 503, "text/html", "<html>unavailable</html>", NULL, NULL, COR_CTI_ERROR_SERVER,
    COR_CTI_ERROR_SERVER },
  { "200-html", 200, "text/html", "<!doctype html><title>Hotel Wi-Fi</title>", NULL, NULL,
    COR_CTI_ERROR_BAD_DATA, COR_CTI_ERROR_BAD_DATA },
  { "200-empty", 200, "application/json", NULL, NULL, NULL, COR_CTI_ERROR_BAD_DATA,
    COR_CTI_ERROR_BAD_DATA },
  { "200-array", 200, "application/json", "[]", NULL, NULL, COR_CTI_ERROR_BAD_DATA,
    COR_CTI_ERROR_BAD_DATA },
  { "200-null", 200, "application/json", "null", NULL, NULL, COR_CTI_ERROR_BAD_DATA,
    COR_CTI_ERROR_BAD_DATA },
  { "200-bad-token", 200, "application/json", "{\"token\":\"a.b\\r\\nEvil: 1.c\"}", NULL, NULL,
    COR_CTI_ERROR_BAD_DATA, COR_CTI_ERROR_BAD_DATA },
  { "200-half", 200, "application/json", "{\"count\":3,\"rows\":[{\"id\":1,", NULL, NULL,
    COR_CTI_ERROR_BAD_DATA, COR_CTI_ERROR_BAD_DATA },
  { "200-no-utf8", 200, "application/json", "{\"count\":1,\"rows\":[{\"name\":\"\xff\"}]}", NULL,
    NULL, COR_CTI_ERROR_BAD_DATA, COR_CTI_ERROR_BAD_DATA },
};

static void
assert_failure (GError *error, CorCtiError code, const char *host)
{
  g_assert_error (error, COR_CTI_ERROR, (int)code);
  g_assert_cmpuint (strlen (error->message), >, 20);
  /* Where: except at a wrong password or code, which are the user's and not the host's. */
  if (code != COR_CTI_ERROR_CREDENTIALS && code != COR_CTI_ERROR_OTP)
    g_assert_nonnull (strstr (error->message, host));
}

static void
test_failure (Fixture *f, gconstpointer data)
{
  const Failure *failure = data;
  g_autoptr (GError) error = NULL;

  answer (f, failure->status, failure->type, failure->body);
  f->error_header = failure->error_header;
  f->challenge = failure->challenge;
  g_assert_false (sign_in (f, "demo", &error));
  assert_failure (error, failure->at_sign_in, "127.0.0.1");
  g_clear_error (&error);
  g_assert_null (fetch_profile (f, &error));
  assert_failure (error, failure->later, "127.0.0.1");
  if (failure->error_header != NULL)
    g_assert_nonnull (strstr (error->message, failure->error_header));
  g_clear_error (&error);
  g_assert_null (fetch_contacts (f, NULL, &error));
  assert_failure (error, failure->later, "127.0.0.1");
  g_clear_error (&error);
  g_assert_null (fetch_history (f, NULL, &error));
  assert_failure (error, failure->later, "127.0.0.1");
}

static void
test_two_401 (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) stale = NULL;
  g_autoptr (GError) expired = NULL;

  answer (f, 401, NULL, NULL);
  g_assert_null (fetch_profile (f, &stale));
  answer (f, 401, "application/json", "{\"code\":401,\"message\":\"Token is expired\"}");
  g_assert_null (fetch_profile (f, &expired));
  g_assert_cmpstr (stale->message, !=, expired->message);
}

static void
test_too_big (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gsize size = 20 * 1024 * 1024;

  f->body = g_malloc (size + 1);
  memset (f->body, ' ', size);
  f->body[size] = '\0';
  g_assert_null (fetch_contacts (f, NULL, &error));
  assert_failure (error, COR_CTI_ERROR_BAD_DATA, "127.0.0.1");
}

static void
test_cancel (Fixture *f, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_auto (Waiter) waiter = { 0 };

  cor_cti_fetch_profile_async (f->cti, cancellable, on_waited, &waiter);
  g_cancellable_cancel (cancellable);
  g_assert_null (cor_cti_fetch_profile_finish (f->cti, wait_result (&waiter), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Never more than the bucket holds and what drips into it. */
static void
test_pace (Fixture *f, gconstpointer data)
{
  enum { N = 30 };
  Waiter waiters[N] = { 0 };
  gint64 begin = g_get_monotonic_time ();
  double seconds;

  answer (f, 200, "application/json", "{\"rows\":[]}");
  for (guint i = 0; i < N; i++)
    cor_cti_fetch_contacts_async (f->cti, i, 1, NULL, on_waited, &waiters[i]);
  for (guint i = 0; i < N; i++) {
    g_autoptr (GPtrArray) rows =
      cor_cti_fetch_contacts_finish (f->cti, wait_result (&waiters[i]), NULL, NULL);

    g_assert_nonnull (rows);
    waiter_clear (&waiters[i]);
  }
  seconds = (double)(g_get_monotonic_time () - begin) / G_USEC_PER_SEC;
  g_assert_cmpuint (f->requests, ==, N);
  g_assert_cmpfloat (N, <=, 20 + seconds * 15 + 1);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer), gconstpointer data)
{
  g_test_add (path, Fixture, data, setup, test, teardown);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/cti/rest/sign-in", test_sign_in, NULL);
  add ("/cti/rest/otp", test_otp, NULL);
  add ("/cti/rest/sign-out", test_sign_out, NULL);
  add ("/cti/rest/profile", test_profile, NULL);
  add ("/cti/rest/contacts", test_contacts, NULL);
  add ("/cti/rest/history", test_history, NULL);
  add ("/cti/rest/config", test_config, NULL);
  add ("/cti/rest/settings", test_settings, NULL);
  add ("/cti/rest/two-401", test_two_401, NULL);
  add ("/cti/rest/too-big", test_too_big, NULL);
  add ("/cti/rest/cancel", test_cancel, NULL);
  add ("/cti/rest/pace", test_pace, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (failures); i++) {
    g_autofree char *path = g_strconcat ("/cti/rest/failure/", failures[i].name, NULL);

    add (path, test_failure, &failures[i]);
  }
  return g_test_run ();
}
