/* SPDX-License-Identifier: GPL-3.0-or-later
 * The other side of a call through the gateway asks that somebody else is called. */
#include "fixture.h"
#include <string.h>

#define DECIDE_MS (170 * 1000)
#define LEAVE_MS 4000

typedef struct {
  guint n;
  CorCall *call; /* borrowed */
  char *number;
  guint id;
} Asked;

static void
on_referred (CorLine *line, CorCall *call, const char *number, guint id, gpointer data)
{
  Asked *asked = data;

  asked->n++;
  asked->call = call;
  asked->id = id;
  g_free (asked->number);
  asked->number = g_strdup (number);
}

static void
refer (Fixture *f, guint64 handle, guint id, const char *to)
{
  g_autofree char *result = g_strdup_printf ("\"refer_id\":%u,\"refer_to\":\"%s\"", id, to);

  fake_janus_tell_sip (f->janus, handle, "transfer", result, NULL);
}

/* A call whose other side asks for 203. */
static CorCall *
start (Fixture *f, Asked *asked)
{
  CorCall *call;

  fixture_go_ready (f);
  g_signal_connect (f->line, "referred", G_CALLBACK (on_referred), asked);
  call = fixture_talk (f, "600");
  refer (f, f->janus->last_call, 4000000007, "sip:203@127.0.0.1");
  wait_for (asked->n == 1);
  g_assert_true (asked->call == call);
  g_assert_cmpstr (asked->number, ==, "203");
  g_assert_cmpuint (asked->id, ==, 4000000007);
  return call;
}

static CorCall *
follow (Fixture *f, guint id)
{
  g_autoptr (CorNumber) number = cor_number_parse ("203", COR_NUMBER_FROM_SERVER, NULL);

  return cor_line_follow (f->line, number, id);
}

#define ASSERT_DECLINED(f, times, id, sip_code)                                        \
  G_STMT_START                                                                         \
  {                                                                                    \
    JsonObject *body_;                                                                 \
                                                                                       \
    wait_for (fake_janus_count ((f)->janus, "decline") == times);                      \
    body_ = cor_json_get_object (fake_janus_get_body ((f)->janus, "decline"), "body"); \
    g_assert_cmpint (cor_json_get_int (body_, "refer_id", 0), ==, id);                 \
    g_assert_cmpint (cor_json_get_int (body_, "code", 0), ==, sip_code);               \
  }                                                                                    \
  G_STMT_END

/* They are told by the gateway, and leave. */
static void
test_followed (Fixture *f, gconstpointer data)
{
  Asked asked = { 0 };
  g_autoptr (CorCall) before = start (f, &asked);
  g_autoptr (CorCall) after = NULL;
  guint64 handle = f->janus->last_call;
  JsonObject *body;

  after = follow (f, asked.id);
  g_assert_null (follow (f, asked.id));
  wait_for (fake_janus_count (f->janus, "call") == 2);
  g_assert_cmpuint (f->janus->last_call, !=, handle);
  body = cor_json_get_object (fake_janus_get_body (f->janus, "call"), "body");
  g_assert_cmpint (cor_json_get_int (body, "refer_id", 0), ==, 4000000007);
  g_assert_cmpstr (cor_json_get_string (body, "uri", 64), ==, "sip:203@127.0.0.1");
  wait_for (cor_call_is_held (before));
  fake_janus_tell_sip (f->janus, f->janus->last_call, "accepted", "", FIXTURE_ANSWER);
  wait_for (cor_call_get_state (after) == COR_CALL_ACTIVE);
  fake_janus_tell_sip (f->janus, handle, "hangup", "\"code\":200", NULL);
  wait_for (cor_call_get_state (before) == COR_CALL_ENDED);
  g_assert_cmpint (cor_call_get_end (before), ==, COR_CALL_END_LOCAL);
  g_assert_cmpstr (cor_call_get_end_text (before), ==, "The call was transferred.");
  fake_clock_advance (f->clock, LEAVE_MS);
  g_assert_cmpint (cor_call_get_state (after), ==, COR_CALL_ACTIVE);
  g_assert_cmpuint (fake_janus_count (f->janus, "decline"), ==, 0);
  g_free (asked.number);
}

