/* SPDX-License-Identifier: GPL-3.0-or-later
 * Registering with the gateway and calling through it. */
#include "fixture.h"
#include <string.h>

static void
test_register (Fixture *f, gconstpointer data)
{
  g_autofree char *kind = NULL;
  g_autofree char *label = NULL;
  JsonObject *body;

  fixture_go_ready (f);
  g_object_get (f->line, "kind", &kind, "label", &label, NULL);
  g_assert_cmpstr (kind, ==, "gateway");
  g_assert_cmpstr (label, ==, "201");
  g_assert_cmpstr (f->janus->asked->pdata[0], ==, "create 0");
  g_assert_cmpstr (f->janus->asked->pdata[1], ==, "attach 0");
  g_assert_true (g_str_has_prefix (f->janus->asked->pdata[2], "register "));
  g_assert_cmpuint (fake_janus_count (f->janus, "register"), ==, 2); /* and a helper */
  body = cor_json_get_object (fake_janus_get_body (f->janus, "register"), "body");
  g_assert_cmpint (cor_json_get_int (body, "master_id", 0), ==, 77);
  g_assert_cmpstr (cor_json_get_string (body, "type", 64), ==, "helper");
}

static void
test_account (Fixture *f, gconstpointer data)
{
  JsonObject *body;

  f->janus->refuse_code = 503;
  cor_line_connect (f->line);
  wait_for (fake_janus_count (f->janus, "register") == 1);
  body = cor_json_get_object (fake_janus_get_body (f->janus, "register"), "body");
  g_assert_cmpstr (cor_json_get_string (body, "username", 64), ==, "sip:201@127.0.0.1");
  g_assert_cmpstr (cor_json_get_string (body, "authuser", 64), ==, "201");
  g_assert_cmpstr (cor_json_get_string (body, "display_name", 64), ==, "Ada");
  g_assert_cmpstr (cor_json_get_string (body, "secret", 64), ==, "hush");
  g_assert_cmpstr (cor_json_get_string (body, "proxy", 64), ==, "sip:127.0.0.1:5062");
  g_assert_cmpstr (cor_json_get_string (body, "outbound_proxy", 64), ==, "sip:127.0.0.1:5062");
  g_assert_false (cor_json_get_bool (body, "sips"));
  g_assert_true (json_object_has_member (body, "refresh"));
}

static void
test_call_out (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;
  JsonObject *request;
  const char *sdp;

  fixture_go_ready (f);
  call = fixture_call_out (f, "tel:+39 0721 405516");
  request = fake_janus_get_body (f->janus, "call");
  g_assert_cmpstr (cor_json_get_string (cor_json_get_object (request, "body"), "uri", 64), ==,
                   "sip:+390721405516@127.0.0.1");
  g_assert_cmpstr (cor_json_get_string (cor_json_get_object (request, "jsep"), "type", 64), ==,
                   "offer");
  sdp = cor_json_get_string (cor_json_get_object (request, "jsep"), "sdp", 4096);
  g_assert_nonnull (strstr (sdp, "m=audio 40000 "));
  fake_janus_tell_sip (f->janus, f->janus->last_call, "ringing", "", NULL);
  wait_for (cor_call_get_state (call) == COR_CALL_RINGING);
  g_assert_null (fake_peer_source_get (f->source, 0)->remote);
  fake_janus_tell_sip (f->janus, f->janus->last_call, "accepted", "", FIXTURE_ANSWER);
  wait_for (cor_call_get_state (call) == COR_CALL_ACTIVE);
  g_assert_nonnull (strstr (fake_peer_source_get (f->source, 0)->remote, "a=setup:active"));
  fake_janus_tell_sip (f->janus, f->janus->last_call, "hangup", "\"code\":200", NULL);
  wait_for (cor_call_get_state (call) == COR_CALL_ENDED);
  g_assert_cmpint (cor_call_get_end (call), ==, COR_CALL_END_REMOTE);
  fixture_rest (f, 1); /* the helper goes after its call */
  g_assert_cmpuint (fake_janus_count (f->janus, "hangup"), ==, 0);
}

