/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the exchange says in headers of its own: who is there, what was called, and whether a call
 * asks for an answer by itself. */
#include "fixture.h"
#include "model/call-hints.h"

static void
assert_address (const char *value, const char *number, const char *name)
{
  g_autofree char *read_name = NULL;
  g_autofree char *read = cor_headers_read_address (value, &read_name);

  g_assert_cmpstr (read, ==, number);
  g_assert_cmpstr (read_name, ==, name);
}

static void
test_addresses (void)
{
  assert_address ("\"Ada\" <sip:203@pbx>;party=called", "203", "Ada");
  assert_address ("Ada Lo <sips:%2B39721@pbx:5061;transport=tls>", "+39721", "Ada Lo");
  assert_address ("\"A <sip:666@pbx> \\\" B\" <sip:203@pbx>", "203", "A <sip:666@pbx> \" B");
  assert_address ("sip:203@pbx", "203", NULL);
  assert_address ("<sip:203@pbx>", "203", NULL);
  assert_address ("<sip:anonymous@anonymous.invalid>", "", NULL);
  assert_address ("\"Ada\" <tel:+39721>", "", NULL);
  assert_address ("\"Ada", "", NULL);
  assert_address ("\"Ada\\", "", NULL);
  assert_address ("<", "", NULL);
  assert_address ("", "", NULL);
}

static void
test_asked_for (Fixture *f, gconstpointer data)
{
  JsonObject *body;
  JsonArray *names;

  fixture_go_ready (f); /* the last one is a helper's */
  body = cor_json_get_object (fake_janus_get_body (f->janus, "register"), "body");
  names = cor_json_get_array (body, "incoming_header_prefixes");
  g_assert_cmpstr (cor_json_array_get_string (names, 0, 64), ==, "P-Asserted-Identity");
}

#define HEADERS(text) "\"headers\":{" text "}"

static void
test_party (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;

  fixture_go_ready (f);
  call = fixture_call_out (f, "401");
  fake_janus_tell_sip (f->janus, f->janus->last_call, "ringing",
                       HEADERS ("\"P-Asserted-Identity\":\"\\\"Help\\\" <sip:401@x>\""), NULL);
  wait_for (g_strcmp0 (cor_call_get_name (call), "Help") == 0);
  fake_janus_tell_sip (f->janus, f->janus->last_call, "accepted",
                       HEADERS ("\"remote-party-id\":\"\\\"Ada\\\" <sip:203@x>;party=called\""),
                       FIXTURE_ANSWER);
  wait_for (cor_call_get_state (call) == COR_CALL_ACTIVE);
  g_assert_cmpstr (cor_call_get_number (call), ==, "203");
  g_assert_cmpstr (cor_call_get_name (call), ==, "Ada");
  fake_janus_tell_sip (f->janus, f->janus->last_call, "updatingcall",
                       HEADERS ("\"P-Asserted-Identity\":\"<sip:anonymous@x>\""), NULL);
  fake_janus_tell_sip (f->janus, f->janus->last_call, "updatingcall",
                       HEADERS ("\"P-Asserted-Identity\":{}"), NULL);
  fake_janus_tell_sip (f->janus, f->janus->last_call, "updatingcall", "\"headers\":[]", NULL);
  fixture_settle (f);
  g_assert_cmpstr (cor_call_get_number (call), ==, "203");
  fake_janus_tell_sip (f->janus, f->janus->last_call, "updatingcall",
                       HEADERS ("\"P-Asserted-Identity\":\"<sip:204@x>\""), NULL);
  wait_for (g_str_equal (cor_call_get_number (call), "204"));
  g_assert_null (cor_call_get_name (call));
}

static const CorCallHints *
ring (Fixture *f, const char *callee, const char *headers)
{
  guint n = f->incoming->len;
  g_autofree char *result = g_strdup_printf (
    "\"username\":\"sip:204@x\",\"callee\":\"sip:%s@x\",\"headers\":{%s}", callee, headers);

  fake_janus_tell_sip (f->janus, f->janus->master, "incomingcall", result,
                       "{\"type\":\"offer\",\"sdp\":\"" FAKE_OFFER "\"}");
  wait_for (f->incoming->len == n + 1);
  cor_call_decline (f->incoming->pdata[n]);
  fixture_settle (f);
  return cor_call_get_hints (f->incoming->pdata[n]);
}

static void
test_called (Fixture *f, gconstpointer data)
{
  fixture_go_ready (f);
  g_assert_null (ring (f, "201", "")->called);
  g_assert_cmpstr (ring (f, "92201", "")->called, ==, "92201");
  g_assert_cmpstr (ring (f, "201", "\"Diversion\":\"\\\"Sales\\\" <sip:401@x>\"")->called, ==,
                   "Sales (401)");
  g_assert_cmpstr (
    ring (f, "92201", "\"Diversion\":\"<sip:401@x>\",\"P-Called-Party-ID\":\"<sip:0721@x>\"")
      ->called,
    ==, "0721");
  g_assert_null (ring (f, "201", "\"Diversion\":\"<sip:201@x>\",\"History-Info\":7")->called);
}

static void
test_answer_by_itself (Fixture *f, gconstpointer data)
{
  fixture_go_ready (f);
  g_assert_false (ring (f, "201", "")->wants_answer);
  g_assert_true (ring (f, "201", "\"Answer-Mode\":\"Auto;require\"")->wants_answer);
  g_assert_true (
    ring (f, "201", "\"Alert-Info\":\"<http://x>;info=alert-autoanswer\"")->wants_answer);
  g_assert_false (ring (f, "201", "\"Answer-Mode\":\"Manual\"")->wants_answer);
}

#define ADD(name, func) \
  g_test_add ("/gateway/headers/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gateway/headers/addresses", test_addresses);
  ADD ("asked-for", test_asked_for);
  ADD ("party", test_party);
  ADD ("called", test_called);
  ADD ("answer-by-itself", test_answer_by_itself);
  return g_test_run ();
}
