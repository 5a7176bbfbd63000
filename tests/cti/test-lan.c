/* SPDX-License-Identifier: GPL-3.0-or-later
 * Desk phones that this computer has to ask itself: how, how often,
 * and what follows when they do not answer. M51, M52. */
#include "live-server.h"
#include "errand.h"
#include "net/lan.h"
#include <string.h>

/* --- A phone with a web interface, at an address of its own. --- */

typedef struct {
  Fixture f;
  SoupServer *phone;
  guint16 port;
  GPtrArray *hits; /* "path?query authorization" */
  guint n_hits;
  guint status;
  const char *challenge; /* without its answer: 401 */
  const char *location;
  SoupServerMessage *held;
  gboolean hold;
  GString *reached; /* "301=1 " */
  char *trouble;
} Lan;

/* The client gave up. */
static void
on_left (SoupServerMessage *message, Lan *l)
{
  g_clear_object (&l->held);
}

static void
release (Lan *l)
{
  g_autoptr (SoupServerMessage) message = g_steal_pointer (&l->held);

  l->hold = FALSE;
  if (message == NULL)
    return;
  g_signal_handlers_disconnect_by_data (message, l);
  server_reply (message, 200, NULL, NULL);
  soup_server_message_unpause (message);
}

static void
on_hit (SoupServer *server,
        SoupServerMessage *message,
        const char *path,
        GHashTable *query,
        gpointer user_data)
{
  Lan *l = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  const char *said = soup_message_headers_get_one (
    soup_server_message_get_request_headers (message), "Authorization");
  const char *more = g_uri_get_query (soup_server_message_get_uri (message));

  g_assert_cmpstr (soup_server_message_get_method (message), ==, "GET");
  g_ptr_array_add (l->hits, g_strdup_printf ("%s?%s %s", path, more != NULL ? more : "",
                                             said != NULL ? said : ""));
  l->n_hits++;
  if (l->hold) {
    soup_server_message_pause (message);
    g_set_object (&l->held, message);
    g_signal_connect (message, "disconnected", G_CALLBACK (on_left), l);
    return;
  }
  if (l->location != NULL)
    soup_message_headers_append (headers, "Location", l->location);
  if (l->challenge != NULL && (said == NULL || !g_str_has_prefix (said, "Digest"))) {
    soup_message_headers_append (headers, "WWW-Authenticate", l->challenge);
    server_reply (message, 401, "text/plain", "who?");
  } else {
    server_reply (message, l->status, "text/html", "<html>done</html>");
  }
}

static void
on_reach (CorCti *cti, const char *device, gboolean reached, Lan *l)
{
  g_string_append_printf (l->reached, "%s=%d ", device, reached);
}

static void
on_trouble (CorCti *cti, const char *text, Lan *l)
{
  g_free (l->trouble);
  l->trouble = g_strdup (text);
}

static void
fetch_profile (Fixture *f)
{
  g_auto (Waiter) waiter = { 0 };

  cor_cti_fetch_profile_async (f->cti, NULL, on_waited, &waiter);
  cor_cti_profile_free (cor_cti_fetch_profile_finish (f->cti, wait_result (&waiter), NULL));
}

/* The server tells of phone 201, which is the user's, and of 203, which is not. */
static void
tell_of_phone (Lan *l, const char *exten, const char *ip, const char *agent)
{
  g_autofree char *frame = g_strdup_printf ("42[\"extenUpdate\",{\"exten\":\"%s\",\"username\":"
                                            "\"demo\",\"status\":\"online\",\"ip\":\"%s\","
                                            "\"sipuseragent\":\"%s\",\"conversations\":{}}]",
                                            exten, ip, agent);

  fixture_send_frame (&l->f, frame);
  fixture_settle (&l->f);
  fake_clock_advance (l->f.clock, 100);
}

