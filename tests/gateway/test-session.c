/* SPDX-License-Identifier: GPL-3.0-or-later
 * The session with the gateway: kept alive, cut, taken up, lost, left. */
#include "fixture.h"
#include <string.h>

static void
assert_state (Fixture *f, CorLineState state, gboolean has_reason)
{
  g_autofree char *reason = cor_line_dup_reason (f->line);

  g_assert_cmpint (cor_line_get_state (f->line), ==, state);
  g_assert_cmpint (reason != NULL, ==, has_reason);
}

/* The way there is gone: what is held breaks, what is asked fails. */
static void
cut (Fixture *f)
{
  f->janus->status = 502;
  f->janus->text = "<html>Bad gateway</html>";
  fake_janus_end_polls (f->janus, 502, "<html>Bad gateway</html>");
}

static void
test_keep_alive (Fixture *f, gconstpointer data)
{
  fixture_go_ready (f);
  for (guint i = 1; i < 5; i++) {
    fake_clock_advance (f->clock, COR_JANUS_KEEPALIVE_MS - 1);
    fixture_settle (f);
    g_assert_cmpuint (f->janus->n_keepalives, ==, i - 1);
    fake_clock_advance (f->clock, 1);
    wait_for (f->janus->n_keepalives == i);
  }
  g_assert_cmpuint (f->janus->n_wakes, ==, 0);
}

static void
test_poll_cut (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;

  fixture_go_ready (f);
  call = fixture_talk (f, "600");
  fixture_settle (f);
  fake_janus_end_polls (f->janus, 504, "");
  wait_for (f->janus->n_wakes == 1);
  fixture_settle (f);
  assert_state (f, COR_LINE_READY, FALSE);
  g_assert_cmpuint (f->janus->n_sessions, ==, 1);
  fake_janus_tell_sip (f->janus, f->janus->last_call, "hangup", "\"code\":200", NULL);
  wait_for (cor_call_get_state (call) == COR_CALL_ENDED);
  g_assert_cmpint (cor_call_get_end (call), ==, COR_CALL_END_REMOTE);
}

/* One that is given up here would take with it what is told before the gateway knows: so it is
 * not given up while it still hears. */
static void
test_checked_poll (Fixture *f, gconstpointer data)
{
  guint polls;

  fixture_go_ready (f);
  fixture_settle (f);
  for (guint i = 1; i <= 3; i++) {
    polls = f->janus->n_polls;
    cor_gateway_line_on_network_changed (fixture_line (f));
    if (i == 2)
      fake_janus_call_in (f->janus, f->janus->master, "202", "\"Bob\"");
    wait_for (f->janus->n_wakes == i && f->janus->n_polls > polls);
  }
  wait_for (f->incoming->len == 1);
  fixture_settle (f);
  fake_clock_advance (f->clock, COR_JANUS_CHECK_MS);
  fixture_settle (f);
  g_assert_cmpuint (f->janus->n_wakes, ==, 3);
  assert_state (f, COR_LINE_READY, FALSE);
}

/* It still hangs at the gateway, and takes the bell with it instead of the next call; what happened
 * meanwhile waits to be told. */
static void
test_dead_poll (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;
  guint polls;

  fixture_go_ready (f);
  call = fixture_talk (f, "600");
  fixture_settle (f);
  fake_janus_deafen_polls (f->janus);
  polls = f->janus->n_polls;
  cor_gateway_line_on_network_changed (fixture_line (f));
  wait_for (f->janus->n_wakes == 1);
  fake_janus_tell_sip (f->janus, f->janus->last_call, "hangup", "\"code\":200", NULL);
  fake_clock_advance (f->clock, COR_JANUS_CHECK_MS - 1);
  run_ready ();
  g_assert_cmpuint (f->janus->n_polls, ==, polls);
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_ACTIVE);
  fake_clock_advance (f->clock, 1);
  wait_for (cor_call_get_state (call) == COR_CALL_ENDED);
  assert_state (f, COR_LINE_READY, FALSE);
}

