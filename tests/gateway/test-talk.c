/* SPDX-License-Identifier: GPL-3.0-or-later
 * What happens in calls that go on: several of them, hold, transfer, and
 * descriptions that come in pieces. */
#include "fixture.h"
#include <string.h>

#define TO_SPARE(f) fake_janus_get_spare ((f)->janus)

/* --- Several calls --- */

static void
test_waiting (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) first = NULL;
  CorCall *second;
  guint64 spare;

  fixture_go_ready (f);
  first = fixture_talk (f, "600");
  wait_for (f->janus->n_helpers == 2); /* another is kept free */
  fake_janus_call_in (f->janus, f->janus->master, "204", "\"\"");
  wait_for (f->incoming->len == 1);
  second = f->incoming->pdata[0];
  spare = TO_SPARE (f);
  fake_janus_call_in (f->janus, spare, "205", "null");
  wait_for (f->incoming->len == 2);
  wait_for (f->janus->n_helpers == 3);
  g_assert_null (cor_call_get_name (f->incoming->pdata[1]));
  g_assert_cmpstr (cor_call_get_number (f->incoming->pdata[1]), ==, "205");
  g_assert_false (cor_call_is_held (first));
  cor_call_answer (second);
  wait_for (cor_call_get_state (second) == COR_CALL_ACTIVE);
  wait_for (cor_call_is_held (first)); /* one is spoken in */
  g_assert_true (fake_peer_source_get (f->source, 0)->held);
  g_assert_false (fake_peer_source_get (f->source, 1)->held);
  cor_call_hold (first, FALSE);
  wait_for (!cor_call_is_held (first) && cor_call_is_held (second));
  fake_janus_tell_sip (f->janus, spare, "hangup", "\"code\":487", NULL);
  wait_for (cor_call_get_state (f->incoming->pdata[1]) == COR_CALL_ENDED);
  g_assert_cmpint (cor_call_get_state (first), ==, COR_CALL_ACTIVE);
}

static void
test_two_out (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) first = NULL;
  g_autoptr (CorCall) second = NULL;
  guint64 handle;

  fixture_go_ready (f);
  first = fixture_talk (f, "600");
  handle = f->janus->last_call;
  second = fixture_talk (f, "601");
  g_assert_cmpuint (f->janus->last_call, !=, handle);
  wait_for (cor_call_is_held (first));
  cor_call_hang_up (first);
  fixture_settle (f);
  g_assert_cmpint (cor_call_get_state (second), ==, COR_CALL_ACTIVE);
}

static void
test_too_many (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) calls = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (CorCall) last = NULL;
  JsonObject *body;

  fixture_go_ready (f);
  for (guint i = 0; i < COR_GATEWAY_MAX_CALLS; i++)
    g_ptr_array_add (calls, fixture_talk (f, "600"));
  last = fixture_dial (f, "600");
  wait_for (cor_call_get_state (last) == COR_CALL_ENDED);
  g_assert_nonnull (cor_call_get_end_text (last));
  fake_janus_call_in (f->janus, f->janus->master, "204", "\"\"");
  wait_for (fake_janus_count (f->janus, "decline") == 1);
  body = cor_json_get_object (fake_janus_get_body (f->janus, "decline"), "body");
  g_assert_cmpint (cor_json_get_int (body, "code", 0), ==, 486);
  g_assert_cmpuint (f->incoming->len, ==, 0);
  g_assert_cmpuint (fixture_line (f)->calls->len, ==, COR_GATEWAY_MAX_CALLS);
}

/* A call comes on the very handle that one of ours was about to use. */
static void
test_displaced (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) ours = NULL;
  guint64 spare;

  fixture_go_ready (f);
  spare = TO_SPARE (f);
  f->janus->silent = TRUE;
  ours = fixture_call_out (f, "600");
  g_assert_cmpuint (f->janus->last_call, ==, spare);
  fake_janus_call_in (f->janus, spare, "204", "\"\"");
  wait_for (f->incoming->len == 1);
  wait_for (fake_janus_count (f->janus, "call") == 2);
  g_assert_cmpuint (f->janus->last_call, !=, spare);
  g_assert_cmpint (cor_call_get_state (ours), ==, COR_CALL_DIALING);
  fake_janus_tell_sip (f->janus, f->janus->last_call, "ringing", "", NULL);
  wait_for (cor_call_get_state (ours) == COR_CALL_RINGING);
  g_assert_cmpint (cor_call_get_state (f->incoming->pdata[0]), ==, COR_CALL_INCOMING);
}

/* --- Hold --- */

static void
test_hold (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;
  FakePeer *peer;

  fixture_go_ready (f);
  call = fixture_talk (f, "600");
  peer = fake_peer_source_get (f->source, 0);
  cor_call_hold (call, TRUE);
  g_assert_true (peer->held); /* silent at once */
  wait_for (cor_call_is_held (call));
  cor_call_hold (call, FALSE);
  g_assert_true (peer->held);
  wait_for (!cor_call_is_held (call));
  g_assert_false (peer->held);
  g_assert_null (cor_call_get_trouble (call));
  fake_clock_advance (f->clock, COR_GATEWAY_COMMAND_MS);
  g_assert_null (cor_call_get_trouble (call));
}