static void
setup (Lan *l, gconstpointer data)
{
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.9", 0);
  g_autoptr (GError) error = NULL;
  g_autoslist (GUri) uris = NULL;

  fixture_setup (&l->f, NULL);
  l->phone = soup_server_new (NULL, NULL);
  soup_server_listen (l->phone, any, 0, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (l->phone);
  l->port = (guint16)g_uri_get_port (uris->data);
  soup_server_add_handler (l->phone, NULL, on_hit, l, NULL);
  l->hits = g_ptr_array_new_with_free_func (g_free);
  l->reached = g_string_new (NULL);
  l->status = 200;
  g_signal_connect (l->f.cti, "desk-reach", G_CALLBACK (on_reach), l);
  g_signal_connect (l->f.cti, "desk-trouble", G_CALLBACK (on_trouble), l);
  fetch_profile (&l->f);
  fixture_go_online (&l->f);
  tell_of_phone (l, "201", "127.0.0.9", "Fanvil X4 1.0");
  tell_of_phone (l, "203", "127.0.0.8", "Fanvil X4 1.0");
}

static void
teardown (Lan *l, gconstpointer data)
{
  release (l);
  g_signal_handlers_disconnect_by_data (l->f.cti, l);
  fixture_teardown (&l->f, NULL);
  soup_server_disconnect (l->phone);
  g_object_unref (l->phone);
  g_ptr_array_unref (l->hits);
  g_string_free (l->reached, TRUE);
  g_free (l->trouble);
}

static void
ask_for (Lan *l, const char *url, const char *kind)
{
  g_autofree char *more = kind != NULL ? g_strdup_printf (",\"%s\"", kind) : g_strdup ("");
  g_autofree char *frame = g_strdup_printf ("42[\"actionNethLink\",\"%s\"%s]", url, more);

  fixture_send_frame (&l->f, frame);
  fixture_settle (&l->f);
}

static void
ask_phone (Lan *l, const char *path, const char *kind)
{
  g_autofree char *url = g_strdup_printf ("http://admin:s3cret@127.0.0.9:%u%s", l->port, path);

  ask_for (l, url, kind);
}

static void
wait_reached (Lan *l, const char *wanted)
{
  gint64 limit = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  while (strstr (l->reached->str, wanted) == NULL && g_get_monotonic_time () < limit)
    g_main_context_iteration (NULL, FALSE);
  g_assert_nonnull (strstr (l->reached->str, wanted));
}

static const char *
last_hit (Lan *l)
{
  return g_ptr_array_index (l->hits, l->n_hits - 1);
}

static void
test_get (Lan *l, gconstpointer data)
{
  ask_phone (l, "/cgi-bin/ConfigManApp.com?key=203;ENTER", "call");
  run_until_count (&l->n_hits, 1);
  g_assert_cmpstr (last_hit (l), ==,
                   "/cgi-bin/ConfigManApp.com?key=203;ENTER Basic YWRtaW46czNjcmV0");
  wait_reached (l, "201=1");
  ask_phone (l, "/x", NULL); /* as a server without kinds tells it */
  run_until_count (&l->n_hits, 2);
  wait_reached (l, "201=1 201=1");
  g_assert_cmpuint (l->f.n_posts, ==, 0);
  g_assert_null (l->trouble);
}

static void
test_strangers (Lan *l, gconstpointer data)
{
  static const char *const refused[] = {
    "http://127.0.0.8",    /* somebody else's phone */
    "http://127.0.0.7",    /* nobody's */
    "http://127.0.0.1",    /* the server itself */
    "http://localhost",    /* a name */
    "ftp://127.0.0.9",     /* another protocol */
    "http://192.168.77.77" /* private, and no phone of ours */
  };
  guint timers = fake_clock_count_timers (l->f.clock);

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autofree char *url = g_strdup_printf ("%s:%u/call", refused[i], l->port);

    ask_for (l, url, "call");
  }
  ask_for (l, "http://8.8.8.8/call", "call");
  fixture_send_frame (&l->f, "42[\"actionNethLink\"]");
  fixture_send_frame (&l->f, "42[\"actionNethLink\",7,\"call\"]");
  fixture_send_frame (&l->f, "42[\"actionNethLink\",{\"url\":\"http://127.0.0.9/\"}]");
  fixture_settle (&l->f);
  run_for (50);
  g_assert_cmpuint (fake_clock_count_timers (l->f.clock), ==, timers); /* nothing under way */
  g_assert_cmpuint (l->n_hits, ==, 0);
  g_assert_cmpstr (l->reached->str, ==, "");
}