static void
test_long_cut (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;
  g_autoptr (CorCall) other = NULL;

  fixture_go_ready (f);
  call = fixture_talk (f, "600");
  other = fixture_talk (f, "601");
  wait_for (cor_call_is_held (call));
  fixture_settle (f);
  cut (f);
  wait_for (cor_line_get_state (f->line) == COR_LINE_REGISTERING);
  assert_state (f, COR_LINE_REGISTERING, TRUE);
  cor_call_hang_up (other); /* the gateway learns of it later */
  for (guint i = 0; i < 10; i++) {
    fake_clock_advance (f->clock, 1000);
    run_for (5);
  }
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_ACTIVE);
  f->janus->status = 0;
  fake_clock_advance (f->clock, COR_BACKOFF_CAP_MS);
  wait_for (cor_line_get_state (f->line) == COR_LINE_READY);
  assert_state (f, COR_LINE_READY, FALSE);
  g_assert_cmpuint (f->janus->n_sessions, ==, 1);
  wait_for (fake_janus_count (f->janus, "hangup") == 1);
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_ACTIVE);
  cor_call_hold (call, FALSE);
  wait_for (!cor_call_is_held (call));
}

/* Neither asked nor told twice by one break, whatever was under way. */
static void
test_asked_again (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;
  JsonObject *request;

  fixture_go_ready (f);
  call = fixture_talk (f, "600");
  fixture_settle (f);
  f->janus->status = 200;
  f->janus->text = "not JSON";
  cor_call_hold (call, TRUE);
  fake_janus_end_polls (f->janus, 200, "[]");
  wait_for (cor_line_get_state (f->line) == COR_LINE_REGISTERING);
  f->janus->status = 0;
  fake_clock_advance (f->clock, 1000);
  wait_for (cor_call_is_held (call));
  request = fake_janus_get_body (f->janus, "hold");
  g_assert_true (g_str_has_prefix (cor_json_get_string (request, "transaction", 64), "again-"));
  g_assert_cmpuint (fake_janus_count (f->janus, "hold"), ==, 1);
}

/* What the gateway never gives an answer to is not asked for ever. */
static void
test_given_up (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;

  fixture_go_ready (f);
  call = fixture_talk (f, "600");
  fixture_settle (f);
  cor_call_hold (call, TRUE);
  cor_call_transfer (call, "202");
  cut (f);
  for (guint i = 0; i < 10; i++) {
    run_for (5);
    f->janus->status = i % 2 == 0 ? 0 : 502;
    fake_janus_end_polls (f->janus, 502, "");
    fake_clock_advance (f->clock, 1000);
  }
  f->janus->status = 0;
  fake_clock_advance (f->clock, COR_BACKOFF_CAP_MS);
  wait_for (cor_line_get_state (f->line) == COR_LINE_READY);
  fixture_settle (f);
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_ACTIVE);
  g_assert_cmpuint (fake_janus_count (f->janus, "transfer"), <=, 1);
}

static void
test_lost (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;
  g_autoptr (CorCall) early = NULL;
  CorCall *incoming;

  fixture_go_ready (f);
  call = fixture_talk (f, "600");
  incoming = fixture_call_in (f);
  early = fixture_call_out (f, "601");
  wait_for (cor_call_is_held (call));
  fake_janus_restart (f->janus);
  wait_for (f->janus->n_sessions == 2);
  g_assert_cmpint (cor_call_get_end (incoming), ==, COR_CALL_END_MISSED);
  g_assert_cmpint (cor_call_get_end (early), ==, COR_CALL_END_FAILED);
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_ACTIVE);
  wait_for (cor_line_get_state (f->line) == COR_LINE_READY);
  cor_call_hold (call, FALSE); /* nobody there to ask */
  g_assert_nonnull (cor_call_get_trouble (call));
  fake_clock_advance (f->clock, COR_GATEWAY_ORPHAN_MS);
  g_assert_cmpint (cor_call_get_end (call), ==, COR_CALL_END_FAILED);
  g_assert_nonnull (cor_call_get_end_text (call));
  g_object_unref (g_steal_pointer (&call));
  call = fixture_talk (f, "600");
}