static void
test_hold_refused (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;
  FakePeer *peer;

  fixture_go_ready (f);
  f->janus->ignore_hold = TRUE;
  call = fixture_talk (f, "600");
  peer = fake_peer_source_get (f->source, 0);
  cor_call_hold (call, TRUE);
  wait_for (fake_janus_count (f->janus, "hold") == 1);
  fake_clock_advance (f->clock, COR_GATEWAY_COMMAND_MS);
  g_assert_nonnull (cor_call_get_trouble (call));
  g_assert_false (cor_call_is_held (call));
  g_assert_false (peer->held);
  f->janus->fail_ask = "hold";
  f->janus->fail_code = 0;
  f->janus->plugin_code = 444;
  fixture_settle (f);
  cor_call_hold (call, TRUE);
  g_assert_null (cor_call_get_trouble (call));
  wait_for (cor_call_get_trouble (call) != NULL);
  g_assert_false (peer->held);
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_ACTIVE);
}

static char *
make_offer (const char *direction)
{
  return g_strdup_printf ("{\"type\":\"offer\",\"sdp\":\"v=0\\r\\nm=audio 9 UDP/TLS/RTP/SAVPF 8"
                          "\\r\\na=mid:0\\r\\na=%s\\r\\n\"}",
                          direction);
}

static void
assert_update (Fixture *f, CorCall *call, const char *direction, const char *answered)
{
  g_autofree char *offer = make_offer (direction);
  g_autofree char *line = g_strdup_printf ("\r\na=%s\r\n", answered);
  guint n = fake_janus_count (f->janus, "update");
  JsonObject *jsep;
  const char *sdp;

  fake_janus_tell_sip (f->janus, f->janus->last_call, "updatingcall", "", offer);
  wait_for (fake_janus_count (f->janus, "update") == n + 1);
  jsep = cor_json_get_object (fake_janus_get_body (f->janus, "update"), "jsep");
  sdp = cor_json_get_string (jsep, "sdp", 4096);
  g_assert_cmpstr (cor_json_get_string (jsep, "type", 64), ==, "answer");
  g_assert_nonnull (strstr (sdp, line));
  g_assert_nonnull (strstr (sdp, "a=setup:passive\r\n"));
  g_assert_cmpint (cor_call_is_held_by_peer (call), ==, !g_str_equal (direction, "sendrecv"));
}

static void
test_held_by_peer (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;
  JsonObject *jsep;

  fixture_go_ready (f);
  call = fixture_talk (f, "600");
  assert_update (f, call, "sendonly", "recvonly");
  assert_update (f, call, "sendrecv", "sendrecv");
  assert_update (f, call, "inactive", "inactive");
  cor_call_hold (call, TRUE);
  wait_for (cor_call_is_held (call));
  assert_update (f, call, "sendrecv", "sendonly");
  /* Without an offer: ours is asked for. */
  fake_janus_tell_sip (f->janus, f->janus->last_call, "updatingcall", "", NULL);
  wait_for (fake_janus_count (f->janus, "update") == 5);
  jsep = cor_json_get_object (fake_janus_get_body (f->janus, "update"), "jsep");
  g_assert_cmpstr (cor_json_get_string (jsep, "type", 64), ==, "offer");
  g_assert_cmpuint (fake_peer_source_get (f->source, 0)->n_remotes, ==, 1);
}

/* --- Sound --- */

static void
test_mute_and_digits (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;
  FakePeer *peer;

  fixture_go_ready (f);
  call = fixture_talk (f, "tel:600;postd=42");
  peer = fake_peer_source_get (f->source, 0);
  g_assert_cmpstr (peer->digits->str, ==, "42");
  cor_call_send_digits (call, "1#");
  g_assert_cmpstr (peer->digits->str, ==, "421#");
  cor_call_mute (call, TRUE);
  g_assert_true (peer->muted && cor_call_is_muted (call));
  cor_call_mute (call, FALSE);
  g_assert_false (peer->muted || cor_call_is_muted (call));
}

static void
tell_candidate (Fixture *f, guint64 handle, const char *candidate)
{
  g_autofree char *json =
    g_strdup_printf ("{\"janus\":\"trickle\",\"sender\":%" G_GUINT64_FORMAT ",\"candidate\":{%s}}",
                     handle, candidate);

  fake_janus_tell (f->janus, json);
}

#define BARE "{\"type\":\"answer\",\"sdp\":\"v=0\\r\\nm=audio 9 UDP/TLS/RTP/SAVPF 8\\r\\n\"}"