/* The public address of a phone that the server itself tells of is still public. */
static void
test_public_phone (Lan *l, gconstpointer data)
{
  guint timers = fake_clock_count_timers (l->f.clock);
  gboolean needed;

  tell_of_phone (l, "201", "192.0.2.9", "Fanvil X4 1.0");
  ask_for (l, "http://192.0.2.9/call", "call");
  run_for (50);
  g_assert_cmpuint (fake_clock_count_timers (l->f.clock), ==, timers);
  g_assert_null (cor_cti_dup_desk_address (l->f.cti, "201", &needed));
}

static void
test_address (Lan *l, gconstpointer data)
{
  gboolean needed = TRUE;
  g_autoptr (GSocketAddress) before = cor_cti_dup_desk_address (l->f.cti, "201", &needed);
  g_autoptr (GSocketAddress) after = NULL;

  g_assert_false (needed);
  g_assert_cmpuint (g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (before)), ==, 80);
  ask_phone (l, "/x", "hold");
  run_until_count (&l->n_hits, 1);
  after = cor_cti_dup_desk_address (l->f.cti, "201", &needed);
  g_assert_true (needed);
  g_assert_cmpuint (g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (after)), ==, l->port);
  g_assert_null (cor_cti_dup_desk_address (l->f.cti, "203", &needed)); /* not the user's */
  wait_reached (l, "201=1");
}

static void
test_challenge (Lan *l, gconstpointer data)
{
  l->challenge = "Digest realm=\"phone\", nonce=\"abc\", qop=\"auth\", algorithm=MD5";
  ask_phone (l, "/activeuri.kl1?command=OK", "answer");
  wait_reached (l, "201=1");
  g_assert_nonnull (strstr (g_ptr_array_index (l->hits, 0), " Basic "));
  g_assert_nonnull (strstr (last_hit (l), " Digest "));
  g_assert_nonnull (strstr (last_hit (l), "response="));
}

static void
test_bad_credentials (Lan *l, gconstpointer data)
{
  l->status = 401;
  ask_phone (l, "/x", "hold");
  wait_reached (l, "201=0");
  g_assert_cmpuint (l->n_hits, <=, 3);
  g_assert_nonnull (strstr (l->trouble, "not reachable from this network"));
}

/* Where it points to is another address of this machine, whose hits would be counted too. */
static void
test_redirect (Lan *l, gconstpointer data)
{
  g_autofree char *to = g_strdup_printf ("http://127.0.0.9:%u/elsewhere", l->port);

  l->status = 302;
  l->location = to;
  ask_phone (l, "/x", "hold");
  wait_reached (l, "201=0");
  run_for (30);
  g_assert_cmpuint (l->n_hits, ==, 1);
  tell_of_phone (l, "201", "127.0.0.9", "snomD785/10.1");
  ask_phone (l, "/x", "hold"); /* says "done" so */
  wait_reached (l, "201=1");
  run_for (30);
  g_assert_cmpuint (l->n_hits, ==, 2);
}

static void
test_flood (Lan *l, gconstpointer data)
{
  l->hold = TRUE;
  for (guint i = 0; i < 200; i++)
    ask_phone (l, "/x", "dtmf");
  run_until_count (&l->n_hits, 1);
  run_for (30);
  g_assert_cmpuint (l->n_hits, ==, 1); /* one after the other */
  release (l);
  run_until_count (&l->n_hits, COR_ERRANDS_AT_ONCE);
  run_for (30);
  g_assert_cmpuint (l->n_hits, ==, COR_ERRANDS_AT_ONCE);
  for (guint n = COR_ERRANDS_AT_ONCE; n < 1 + COR_ERRAND_MAX_WAITING; n++) {
    fake_clock_advance (l->f.clock, 1000 / COR_ERRANDS_PER_SECOND + 1);
    run_until_count (&l->n_hits, n + 1);
  }
  fake_clock_advance (l->f.clock, 2000);
  run_for (30);
  g_assert_cmpuint (l->n_hits, ==, 1 + COR_ERRAND_MAX_WAITING);
}