static void
test_lost_sound (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;
  g_autoptr (CorCall) other = NULL;

  fixture_go_ready (f);
  call = fixture_talk (f, "600");
  other = fixture_talk (f, "601");
  fake_janus_restart (f->janus);
  wait_for (f->janus->n_sessions == 2);
  fake_peer_fail (fake_peer_source_get (f->source, 0), "The sound stopped.");
  g_assert_cmpstr (cor_call_get_end_text (call), ==, "The sound stopped.");
  cor_call_hang_up (other);
  g_assert_cmpint (cor_call_get_end (other), ==, COR_CALL_END_LOCAL);
}

static void
test_lost_by_request (Fixture *f, gconstpointer data)
{
  fixture_go_ready (f);
  f->janus->session = 0; /* the poll hangs on */
  fake_clock_advance (f->clock, COR_JANUS_KEEPALIVE_MS);
  wait_for (f->janus->n_sessions == 2);
  wait_for (cor_line_get_state (f->line) == COR_LINE_READY);
  fixture_settle (f);
  fake_janus_tell (f->janus, "{\"janus\":\"timeout\",\"session_id\":1}");
  wait_for (f->janus->n_sessions == 3);
}

static void
test_detached (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;
  g_autofree char *helper = NULL;
  g_autofree char *master = NULL;

  fixture_go_ready (f);
  call = fixture_call_out (f, "600");
  helper = g_strdup_printf ("{\"janus\":\"detached\",\"sender\":%" G_GUINT64_FORMAT "}",
                            f->janus->last_call);
  fake_janus_tell (f->janus, helper);
  wait_for (cor_call_get_state (call) == COR_CALL_ENDED);
  master =
    g_strdup_printf ("{\"janus\":\"detached\",\"sender\":%" G_GUINT64_FORMAT "}", f->janus->master);
  fake_janus_tell (f->janus, master);
  wait_for (cor_line_get_state (f->line) == COR_LINE_REGISTERING);
  fixture_settle (f);
  fake_clock_advance (f->clock, 1000);
  wait_for (cor_line_get_state (f->line) == COR_LINE_READY);
  g_assert_cmpuint (f->janus->n_sessions, ==, 1);
}

static void
test_no_gateway (Fixture *f, gconstpointer data)
{
  f->janus->status = 404;
  f->janus->text = "404 page not found";
  cor_line_connect (f->line);
  wait_for (cor_line_get_state (f->line) == COR_LINE_REGISTERING && fake_clock_next (f->clock) > 0);
  assert_state (f, COR_LINE_REGISTERING, TRUE);
  f->janus->status = 0;
  fake_clock_advance (f->clock, 1000);
  wait_for (cor_line_get_state (f->line) == COR_LINE_READY);
  assert_state (f, COR_LINE_READY, FALSE);
}

static void
test_not_let_in (Fixture *f, gconstpointer data)
{
  f->janus->fail_ask = "create";
  f->janus->fail_code = 403;
  cor_line_connect (f->line);
  wait_for (cor_line_get_state (f->line) == COR_LINE_FAILED);
  assert_state (f, COR_LINE_FAILED, TRUE);
  fake_clock_advance (f->clock, 3600 * 1000);
  run_for (20);
  g_assert_cmpuint (fake_janus_count (f->janus, "create"), ==, 1);
}

static void
test_no_plugin (Fixture *f, gconstpointer data)
{
  f->janus->fail_ask = "attach";
  f->janus->fail_code = 460;
  cor_line_connect (f->line);
  wait_for (fake_janus_count (f->janus, "attach") == 1);
  fixture_settle (f);
  assert_state (f, COR_LINE_REGISTERING, TRUE);
  f->janus->fail_ask = NULL;
  fake_clock_advance (f->clock, 1000);
  wait_for (cor_line_get_state (f->line) == COR_LINE_READY);
}