static void
test_call_in (Fixture *f, gconstpointer data)
{
  CorCall *call;
  JsonObject *request;

  fixture_go_ready (f);
  call = fixture_call_in (f);
  g_assert_cmpstr (cor_call_get_number (call), ==, "204");
  g_assert_cmpstr (cor_call_get_name (call), ==, "Bea Bo");
  fixture_settle (f);
  g_assert_cmpuint (f->source->opened->len, ==, 0); /* nothing of ours before the answer */
  g_assert_cmpuint (fake_janus_count (f->janus, "accept"), ==, 0);
  cor_call_answer (call);
  cor_call_answer (call);
  wait_for (cor_call_get_state (call) == COR_CALL_ACTIVE);
  request = fake_janus_get_body (f->janus, "accept");
  g_assert_cmpstr (cor_json_get_string (cor_json_get_object (request, "jsep"), "type", 64), ==,
                   "answer");
  g_assert_nonnull (strstr (fake_peer_source_get (f->source, 0)->remote, "a=mid:a1"));
  g_assert_cmpuint (fake_janus_count (f->janus, "accept"), ==, 1);
  cor_call_hang_up (call);
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_ENDED);
  g_assert_cmpint (cor_call_get_end (call), ==, COR_CALL_END_LOCAL);
  wait_for (fake_janus_count (f->janus, "hangup") == 1);
}

static void
test_not_ready (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = fixture_dial (f, "600");

  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_DIALING);
  wait_for (cor_call_get_state (call) == COR_CALL_ENDED);
  g_assert_cmpint (cor_call_get_end (call), ==, COR_CALL_END_FAILED);
  g_assert_nonnull (cor_call_get_end_text (call));
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  g_autofree char *reason = NULL;
  guint polls;

  f->janus->refuse_code = 403;
  cor_line_connect (f->line);
  wait_for (cor_line_get_state (f->line) == COR_LINE_FAILED);
  reason = cor_line_dup_reason (f->line);
  g_assert_nonnull (strstr (reason, "201"));
  wait_for (f->janus->session == 0); /* nothing is kept that nobody needs */
  polls = f->janus->n_polls;
  fake_clock_advance (f->clock, 3600 * 1000);
  run_for (20);
  g_assert_cmpuint (f->janus->n_polls, ==, polls);
  f->janus->refuse_code = 0;
  fixture_go_ready (f); /* told to connect again, it does */
}

static void
test_refused_for_now (Fixture *f, gconstpointer data)
{
  g_autofree char *reason = NULL;

  f->janus->refuse_code = 503;
  f->clock->chance = 0.5;
  cor_line_connect (f->line);
  wait_for ((g_free (reason), reason = cor_line_dup_reason (f->line)) != NULL);
  g_assert_cmpint (cor_line_get_state (f->line), ==, COR_LINE_REGISTERING);
  fake_clock_advance (f->clock, 749);
  fixture_settle (f);
  g_assert_cmpuint (fake_janus_count (f->janus, "register"), ==, 1);
  f->janus->refuse_code = 0;
  fake_clock_advance (f->clock, 1);
  wait_for (cor_line_get_state (f->line) == COR_LINE_READY);
  g_assert_cmpuint (f->janus->n_sessions, ==, 1);
  g_free (reason);
  reason = cor_line_dup_reason (f->line);
  g_assert_null (reason);
}

static void
test_no_answer_to_register (Fixture *f, gconstpointer data)
{
  g_autofree char *reason = NULL;

  f->janus->silent_register = TRUE;
  cor_line_connect (f->line);
  wait_for (fake_janus_count (f->janus, "register") == 1);
  fixture_settle (f);
  fake_clock_advance (f->clock, COR_GATEWAY_REGISTER_MS);
  reason = cor_line_dup_reason (f->line);
  g_assert_nonnull (reason);
  f->janus->silent_register = FALSE;
  fixture_settle (f);
  fake_clock_advance (f->clock, 1000);
  wait_for (cor_line_get_state (f->line) == COR_LINE_READY);
}

static void
test_refresh (Fixture *f, gconstpointer data)
{
  JsonObject *body;
  guint asked;

  fixture_go_ready (f);
  asked = fake_janus_count (f->janus, "register");
  for (guint i = 0; i < COR_GATEWAY_REFRESH_MS / 25000; i++) {
    fake_clock_advance (f->clock, 25000);
    fixture_settle (f);
  }
  wait_for (fake_janus_count (f->janus, "register") == asked + 1);
  body = cor_json_get_object (fake_janus_get_body (f->janus, "register"), "body");
  g_assert_true (cor_json_get_bool (body, "refresh"));
  fixture_settle (f);
  g_assert_cmpint (cor_line_get_state (f->line), ==, COR_LINE_READY);
  /* The gateway lost it: refused now, tried again. */
  f->janus->refuse_code = 408;
  fake_janus_tell_sip (f->janus, f->janus->master, "registration_failed", "\"code\":408", NULL);
  wait_for (cor_line_get_state (f->line) == COR_LINE_REGISTERING);
  f->janus->refuse_code = 0;
  fake_clock_advance (f->clock, 1000);
  wait_for (cor_line_get_state (f->line) == COR_LINE_READY);
}