/* What waits behind one that the phone did not answer is as old by then. */
static void
test_dead_phone (Lan *l, gconstpointer data)
{
  l->hold = TRUE;
  ask_phone (l, "/1", "dtmf");
  ask_phone (l, "/2", "dtmf");
  run_until_count (&l->n_hits, 1);
  fake_clock_advance (l->f.clock, COR_ERRAND_MS - 1);
  g_assert_cmpstr (l->reached->str, ==, "");
  fake_clock_advance (l->f.clock, 1);
  g_assert_cmpstr (l->reached->str, ==, "201=0 ");
  run_for (30);
  g_assert_cmpuint (l->n_hits, ==, 1);
  g_assert_nonnull (strstr (l->trouble, "not reachable from this network"));
}

/* --- The chain. --- */

static CorCall *
dial (Lan *l)
{
  CorCall *call = cor_cti_originate (l->f.cti, "203", "201", "Desk");

  run_until_count (&l->f.n_posts, 1);
  return call;
}

static void
ring_phone (Lan *l)
{
  fixture_send_frame (&l->f,
                      "42[\"extenUpdate\",{\"exten\":\"201\",\"status\":\"ringing\","
                      "\"ip\":\"127.0.0.9\",\"conversations\":{\"c\":{\"id\":\"PJSIP/201-a>\","
                      "\"linkedId\":\"9.1\",\"uniqueId\":\"9.1\",\"direction\":\"out\","
                      "\"connected\":false,\"counterpartNum\":\"203\"}}}]");
  fixture_settle (&l->f);
  fake_clock_advance (l->f.clock, 100);
}

static void
wait_ended (CorCall *call)
{
  gint64 limit = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  while (cor_call_get_state (call) != COR_CALL_ENDED && g_get_monotonic_time () < limit)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_ENDED);
}

/* The phone hears of it and rings: no second request, no offer. */
static void
test_chain_good (Lan *l, gconstpointer data)
{
  g_autoptr (CorCall) call = dial (l);

  ask_phone (l, "/x", "call");
  wait_reached (l, "201=1");
  ring_phone (l);
  fake_clock_advance (l->f.clock, 20000);
  g_assert_cmpuint (l->f.n_posts, ==, 1);
  g_assert_false (cor_call_is_stuck (call));
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_DIALING);
}

/* By the clock, in order: the URL; after 3 s the server again; 5 s after the click the offer. */
static void
test_chain_down (Lan *l, gconstpointer data)
{
  g_autoptr (CorCall) call = dial (l);
  gint64 begun = l->f.clock->now;

  l->hold = TRUE;
  l->f.hold_calls = TRUE;
  ask_phone (l, "/x", "call");
  run_until_count (&l->n_hits, 1);
  fake_clock_advance (l->f.clock, 2999);
  run_for (30);
  g_assert_cmpuint (l->f.n_posts, ==, 1);
  g_assert_cmpstr (l->reached->str, ==, "");
  fake_clock_advance (l->f.clock, 1);
  g_assert_cmpint ((l->f.clock->now - begun) / 1000, ==, 3000);
  g_assert_cmpstr (l->reached->str, ==, "201=0 ");
  run_until_count (&l->f.n_posts, 2);
  g_assert_cmpstr (g_ptr_array_index (l->f.posts, 1), ==, g_ptr_array_index (l->f.posts, 0));
  g_assert_true (g_str_has_prefix (g_ptr_array_index (l->f.posts, 1), "/astproxy/call {"));
  fake_clock_advance (l->f.clock, 1999);
  g_assert_false (cor_call_is_stuck (call));
  fake_clock_advance (l->f.clock, 1);
  g_assert_cmpint ((l->f.clock->now - begun) / 1000, ==, 5000);
  g_assert_true (cor_call_is_stuck (call));
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_DIALING);
  ring_phone (l); /* it rings after all */
  g_assert_false (cor_call_is_stuck (call));
  g_assert_null (l->trouble);
}

/* Nothing listens there: no need to wait. */
static void
test_chain_closed (Lan *l, gconstpointer data)
{
  g_autoptr (CorCall) call = dial (l);

  l->f.hold_calls = TRUE;
  ask_for (l, "http://127.0.0.9:1/x", "call");
  run_until_count (&l->f.n_posts, 2);
  g_assert_cmpuint (l->n_hits, ==, 0);
  ring_phone (l);
  g_assert_false (cor_call_is_stuck (call));
}