static void
test_bad_polls (Fixture *f, gconstpointer data)
{
  static const char *const texts[] = { "",
                                       "nonsense",
                                       "7",
                                       "\"x\"",
                                       "{}",
                                       "[]",
                                       "[7,null,[]]",
                                       "{\"janus\":\"event\",\"sender\":\"x\"}",
                                       "[{\"janus\":\"event\",\"sender\":99999}]",
                                       "{\"janus\":\"error\"}" };
  g_autofree char *huge = g_strnfill (2 * 1024 * 1024, ' ');

  fixture_go_ready (f);
  for (guint i = 0; i <= G_N_ELEMENTS (texts); i++) {
    guint polls = f->janus->n_polls;

    fake_janus_end_polls (f->janus, 200, i < G_N_ELEMENTS (texts) ? texts[i] : huge);
    while (f->janus->n_polls == polls) {
      g_main_context_iteration (NULL, FALSE);
      if (fake_clock_next (f->clock) < 10000)
        fake_clock_advance (f->clock, 1);
    }
    fixture_settle (f);
    g_assert_cmpint (cor_line_get_state (f->line), ==, COR_LINE_READY);
  }
  g_assert_cmpuint (f->janus->n_sessions, ==, 1);
}

/* A gateway that holds no poll. */
static void
test_hasty_polls (Fixture *f, gconstpointer data)
{
  guint polls;

  fixture_go_ready (f);
  f->janus->text = "[]";
  f->janus->status = 200;
  fake_janus_end_polls (f->janus, 200, "[]");
  wait_for (fake_clock_next (f->clock) < 100);
  polls = f->janus->n_polls;
  g_assert_cmpuint (polls, <, 250);
  run_for (50);
  g_assert_cmpuint (f->janus->n_polls, ==, polls);
  fake_clock_advance (f->clock, 100);
  wait_for (f->janus->n_polls > polls);
  f->janus->status = 0;
}

static void
test_network_changed (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;

  fixture_go_ready (f);
  call = fixture_talk (f, "600");
  fixture_settle (f);
  cor_gateway_line_on_network_changed (fixture_line (f));
  wait_for (f->janus->n_wakes == 1);
  fixture_settle (f);
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_ACTIVE);
  assert_state (f, COR_LINE_READY, FALSE);
  cut (f);
  wait_for (cor_line_get_state (f->line) == COR_LINE_REGISTERING);
  f->janus->status = 0;
  cor_gateway_line_on_network_changed (fixture_line (f)); /* not when the wait is over */
  wait_for (cor_line_get_state (f->line) == COR_LINE_READY);
}

/* Whoever looks after lines may tell it twice; calls don't suffer from that. */
static void
test_connect_again (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;

  fixture_go_ready (f);
  call = fixture_talk (f, "600");
  fixture_settle (f);
  cut (f);
  wait_for (cor_line_get_state (f->line) == COR_LINE_REGISTERING);
  f->janus->status = 0;
  cor_line_connect (f->line);
  wait_for (cor_line_get_state (f->line) == COR_LINE_READY);
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_ACTIVE);
  g_assert_cmpuint (f->janus->n_sessions, ==, 1);
  /* Refused for good, while a call goes on: it still does, and a new try may succeed. */
  fake_janus_tell_sip (f->janus, f->janus->master, "registration_failed", "\"code\":403", NULL);
  wait_for (cor_line_get_state (f->line) == COR_LINE_FAILED);
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_ACTIVE);
  cor_line_connect (f->line);
  wait_for (cor_line_get_state (f->line) == COR_LINE_READY);
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_ACTIVE);
  fake_janus_tell_sip (f->janus, f->janus->master, "registration_failed", "\"code\":403", NULL);
  wait_for (cor_line_get_state (f->line) == COR_LINE_FAILED);
  cor_call_hang_up (call);
  wait_for (f->janus->session == 0);
}