/* --- Out --- */

static void
test_early_media (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;

  fixture_go_ready (f);
  call = fixture_call_out (f, "605");
  fake_janus_tell_sip (f->janus, f->janus->last_call, "progress", "", FIXTURE_ANSWER);
  wait_for (cor_call_get_state (call) == COR_CALL_RINGING);
  g_assert_cmpuint (fake_peer_source_get (f->source, 0)->n_remotes, ==, 1);
  fake_janus_tell_sip (f->janus, f->janus->last_call, "accepted", "", NULL);
  wait_for (cor_call_get_state (call) == COR_CALL_ACTIVE);
  g_assert_cmpuint (fake_peer_source_get (f->source, 0)->n_remotes, ==, 1);
  g_signal_emit_by_name (fake_peer_source_get (f->source, 0), "secured");
  g_assert_true (cor_call_is_secure (call));
}

static void
test_answer_of_its_own (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;

  fixture_go_ready (f);
  call = fixture_call_out (f, "605");
  fake_janus_tell_sip (f->janus, f->janus->last_call, "progress", "", FIXTURE_ANSWER);
  fake_janus_tell_sip (f->janus, f->janus->last_call, "accepted", "", FIXTURE_ANSWER);
  wait_for (cor_call_get_state (call) == COR_CALL_ACTIVE);
  g_assert_cmpuint (fake_peer_source_get (f->source, 0)->n_remotes, ==, 2);
}

static void
test_no_sound (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;

  fixture_go_ready (f);
  call = fixture_call_out (f, "600");
  fake_janus_tell_sip (f->janus, f->janus->last_call, "accepted", "", NULL);
  wait_for (cor_call_get_state (call) == COR_CALL_ENDED);
  g_assert_cmpint (cor_call_get_end (call), ==, COR_CALL_END_FAILED);
  wait_for (fake_janus_count (f->janus, "hangup") == 1);
}

static void
assert_end (Fixture *f, const char *result, CorCallEnd end)
{
  g_autoptr (CorCall) call = fixture_call_out (f, "602");

  fake_janus_tell_sip (f->janus, f->janus->last_call, "hangup", result, NULL);
  wait_for (cor_call_get_state (call) == COR_CALL_ENDED);
  g_assert_cmpint (cor_call_get_end (call), ==, end);
  g_assert_nonnull (cor_call_get_end_text (call));
}

static void
test_ends (Fixture *f, gconstpointer data)
{
  fixture_go_ready (f);
  assert_end (f, "\"code\":486,\"reason\":\"Busy here\"", COR_CALL_END_BUSY);
  assert_end (f, "\"code\":603,\"reason\":\"Decline\"", COR_CALL_END_REJECTED);
  assert_end (f, "\"code\":404", COR_CALL_END_NOT_FOUND);
  assert_end (f, "\"code\":480", COR_CALL_END_NO_ANSWER);
  assert_end (f, "\"code\":503", COR_CALL_END_FAILED);
  assert_end (f, "\"code\":\"x\"", COR_CALL_END_FAILED);
  assert_end (f, "", COR_CALL_END_FAILED);
  fixture_rest (f, 7);
  g_assert_cmpuint (fake_janus_count (f->janus, "hangup"), ==, 0);
}

static void
test_cancel (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) soon = NULL;
  g_autoptr (CorCall) later = NULL;

  fixture_go_ready (f);
  soon = fixture_dial (f, "600");
  cor_call_hang_up (soon); /* before anything went out */
  g_assert_cmpint (cor_call_get_end (soon), ==, COR_CALL_END_LOCAL);
  fixture_rest (f, 1);
  g_assert_cmpuint (fake_janus_count (f->janus, "call"), ==, 0);
  later = fixture_call_out (f, "600");
  fake_janus_tell_sip (f->janus, f->janus->last_call, "ringing", "", NULL);
  wait_for (cor_call_get_state (later) == COR_CALL_RINGING);
  cor_call_hang_up (later);
  g_assert_cmpint (cor_call_get_end (later), ==, COR_CALL_END_LOCAL);
  wait_for (fake_janus_count (f->janus, "hangup") == 1);
  fixture_rest (f, 2);
  g_assert_cmpuint (fake_janus_count (f->janus, "hangup"), ==, 1);
  /* What comes too late means nothing. */
  fake_janus_tell_sip (f->janus, f->janus->last_call, "accepted", "", FIXTURE_ANSWER);
  fixture_settle (f);
  g_assert_cmpint (cor_call_get_end (later), ==, COR_CALL_END_LOCAL);
}