/* The server has but the one road. */
static void
test_chain_again (Lan *l, gconstpointer data)
{
  g_autoptr (CorCall) call = dial (l);

  l->status = 500;
  ask_phone (l, "/x", "call");
  run_until_count (&l->f.n_posts, 2);
  ask_phone (l, "/x", "call");
  wait_ended (call);
  g_assert_true (cor_call_is_stuck (call));
  g_assert_cmpint (cor_call_get_end (call), ==, COR_CALL_END_FAILED);
  g_assert_nonnull (strstr (cor_call_get_end_text (call), "not reachable from this network"));
  run_for (30);
  g_assert_cmpuint (l->n_hits, ==, 1);
  g_assert_cmpuint (l->f.n_posts, ==, 2);
}

static void
test_chain_refused (Lan *l, gconstpointer data)
{
  g_autoptr (CorCall) call = dial (l);

  l->status = 500;
  l->f.status = 500;
  l->f.error_header = "exten 201 is offline";
  ask_phone (l, "/x", "call");
  wait_ended (call);
  g_assert_cmpuint (l->f.n_posts, ==, 2);
  g_assert_true (cor_call_is_stuck (call));
  g_assert_nonnull (strstr (cor_call_get_end_text (call), "exten 201 is offline"));
}

/* The phone that nobody has to ask: the offer comes with the refusal. */
static void
test_chain_offline (Lan *l, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;

  l->f.status = 500;
  l->f.error_header = "exten 201 is offline";
  call = dial (l);
  wait_ended (call);
  g_assert_true (cor_call_is_stuck (call));
  g_assert_cmpuint (l->f.n_posts, ==, 1);
}

static void
test_chain_hung_up (Lan *l, gconstpointer data)
{
  g_autoptr (CorCall) call = dial (l);

  cor_call_hang_up (call);
  ask_phone (l, "/x", "call");
  fake_clock_advance (l->f.clock, 6000);
  run_for (30);
  g_assert_cmpuint (l->n_hits, ==, 0);
  g_assert_cmpuint (l->f.n_posts, ==, 1);
  g_assert_false (cor_call_is_stuck (call));
}

/* A key of a call that goes on: the call says what is wrong. */
static void
test_key_fails (Lan *l, gconstpointer data)
{
  g_autoptr (CorCall) call = dial (l);

  ring_phone (l);
  l->status = 404;
  ask_phone (l, "/x", "hold");
  wait_reached (l, "201=0");
  g_assert_nonnull (strstr (cor_call_get_trouble (call), "not reachable from this network"));
  g_assert_null (l->trouble);
  g_assert_cmpuint (l->f.n_posts, ==, 1);
}

static void
test_sign_out (Lan *l, gconstpointer data)
{
  l->hold = TRUE;
  ask_phone (l, "/x", "call");
  ask_phone (l, "/x", "hold");
  run_until_count (&l->n_hits, 1); /* the rest is the fixture's: no timer, no reference is left */
}

static void
add (const char *path, void (*test) (Lan *, gconstpointer))
{
  g_test_add (path, Lan, NULL, setup, test, teardown);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/cti/lan/get", test_get);
  add ("/cti/lan/strangers", test_strangers);
  add ("/cti/lan/public-phone", test_public_phone);
  add ("/cti/lan/address", test_address);
  add ("/cti/lan/challenge", test_challenge);
  add ("/cti/lan/bad-credentials", test_bad_credentials);
  add ("/cti/lan/redirect", test_redirect);
  add ("/cti/lan/flood", test_flood);
  add ("/cti/lan/dead-phone", test_dead_phone);
  add ("/cti/lan/chain/good", test_chain_good);
  add ("/cti/lan/chain/down", test_chain_down);
  add ("/cti/lan/chain/closed", test_chain_closed);
  add ("/cti/lan/chain/again", test_chain_again);
  add ("/cti/lan/chain/refused", test_chain_refused);
  add ("/cti/lan/chain/offline", test_chain_offline);
  add ("/cti/lan/chain/hung-up", test_chain_hung_up);
  add ("/cti/lan/key-fails", test_key_fails);
  add ("/cti/lan/sign-out", test_sign_out);
  return g_test_run ();
}