static void
test_network_back (Fixture *f, gconstpointer data)
{
  f->janus->refuse_code = 503;
  cor_line_connect (f->line);
  wait_for (fake_janus_count (f->janus, "register") == 1);
  fixture_settle (f);
  f->janus->refuse_code = 0;
  cor_gateway_line_on_network_changed (fixture_line (f)); /* no wait */
  wait_for (cor_line_get_state (f->line) == COR_LINE_READY);
}

static void
test_attach_again (Fixture *f, gconstpointer data)
{
  f->janus->fail_ask = "attach";
  f->janus->fail_code = 502;
  cor_line_connect (f->line);
  wait_for (f->janus->session != 0);
  f->janus->status = 502;
  f->janus->text = "";
  wait_for (cor_line_get_state (f->line) == COR_LINE_REGISTERING &&
            fake_clock_next (f->clock) < 2000);
  f->janus->status = 0;
  fake_clock_advance (f->clock, 1000);
  wait_for (fake_janus_count (f->janus, "attach") >= 1);
  fixture_settle (f);
  f->janus->fail_ask = NULL;
  fake_clock_advance (f->clock, 2000);
  wait_for (cor_line_get_state (f->line) == COR_LINE_READY);
}

/* --- Leaving --- */

static void
test_stop (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;
  g_auto (Waiter) waiter = { 0 };
  g_auto (Waiter) second = { 0 };
  g_autoptr (GError) error = NULL;
  CorCall *incoming;

  fixture_go_ready (f);
  call = fixture_talk (f, "600");
  incoming = fixture_call_in (f);
  cor_gateway_line_stop_async (fixture_line (f), on_waited, &waiter);
  cor_gateway_line_stop_async (fixture_line (f), on_waited, &second);
  g_assert_cmpint (cor_call_get_end (call), ==, COR_CALL_END_LOCAL);
  g_assert_cmpint (cor_call_get_end (incoming), ==, COR_CALL_END_LOCAL);
  assert_state (f, COR_LINE_OFFLINE, FALSE);
  g_assert_true (cor_gateway_line_stop_finish (fixture_line (f), wait_result (&waiter), &error));
  g_assert_no_error (error);
  g_assert_false (cor_gateway_line_stop_finish (fixture_line (f), wait_result (&second), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PENDING);
  g_assert_cmpuint (fake_janus_count (f->janus, "hangup"), ==, 1);
  g_assert_cmpuint (fake_janus_count (f->janus, "decline"), ==, 1);
  g_assert_cmpuint (fake_janus_count (f->janus, "unregister"), ==, 1);
  g_assert_cmpuint (f->janus->session, ==, 0);
  g_assert_cmpint (fake_clock_next (f->clock), ==, -1);
  f->janus->n_helpers = 0;
  fixture_go_ready (f); /* and back */
}

/* The gateway takes what is asked, and nothing becomes of it. */
static void
test_stop_silent (Fixture *f, gconstpointer data)
{
  g_auto (Waiter) waiter = { 0 };

  fixture_go_ready (f);
  f->janus->silent_unregister = TRUE;
  cor_gateway_line_stop_async (fixture_line (f), on_waited, &waiter);
  wait_for (fake_janus_count (f->janus, "unregister") == 1);
  run_for (20);
  g_assert_false (waiter.done);
  fake_clock_advance (f->clock, COR_GATEWAY_STOP_MS - 1);
  run_for (5);
  g_assert_false (waiter.done);
  fake_clock_advance (f->clock, 1);
  g_assert_true (cor_gateway_line_stop_finish (fixture_line (f), wait_result (&waiter), NULL));
}

static void
test_stop_early (Fixture *f, gconstpointer data)
{
  g_auto (Waiter) waiter = { 0 };
  g_auto (Waiter) second = { 0 };

  cor_gateway_line_stop_async (fixture_line (f), on_waited, &waiter);
  g_assert_true (cor_gateway_line_stop_finish (fixture_line (f), wait_result (&waiter), NULL));
  cor_line_connect (f->line);
  cor_gateway_line_stop_async (fixture_line (f), on_waited, &second);
  g_assert_true (cor_gateway_line_stop_finish (fixture_line (f), wait_result (&second), NULL));
  assert_state (f, COR_LINE_OFFLINE, FALSE);
}

static void
test_disconnect (Fixture *f, gconstpointer data)
{
  fixture_go_ready (f);
  cor_line_connect (f->line); /* is already */
  cor_line_disconnect (f->line);
  assert_state (f, COR_LINE_OFFLINE, FALSE);
  wait_for (f->janus->session == 0);
  g_assert_cmpuint (fake_janus_count (f->janus, "unregister"), ==, 1);
  f->janus->n_helpers = 0;
  fixture_go_ready (f);
  g_assert_cmpuint (f->janus->n_sessions, ==, 2);
}

static void
assert_account (const char *url, const char *user, const char *domain, gboolean good)
{
  g_autoptr (FakePeerSource) source = fake_peer_source_new ();
  g_autoptr (CorHttp) http = cor_http_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CorLine) line = NULL;
  const CorIceServer ice[] = { { "stun:stun.test:3478", NULL, NULL },
                               { "turn:turn.test:3478", "u", "p" },
                               { NULL, NULL, NULL } };
  const CorGatewayAccount account = { .url = url, .user = user, .domain = domain, .ice = ice };

  line = cor_gateway_line_new (COR_PEER_SOURCE (source), http, cor_clock_get_system (), &account,
                               &error);
  if (good)
    g_assert_no_error (error);
  else
    g_assert_error (error, COR_GATEWAY_ERROR, COR_GATEWAY_ERROR_ACCOUNT);
  g_assert_cmpint (line != NULL, ==, good);
}