static void
test_not_taken_up (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;
  g_autoptr (CorCall) mute = NULL;

  fixture_go_ready (f);
  f->janus->silent = TRUE;
  call = fixture_call_out (f, "600");
  f->source->mute_ones = TRUE;
  mute = fixture_dial (f, "600");
  fake_clock_advance (f->clock, COR_GATEWAY_PATIENCE_MS - 1);
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_DIALING);
  fake_clock_advance (f->clock, 1);
  g_assert_cmpint (cor_call_get_end (call), ==, COR_CALL_END_FAILED);
  g_assert_cmpint (cor_call_get_end (mute), ==, COR_CALL_END_FAILED);
  g_assert_nonnull (cor_call_get_end_text (call));
  wait_for (fake_janus_count (f->janus, "hangup") == 1);
  fixture_settle (f);
  fake_clock_advance (f->clock, COR_GATEWAY_CLOSING_MS); /* and no word of its end */
  wait_for (f->janus->n_detached == 1);
  fixture_rest (f, 2);
}

static void
test_sound_failed (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;

  fixture_go_ready (f);
  call = fixture_talk (f, "600");
  fake_peer_fail (fake_peer_source_get (f->source, 0), "No way through.");
  g_assert_cmpint (cor_call_get_end (call), ==, COR_CALL_END_FAILED);
  g_assert_cmpstr (cor_call_get_end_text (call), ==, "No way through.");
  wait_for (fake_janus_count (f->janus, "hangup") == 1);
}

static void
assert_refused_call (Fixture *f, guint code, guint plugin_code)
{
  g_autoptr (CorCall) call = NULL;

  f->janus->fail_ask = "call";
  f->janus->fail_code = code;
  f->janus->plugin_code = plugin_code;
  call = fixture_call_out (f, "600");
  wait_for (cor_call_get_state (call) == COR_CALL_ENDED);
  g_assert_cmpint (cor_call_get_end (call), ==, COR_CALL_END_FAILED);
  g_assert_nonnull (cor_call_get_end_text (call));
}

static void
test_error (Fixture *f, gconstpointer data)
{
  fixture_go_ready (f);
  assert_refused_call (f, 465, 0);
  assert_refused_call (f, 0, 446);
  assert_refused_call (f, 459, 0); /* no such handle */
  f->janus->fail_ask = "attach";
  f->janus->fail_code = 460;
  fixture_settle (f);
}

/* --- In --- */

static void
test_decline (Fixture *f, gconstpointer data)
{
  JsonObject *body;
  CorCall *call;

  fixture_go_ready (f);
  call = fixture_call_in (f);
  cor_call_decline (call);
  g_assert_cmpint (cor_call_get_end (call), ==, COR_CALL_END_DECLINED);
  wait_for (fake_janus_count (f->janus, "decline") == 1);
  body = cor_json_get_object (fake_janus_get_body (f->janus, "decline"), "body");
  g_assert_cmpint (cor_json_get_int (body, "code", 0), ==, 486);
  fixture_settle (f);
  g_assert_cmpint (cor_call_get_state (fixture_call_in (f)), ==, COR_CALL_INCOMING);
  g_assert_cmpuint (f->janus->n_detached, ==, 0); /* the master stays */
}

/* While the master is tidied up, a call is given to any helper that there is. */
static void
test_resting (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) before = NULL;
  guint64 helper;
  CorCall *call;

  fixture_go_ready (f);
  before = fixture_talk (f, "600");
  helper = f->janus->last_call;
  cor_call_hang_up (before);
  wait_for (fake_janus_count (f->janus, "hangup") == 1);
  fixture_settle (f);
  fake_janus_call_in (f->janus, helper, "204", "\"Bea\"");
  wait_for (f->incoming->len == 1);
  call = f->incoming->pdata[0];
  fake_clock_advance (f->clock, COR_GATEWAY_REST_MS);
  fixture_settle (f);
  g_assert_cmpuint (f->janus->n_detached, ==, 0);
  cor_call_answer (call);
  wait_for (cor_call_get_state (call) == COR_CALL_ACTIVE);
  cor_call_hang_up (call);
  wait_for (fake_janus_count (f->janus, "hangup") == 2);
  fixture_rest (f, 1);
}