static void
test_trickle_before (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;
  FakePeer *peer;

  fixture_go_ready (f);
  call = fixture_call_out (f, "600");
  peer = fake_peer_source_get (f->source, 0);
  tell_candidate (f, f->janus->last_call, "\"candidate\":\"candidate:1 1 udp 9 192.0.2.1 9 typ\"");
  fake_janus_tell_sip (f->janus, f->janus->last_call, "accepted", "", BARE);
  tell_candidate (f, f->janus->last_call, "\"candidate\":\"candidate:2 1 udp 8 192.0.2.1 8 typ\"");
  wait_for (cor_call_get_state (call) == COR_CALL_ACTIVE);
  fixture_settle (f);
  g_assert_null (peer->remote);
  tell_candidate (f, f->janus->last_call, "\"completed\":true");
  wait_for (peer->remote != NULL);
  g_assert_nonnull (strstr (peer->remote, "\r\na=candidate:1 1 udp 9 192.0.2.1 9 typ\r\n"));
  g_assert_nonnull (strstr (peer->remote, "\r\na=candidate:2 1 udp 8 192.0.2.1 8 typ\r\n"));
}

static void
test_trickle_never_done (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;
  g_autoptr (CorCall) other = NULL;

  fixture_go_ready (f);
  call = fixture_call_out (f, "600");
  fake_janus_tell_sip (f->janus, f->janus->last_call, "accepted", "", BARE);
  wait_for (cor_call_get_state (call) == COR_CALL_ACTIVE);
  fake_clock_advance (f->clock, COR_GATEWAY_TRICKLE_MS - 1);
  g_assert_null (fake_peer_source_get (f->source, 0)->remote);
  fake_clock_advance (f->clock, 1);
  g_assert_nonnull (fake_peer_source_get (f->source, 0)->remote);
  other = fixture_call_out (f, "600");
  fake_janus_tell_sip (f->janus, f->janus->last_call, "accepted", "", BARE);
  for (guint i = 0; i < COR_GATEWAY_MAX_CANDIDATES + 20; i++)
    tell_candidate (f, f->janus->last_call, "\"candidate\":\"candidate:1 1 udp 9 h 9 typ\"");
  wait_for (fake_peer_source_get (f->source, 1)->remote != NULL);
}

/* The sound is over for the gateway, and nothing was said about the call. */
static void
test_cut_off (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;
  g_autofree char *json = NULL;

  fixture_go_ready (f);
  call = fixture_talk (f, "600");
  json = g_strdup_printf ("{\"janus\":\"hangup\",\"sender\":%" G_GUINT64_FORMAT
                          ",\"reason\":\"ICE failed\"}",
                          f->janus->last_call);
  fake_janus_tell (f->janus, json);
  wait_for (cor_call_get_state (call) == COR_CALL_ENDED);
  g_assert_cmpint (cor_call_get_end (call), ==, COR_CALL_END_FAILED);
  g_assert_nonnull (cor_call_get_end_text (call));
}

/* --- Transfer --- */

static void
test_transfer (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;
  JsonObject *body;

  fixture_go_ready (f);
  call = fixture_talk (f, "600");
  cor_call_transfer (call, "202");
  wait_for (fake_janus_count (f->janus, "transfer") == 1);
  body = cor_json_get_object (fake_janus_get_body (f->janus, "transfer"), "body");
  g_assert_cmpstr (cor_json_get_string (body, "uri", 64), ==, "sip:202@127.0.0.1");
  fake_janus_tell_sip (f->janus, f->janus->last_call, "notify",
                       "\"content\":\"SIP/2.0 180 Ringing\"", NULL);
  fixture_settle (f);
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_ACTIVE);
  fake_janus_tell_sip (f->janus, f->janus->last_call, "notify", "\"content\":\"SIP/2.0 486 Busy\"",
                       NULL);
  wait_for (cor_call_get_trouble (call) != NULL);
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_ACTIVE);
  cor_call_transfer (call, "203");
  wait_for (fake_janus_count (f->janus, "transfer") == 2);
  fake_janus_tell_sip (f->janus, f->janus->last_call, "notify", "\"content\":\"SIP/2.0 200 OK\"",
                       NULL);
  wait_for (cor_call_get_state (call) == COR_CALL_ENDED);
  g_assert_cmpint (cor_call_get_end (call), ==, COR_CALL_END_LOCAL);
  g_assert_nonnull (cor_call_get_end_text (call));
}

static void
test_transfer_refused (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;

  fixture_go_ready (f);
  f->janus->fail_ask = "transfer";
  f->janus->plugin_code = 446;
  call = fixture_talk (f, "600");
  cor_call_transfer (call, "202");
  wait_for (cor_call_get_trouble (call) != NULL);
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_ACTIVE);
}

#define ADD(name, func) \
  g_test_add ("/gateway/talk/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("waiting", test_waiting);
  ADD ("two-out", test_two_out);
  ADD ("too-many", test_too_many);
  ADD ("displaced", test_displaced);
  ADD ("hold", test_hold);
  ADD ("hold-refused", test_hold_refused);
  ADD ("held-by-peer", test_held_by_peer);
  ADD ("mute-and-digits", test_mute_and_digits);
  ADD ("trickle-before", test_trickle_before);
  ADD ("trickle-never-done", test_trickle_never_done);
  ADD ("cut-off", test_cut_off);
  ADD ("transfer", test_transfer);
  ADD ("transfer-refused", test_transfer_refused);
  return g_test_run ();
}