static void
test_accounts (void)
{
  assert_account ("https://cti.test/janus", "92201", "127.0.0.1", TRUE);
  assert_account ("http://127.0.0.1:8088/janus", "92201", "[::1]", TRUE);
  assert_account ("http://cti.test/janus", "92201", "127.0.0.1", FALSE);
  assert_account ("file:///janus", "92201", "127.0.0.1", FALSE);
  assert_account (NULL, "92201", "127.0.0.1", FALSE);
  assert_account ("https://cti.test/janus", NULL, "127.0.0.1", FALSE);
  assert_account ("https://cti.test/janus", "", "127.0.0.1", FALSE);
  assert_account ("https://cti.test/janus", "92 201", "127.0.0.1", FALSE);
  assert_account ("https://cti.test/janus", "92201:x", "127.0.0.1", FALSE);
  assert_account ("https://cti.test/janus", "92201", "pbx>\r\nEvil: 1", FALSE);
  assert_account ("https://cti.test/janus", "92201", NULL, FALSE);
}

#define ADD(name, func) \
  g_test_add ("/gateway/session/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("keep-alive", test_keep_alive);
  ADD ("poll-cut", test_poll_cut);
  ADD ("checked-poll", test_checked_poll);
  ADD ("dead-poll", test_dead_poll);
  ADD ("long-cut", test_long_cut);
  ADD ("asked-again", test_asked_again);
  ADD ("given-up", test_given_up);
  ADD ("lost", test_lost);
  ADD ("lost-sound", test_lost_sound);
  ADD ("lost-by-request", test_lost_by_request);
  ADD ("detached", test_detached);
  ADD ("no-gateway", test_no_gateway);
  ADD ("not-let-in", test_not_let_in);
  ADD ("no-plugin", test_no_plugin);
  ADD ("bad-polls", test_bad_polls);
  ADD ("hasty-polls", test_hasty_polls);
  ADD ("network-changed", test_network_changed);
  ADD ("connect-again", test_connect_again);
  ADD ("network-back", test_network_back);
  ADD ("attach-again", test_attach_again);
  ADD ("stop", test_stop);
  ADD ("stop-silent", test_stop_silent);
  ADD ("stop-early", test_stop_early);
  ADD ("disconnect", test_disconnect);
  g_test_add_func ("/gateway/session/accounts", test_accounts);
  return g_test_run ();
}