/* Some leave as soon as they have asked. */
static void
test_left_at_once (Fixture *f, gconstpointer data)
{
  Asked asked = { 0 };
  g_autoptr (CorCall) before = start (f, &asked);
  guint64 handle = f->janus->last_call;
  g_autoptr (CorCall) after = follow (f, asked.id);

  fake_janus_tell_sip (f->janus, handle, "hangup", "\"code\":200", NULL);
  wait_for (cor_call_get_state (before) == COR_CALL_ENDED);
  g_assert_cmpint (cor_call_get_end (before), ==, COR_CALL_END_LOCAL);
  g_assert_cmpstr (cor_call_get_end_text (before), ==, "The call was transferred.");
  wait_for (fake_janus_count (f->janus, "call") == 2);
  fake_janus_tell_sip (f->janus, f->janus->last_call, "accepted", "", FIXTURE_ANSWER);
  wait_for (cor_call_get_state (after) == COR_CALL_ACTIVE);
  fake_clock_advance (f->clock, LEAVE_MS);
  g_assert_cmpint (cor_call_get_state (after), ==, COR_CALL_ACTIVE);
  g_free (asked.number);
}

static void
test_left_behind (Fixture *f, gconstpointer data)
{
  Asked asked = { 0 };
  g_autoptr (CorCall) before = start (f, &asked);
  g_autoptr (CorCall) after = follow (f, asked.id);

  wait_for (fake_janus_count (f->janus, "call") == 2);
  fake_janus_tell_sip (f->janus, f->janus->last_call, "accepted", "", FIXTURE_ANSWER);
  wait_for (cor_call_get_state (after) == COR_CALL_ACTIVE);
  fake_clock_advance (f->clock, LEAVE_MS - 1);
  g_assert_cmpint (cor_call_get_state (before), ==, COR_CALL_ACTIVE);
  fake_clock_advance (f->clock, 1);
  g_assert_cmpint (cor_call_get_state (before), ==, COR_CALL_ENDED);
  g_assert_cmpstr (cor_call_get_end_text (before), ==, "The call was transferred.");
  wait_for (fake_janus_count (f->janus, "hangup") == 1);
  g_free (asked.number);
}

/* Nobody there: the call before stays, and they may ask again. */
static void
test_nobody_there (Fixture *f, gconstpointer data)
{
  Asked asked = { 0 };
  g_autoptr (CorCall) before = start (f, &asked);
  g_autoptr (CorCall) after = NULL;
  guint64 handle = f->janus->last_call;

  after = follow (f, asked.id);
  wait_for (fake_janus_count (f->janus, "call") == 2);
  fake_janus_tell_sip (f->janus, f->janus->last_call, "hangup", "\"code\":486", NULL);
  wait_for (cor_call_get_state (after) == COR_CALL_ENDED);
  fake_clock_advance (f->clock, LEAVE_MS);
  g_assert_cmpint (cor_call_get_state (before), ==, COR_CALL_ACTIVE);
  g_assert_cmpuint (fake_janus_count (f->janus, "decline"), ==, 0);
  refer (f, handle, 8, "sip:204@127.0.0.1");
  wait_for (asked.n == 2);
  fake_janus_tell_sip (f->janus, handle, "hangup", "\"code\":200", NULL);
  wait_for (cor_call_get_state (before) == COR_CALL_ENDED);
  g_assert_cmpint (cor_call_get_end (before), ==, COR_CALL_END_REMOTE);
  g_free (asked.number);
}

/* The gateway has not heard of the call: it has to be told that none comes. */
static void
test_given_up (Fixture *f, gconstpointer data)
{
  Asked asked = { 0 };
  g_autoptr (CorCall) before = start (f, &asked);
  g_autoptr (CorCall) after = follow (f, asked.id);

  cor_call_hang_up (after);
  ASSERT_DECLINED (f, 1, 4000000007, 503);
  g_assert_cmpuint (fake_janus_count (f->janus, "call"), ==, 1);
  g_assert_cmpint (cor_call_get_state (before), ==, COR_CALL_ACTIVE);
  g_free (asked.number);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  Asked asked = { 0 };
  g_autoptr (CorCall) before = start (f, &asked);
  guint64 handle = f->janus->last_call;

  cor_line_refuse (f->line, asked.id);
  ASSERT_DECLINED (f, 1, 4000000007, 603);
  g_assert_null (follow (f, asked.id));
  cor_line_refuse (f->line, asked.id);
  for (guint i = 1; i < 3; i++) {
    refer (f, handle, i, "sip:203@127.0.0.1");
    wait_for (asked.n == i + 1);
    cor_line_refuse (f->line, i);
    ASSERT_DECLINED (f, i + 1, i, 603);
  }
  refer (f, handle, 9, "sip:203@127.0.0.1"); /* who goes on asking is not asked about any more */
  ASSERT_DECLINED (f, 4, 9, 603);
  g_assert_cmpuint (asked.n, ==, 3);
  g_assert_cmpint (cor_call_get_state (before), ==, COR_CALL_ACTIVE);
  g_free (asked.number);
}