static void
test_missed (Fixture *f, gconstpointer data)
{
  CorCall *call;

  fixture_go_ready (f);
  call = fixture_call_in (f);
  fake_janus_tell_sip (f->janus, f->janus->master, "hangup", "\"code\":487", NULL);
  wait_for (cor_call_get_state (call) == COR_CALL_ENDED);
  g_assert_cmpint (cor_call_get_end (call), ==, COR_CALL_END_MISSED);
  call = fixture_call_in (f);
  fake_janus_tell_sip (f->janus, f->janus->master, "hangup",
                       "\"code\":487,\"reason_header_protocol\":\"SIP\","
                       "\"reason_header_cause\":\"200\"",
                       NULL);
  wait_for (cor_call_get_state (call) == COR_CALL_ENDED);
  g_assert_cmpint (cor_call_get_end (call), ==, COR_CALL_END_ELSEWHERE);
  g_assert_cmpuint (fake_janus_count (f->janus, "decline"), ==, 0);
}

/* An INVITE without a description: the answer brings ours, and theirs comes with its answer. */
static void
test_offerless (Fixture *f, gconstpointer data)
{
  JsonObject *request;
  CorCall *call;

  fixture_go_ready (f);
  f->janus->silent = TRUE;
  fake_janus_tell_sip (f->janus, f->janus->master, "incomingcall",
                       "\"username\":\"sip:204@127.0.0.1\"", NULL);
  wait_for (f->incoming->len == 1);
  call = f->incoming->pdata[0];
  cor_call_answer (call);
  wait_for (fake_janus_count (f->janus, "accept") == 1);
  request = fake_janus_get_body (f->janus, "accept");
  g_assert_cmpstr (cor_json_get_string (cor_json_get_object (request, "jsep"), "type", 64), ==,
                   "offer");
  fake_janus_tell_sip (f->janus, f->janus->master, "accepted", "", FIXTURE_ANSWER);
  wait_for (cor_call_get_state (call) == COR_CALL_ACTIVE);
  g_assert_nonnull (strstr (fake_peer_source_get (f->source, 0)->remote, "a=setup:active"));
}

static void
test_answer_refused (Fixture *f, gconstpointer data)
{
  CorCall *call;

  fixture_go_ready (f);
  f->janus->fail_ask = "accept";
  f->janus->plugin_code = 447;
  call = fixture_call_in (f);
  cor_call_answer (call);
  wait_for (cor_call_get_state (call) == COR_CALL_ENDED);
  g_assert_cmpint (cor_call_get_end (call), ==, COR_CALL_END_FAILED);
}

/* The connections from before may all hang: the bell is not to wait for that to be seen, since a
 * call that comes until it rings is told to nobody. */
static void
test_fresh_bell (Fixture *f, gconstpointer data)
{
  guint connections, polls;

  fixture_go_ready (f);
  fixture_settle (f);
  connections = g_hash_table_size (f->janus->connections);
  polls = f->janus->n_polls;
  cor_gateway_line_on_network_changed (fixture_line (f));
  wait_for (f->janus->n_wakes == 1);
  g_assert_cmpuint (g_hash_table_size (f->janus->connections), ==, connections + 1);
  wait_for (f->janus->n_polls > polls); /* the one from before has heard it */
  fake_clock_advance (f->clock, COR_JANUS_CHECK_MS);
  g_assert_cmpuint (f->janus->n_wakes, ==, 1);
}

#define ADD(name, func) \
  g_test_add ("/gateway/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("register", test_register);
  ADD ("account", test_account);
  ADD ("not-ready", test_not_ready);
  ADD ("refused", test_refused);
  ADD ("refused-for-now", test_refused_for_now);
  ADD ("no-answer-to-register", test_no_answer_to_register);
  ADD ("refresh", test_refresh);
  ADD ("out/call", test_call_out);
  ADD ("out/early-media", test_early_media);
  ADD ("out/answer-of-its-own", test_answer_of_its_own);
  ADD ("out/no-sound", test_no_sound);
  ADD ("out/ends", test_ends);
  ADD ("out/cancel", test_cancel);
  ADD ("out/not-taken-up", test_not_taken_up);
  ADD ("out/sound-failed", test_sound_failed);
  ADD ("out/error", test_error);
  ADD ("in/call", test_call_in);
  ADD ("in/decline", test_decline);
  ADD ("in/resting", test_resting);
  ADD ("in/missed", test_missed);
  ADD ("in/offerless", test_offerless);
  ADD ("in/answer-refused", test_answer_refused);
  ADD ("fresh-bell", test_fresh_bell);
  return g_test_run ();
}
