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
  wait_for (f->janus->n_detached == 1); /* the helper goes with its call */
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

#define ADD(name, func) \
  g_test_add ("/gateway/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("register", test_register);
  ADD ("account", test_account);
  ADD ("call-out", test_call_out);
  ADD ("call-in", test_call_in);
  return g_test_run ();
}