static void
test_undecided (Fixture *f, gconstpointer data)
{
  Asked asked = { 0 };
  g_autoptr (CorCall) before = start (f, &asked);

  refer (f, f->janus->last_call, 8, "sip:204@127.0.0.1"); /* one at a time */
  ASSERT_DECLINED (f, 1, 8, 491);
  fake_clock_advance (f->clock, DECIDE_MS);
  ASSERT_DECLINED (f, 2, 4000000007, 408);
  g_assert_null (follow (f, asked.id));
  g_assert_cmpint (cor_call_get_state (before), ==, COR_CALL_ACTIVE);
  g_free (asked.number);
}

/* The call goes while it is asked about; the answer goes by a handle that is there. */
static void
test_call_gone (Fixture *f, gconstpointer data)
{
  Asked asked = { 0 };
  g_autoptr (CorCall) before = start (f, &asked);
  g_autofree char *master = g_strdup_printf ("decline %" G_GUINT64_FORMAT, f->janus->master);

  fake_janus_tell_sip (f->janus, f->janus->last_call, "hangup", "\"code\":200", NULL);
  wait_for (cor_call_get_state (before) == COR_CALL_ENDED);
  fixture_rest (f, 1);
  cor_line_refuse (f->line, asked.id);
  ASSERT_DECLINED (f, 1, 4000000007, 603);
  g_assert_true (g_ptr_array_find_with_equal_func (f->janus->asked, master, g_str_equal, NULL));
  g_free (asked.number);
}

static void
test_nonsense (Fixture *f, gconstpointer data)
{
  static const struct {
    const char *to;
    guint code;
  } wishes[] = {
    { "tel:203", 416 },
    { "", 416 },
    { "sip:203@127.0.0.1;method=BYE", 501 },
    { "sip:127.0.0.1", 404 },
    { "sip:anonymous@127.0.0.1", 404 },
  };
  Asked asked = { 0 };
  g_autoptr (CorCall) call = NULL;

  fixture_go_ready (f);
  g_signal_connect (f->line, "referred", G_CALLBACK (on_referred), &asked);
  refer (f, f->janus->master, 1, "sip:203@127.0.0.1"); /* in no call */
  ASSERT_DECLINED (f, 1, 1, 603);
  call = fixture_call_out (f, "600");
  refer (f, f->janus->last_call, 2, "sip:203@127.0.0.1"); /* in none that stands */
  ASSERT_DECLINED (f, 2, 2, 603);
  fake_janus_tell_sip (f->janus, f->janus->last_call, "accepted", "", FIXTURE_ANSWER);
  for (guint i = 0; i < G_N_ELEMENTS (wishes); i++) {
    refer (f, f->janus->last_call, 10 + i, wishes[i].to);
    ASSERT_DECLINED (f, 3 + i, 10 + i, wishes[i].code);
  }
  fake_janus_tell_sip (f->janus, f->janus->last_call, "transfer", "\"refer_id\":{}", NULL);
  fixture_settle (f);
  g_assert_cmpuint (asked.n, ==, 0);
  g_assert_cmpuint (fake_janus_count (f->janus, "call"), ==, 1);
  g_free (asked.number);
}

/* What the gateway has forgotten can't be followed. */
static void
test_gateway_lost (Fixture *f, gconstpointer data)
{
  Asked asked = { 0 };
  g_autoptr (CorCall) before = start (f, &asked);

  fake_janus_restart (f->janus);
  wait_for (cor_line_get_state (f->line) == COR_LINE_REGISTERING);
  g_assert_null (follow (f, asked.id));
  wait_for (cor_line_get_state (f->line) == COR_LINE_READY);
  fixture_settle (f);
  g_assert_cmpuint (fake_janus_count (f->janus, "decline"), ==, 0);
  g_free (asked.number);
}

#define ADD(name, func) \
  g_test_add ("/gateway/referral/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("followed", test_followed);
  ADD ("left-at-once", test_left_at_once);
  ADD ("left-behind", test_left_behind);
  ADD ("nobody-there", test_nobody_there);
  ADD ("given-up", test_given_up);
  ADD ("refused", test_refused);
  ADD ("undecided", test_undecided);
  ADD ("call-gone", test_call_gone);
  ADD ("nonsense", test_nonsense);
  ADD ("gateway-lost", test_gateway_lost);
  return g_test_run ();
}
