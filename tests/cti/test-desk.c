/* SPDX-License-Identifier: GPL-3.0-or-later
 * Calls on desk phones: dialled from here, told of by the server, commanded. */
#include "live-server.h"
#include "model/call-hints.h"
#include <string.h>

static void
fetch_profile (Fixture *f)
{
  g_auto (Waiter) waiter = { 0 };

  cor_cti_fetch_profile_async (f->cti, NULL, on_waited, &waiter);
  cor_cti_profile_free (cor_cti_fetch_profile_finish (f->cti, wait_result (&waiter), NULL));
}

/* One update of phone 201 with at most one conversation, and the client has taken it in. */
static void
phone (Fixture *f, const char *status, const char *id, const char *more)
{
  g_autofree char *conversation =
    id == NULL ? g_strdup ("")
               : g_strdup_printf ("\"%s\":{\"id\":\"%s\",\"linkedId\":\"9.1\",\"uniqueId\":\"9.1\","
                                  "\"direction\":\"out\",%s}",
                                  id, id, more);
  g_autofree char *frame = g_strdup_printf (
    "42[\"extenUpdate\",{\"exten\":\"201\",\"username\":\"demo\",\"status\":\"%s\","
    "\"conversations\":{%s}}]",
    status, conversation);

  fixture_send_frame (f, frame);
  fixture_settle (f);
  fake_clock_advance (f->clock, 100);
}

static void
wait_state (CorCall *call, CorCallState state)
{
  gint64 limit = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  while (cor_call_get_state (call) != state && g_get_monotonic_time () < limit)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpint (cor_call_get_state (call), ==, state);
}

#define PENDING "\"connected\":false,\"counterpartNum\":\"201\",\"counterpartName\":\"<unknown>\""
#define THERE "\"connected\":false,\"counterpartNum\":\"203\",\"counterpartName\":\"Carla Verdi\""
#define TALKING "\"connected\":true,\"counterpartNum\":\"203\",\"counterpartName\":\"Carla Verdi\""

static const char *
last_post (Fixture *f)
{
  return g_ptr_array_index (f->posts, f->n_posts - 1);
}

static CorCall *
dial (Fixture *f, const char *number)
{
  guint posts = f->n_posts;
  CorCall *call = cor_cti_originate (f->cti, number, "201", "Desk");

  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_DIALING);
  g_assert_false (cor_call_is_on_this_computer (call));
  run_until_count (&f->n_posts, posts + 1);
  return call;
}

static void
release_call (Fixture *f, guint status, const char *body)
{
  SoupServerMessage *message = g_ptr_array_index (f->held, 0);

  server_reply (message, status, "application/json", body);
  soup_server_message_unpause (message);
  g_ptr_array_remove_index (f->held, 0);
}

/* Up to talking, as a plain desk phone does it. */
static CorCall *
talk (Fixture *f)
{
  CorCall *call;

  fetch_profile (f);
  fixture_go_online (f);
  f->hold_calls = TRUE;
  call = dial (f, "+39203");
  g_assert_cmpstr (last_post (f), ==,
                   "/astproxy/call {\"number\":\"0039203\",\"endpointId\":\"201\","
                   "\"endpointType\":\"extension\"}");
  phone (f, "ringing", "PJSIP/201-a>", PENDING);
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_DIALING);
  g_assert_null (cor_call_get_name (call));
  release_call (f, 200, "{\"uniqueid\":\"9.1\"}");
  wait_state (call, COR_CALL_RINGING);
  phone (f, "busy", "PJSIP/201-a>PJSIP/203-b", THERE);
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_RINGING);
  g_assert_cmpstr (cor_call_get_name (call), ==, "Carla Verdi");
  phone (f, "busy", "PJSIP/201-a>PJSIP/203-b", TALKING);
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_ACTIVE);
  g_assert_null (strstr (f->news->str, "desk-call"));
  return call;
}

static void
test_call (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = talk (f);

  fixture_send_frame (f, "42[\"extenHangup\",{\"cause\":\"normal_clearing\",\"callerNum\":\"201\","
                         "\"channelExten\":\"201\",\"calledNum\":\"203\"}]");
  phone (f, "online", NULL, NULL);
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_ENDED);
  g_assert_cmpint (cor_call_get_end (call), ==, COR_CALL_END_REMOTE);
}

static void
test_hang_up (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = talk (f);
  guint posts = f->n_posts;

  cor_call_hang_up (call);
  run_until_count (&f->n_posts, posts + 1);
  g_assert_cmpstr (last_post (f), ==,
                   "/astproxy/hangup {\"convid\":\"PJSIP/201-a>PJSIP/203-b\","
                   "\"endpointId\":\"201\",\"endpointType\":\"extension\"}");
  phone (f, "online", NULL, NULL);
  g_assert_cmpint (cor_call_get_end (call), ==, COR_CALL_END_LOCAL);
}

static void
test_mute (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = talk (f);
  guint posts = f->n_posts;

  cor_call_mute (call, TRUE);
  run_until_count (&f->n_posts, posts + 1);
  g_assert_true (g_str_has_prefix (last_post (f), "/astproxy/mute {\"convid\":\"PJSIP/201-a>"));
  while (!cor_call_is_muted (call))
    g_main_context_iteration (NULL, TRUE);
  cor_call_mute (call, FALSE);
  run_until_count (&f->n_posts, posts + 2);
  g_assert_true (g_str_has_prefix (last_post (f), "/astproxy/unmute "));
  while (cor_call_is_muted (call))
    g_main_context_iteration (NULL, TRUE);
}

/* 201 of the recorded profile has no web interface: nothing is asked of the server. */
static void
test_not_permitted (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = talk (f);
  guint posts = f->n_posts;

  cor_call_hold (call, TRUE);
  g_assert_nonnull (cor_call_get_trouble (call));
  g_assert_false (cor_call_is_held (call));
  cor_call_set_trouble (call, NULL);
  cor_call_send_digits (call, "12#");
  g_assert_nonnull (cor_call_get_trouble (call));
  run_for (30);
  g_assert_cmpuint (f->n_posts, ==, posts);
}

static void
permit_all (Fixture *f)
{
  g_autoptr (GPtrArray) endpoints = g_ptr_array_new ();
  static CorCtiEndpoint endpoint = {
    (char *)"201", (char *)"physical", (char *)"Desk", NULL, NULL, TRUE, TRUE, TRUE
  };

  g_ptr_array_add (endpoints, &endpoint);
  cor_desk_set_endpoints (f->cti->desk, endpoints);
}

static void
test_hold (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = talk (f);
  guint posts = f->n_posts;

  permit_all (f);
  cor_call_hold (call, TRUE);
  run_until_count (&f->n_posts, posts + 1);
  g_assert_true (g_str_has_prefix (last_post (f), "/astproxy/toggle_hold "));
  while (!cor_call_is_held (call))
    g_main_context_iteration (NULL, TRUE);
  cor_call_hold (call, TRUE); /* it is already: the key would undo it */
  phone (f, "onhold", "PJSIP/201-a>PJSIP/203-b", TALKING);
  g_assert_true (cor_call_is_held (call));
  phone (f, "busy", "PJSIP/201-a>PJSIP/203-b", TALKING);
  g_assert_false (cor_call_is_held (call)); /* taken back at the phone */
  g_assert_cmpuint (f->n_posts, ==, posts + 1);
}

static void
test_digits (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = talk (f);
  guint posts = f->n_posts;

  permit_all (f);
  cor_call_send_digits (call, "1A");
  g_assert_nonnull (cor_call_get_trouble (call));
  cor_call_send_digits (call, "1*#");
  run_until_count (&f->n_posts, posts + 3);
  for (guint i = 0; i < 3; i++) {
    g_autofree char *tone = g_strdup_printf ("\"tone\":\"%c\"", "1*#"[i]);

    g_assert_nonnull (strstr (g_ptr_array_index (f->posts, posts + i), tone));
  }
  run_for (30);
  g_assert_cmpuint (f->n_posts, ==, posts + 3);
}

/* Turns the loop until a pause has begun, or a post is answered. */
static void
wait_timers (Fixture *f, guint wanted)
{
  while (fake_clock_count_timers (f->clock) != wanted)
    g_main_context_iteration (NULL, TRUE);
}

static void
assert_tone (Fixture *f, guint post, char wanted)
{
  g_autofree char *tone = g_strdup_printf ("\"tone\":\"%c\"", wanted);

  run_until_count (&f->n_posts, post + 1);
  g_assert_nonnull (strstr (g_ptr_array_index (f->posts, post), tone));
}

/* Two seconds for each: what is dialled into may still be speaking. */
static void
test_pauses (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = talk (f);
  guint posts = f->n_posts, timers = fake_clock_count_timers (f->clock);

  permit_all (f);
  cor_call_send_digits (call, ",1w,2");
  g_assert_cmpuint (fake_clock_count_timers (f->clock), ==, timers + 1);
  fake_clock_advance (f->clock, 1999);
  run_for (30);
  g_assert_cmpuint (f->n_posts, ==, posts);
  fake_clock_advance (f->clock, 1);
  assert_tone (f, posts, '1');
  wait_timers (f, timers + 1);
  fake_clock_advance (f->clock, 3999);
  run_for (30);
  g_assert_cmpuint (f->n_posts, ==, posts + 1);
  fake_clock_advance (f->clock, 1);
  assert_tone (f, posts + 1, '2');
  run_for (30);
  g_assert_cmpuint (f->n_posts, ==, posts + 2);
  g_assert_cmpuint (fake_clock_count_timers (f->clock), ==, timers);
}

/* Nothing is sent into whatever comes after. */
static void
test_pause_outlives_call (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = talk (f);
  guint posts = f->n_posts;

  permit_all (f);
  cor_call_send_digits (call, ",,1");
  fixture_send_frame (f, "42[\"extenHangup\",{\"cause\":\"normal_clearing\",\"callerNum\":\"201\","
                         "\"channelExten\":\"201\",\"calledNum\":\"203\"}]");
  phone (f, "online", NULL, NULL);
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_ENDED);
  fake_clock_advance (f->clock, 10000);
  run_for (30);
  g_assert_cmpuint (f->n_posts, ==, posts);
}

static void
test_transfer (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = talk (f);
  guint posts = f->n_posts;

  cor_call_transfer (call, "+390721405516");
  run_until_count (&f->n_posts, posts + 1);
  g_assert_cmpstr (last_post (f), ==,
                   "/astproxy/blindtransfer {\"convid\":\"PJSIP/201-a>PJSIP/203-b\","
                   "\"endpointId\":\"201\",\"to\":\"00390721405516\"}");
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_ACTIVE);
  phone (f, "online", NULL, NULL);
  fake_clock_advance (f->clock, 500);
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_ENDED);
}

/* The call goes on, and says why. */
static void
test_transfer_refused (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = talk (f);

  f->status = 500;
  f->error_header = "no conversation present";
  cor_call_transfer (call, "204");
  while (cor_call_get_trouble (call) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (strstr (cor_call_get_trouble (call), "no conversation present"));
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_ACTIVE);
}

/* Before the server has told of a conversation there is none to transfer. */
static void
test_transfer_too_early (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;
  guint posts;

  fetch_profile (f);
  fixture_go_online (f);
  f->hold_calls = TRUE;
  call = dial (f, "203");
  posts = f->n_posts;
  cor_call_transfer (call, "204");
  run_for (30);
  g_assert_cmpuint (f->n_posts, ==, posts);
}

static void
test_command_fails (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = talk (f);

  f->status = 500;
  f->error_header = "no conversation present";
  cor_call_hang_up (call);
  while (cor_call_get_trouble (call) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (strstr (cor_call_get_trouble (call), "no conversation present"));
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_ACTIVE);
}

static void
test_offline_phone (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;

  fetch_profile (f);
  fixture_go_online (f);
  f->status = 500;
  f->error_header = "exten 201 is offline";
  call = dial (f, "203");
  wait_state (call, COR_CALL_ENDED);
  g_assert_cmpint (cor_call_get_end (call), ==, COR_CALL_END_FAILED);
  g_assert_nonnull (strstr (cor_call_get_end_text (call), "exten 201 is offline"));
}

static void
test_not_picked_up (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;

  fetch_profile (f);
  fixture_go_online (f);
  f->hold_calls = TRUE;
  call = dial (f, "203");
  phone (f, "ringing", "PJSIP/201-a>", PENDING);
  release_call (f, 500, NULL);
  wait_state (call, COR_CALL_ENDED);
  g_assert_cmpint (cor_call_get_end (call), ==, COR_CALL_END_NO_ANSWER);
}

static void
test_busy_there (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;

  fetch_profile (f);
  fixture_go_online (f);
  f->hold_calls = TRUE;
  call = dial (f, "203");
  phone (f, "busy", "PJSIP/201-a>PJSIP/203-b", THERE);
  fixture_send_frame (f, "42[\"extenHangup\",{\"cause\":\"user_busy\",\"channelExten\":\"201\"}]");
  phone (f, "online", NULL, NULL);
  g_assert_cmpint (cor_call_get_end (call), ==, COR_CALL_END_BUSY);
}

/* Rings at the far end, and then the phone has no conversation any more. */
static CorCall *
ring_out (Fixture *f)
{
  CorCall *call;

  fetch_profile (f);
  fixture_go_online (f);
  f->hold_calls = TRUE;
  call = dial (f, "203");
  phone (f, "busy", "PJSIP/201-a>PJSIP/203-b", THERE);
  phone (f, "online", NULL, NULL);
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_RINGING);
  return call;
}

static void
test_late_cause (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = ring_out (f);

  fixture_send_frame (f, "42[\"extenHangup\",{\"cause\":\"user_busy\",\"channelExten\":\"201\"}]");
  wait_state (call, COR_CALL_ENDED);
  g_assert_cmpint (cor_call_get_end (call), ==, COR_CALL_END_BUSY);
}

static void
test_no_cause (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = ring_out (f);

  /* A part of the half second went by while the news was coalesced. */
  fake_clock_advance (f->clock, 399);
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_RINGING);
  fake_clock_advance (f->clock, 101);
  g_assert_cmpint (cor_call_get_end (call), ==, COR_CALL_END_REMOTE);
}

/* Hung up before the server has even made the phone ring. */
static void
test_early_hang_up (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;
  guint posts;

  fetch_profile (f);
  fixture_go_online (f);
  f->hold_calls = TRUE;
  call = dial (f, "203");
  posts = f->n_posts;
  cor_call_hang_up (call);
  g_assert_cmpint (cor_call_get_end (call), ==, COR_CALL_END_LOCAL);
  phone (f, "ringing", "PJSIP/201-a>", PENDING);
  run_until_count (&f->n_posts, posts + 1);
  g_assert_true (
    g_str_has_prefix (last_post (f), "/astproxy/hangup {\"convid\":\"PJSIP/201-a>\","));
}

/* The phone's web interface took the number, and then nobody heard of a call. */
static void
test_silence (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;

  fetch_profile (f);
  fixture_go_online (f);
  g_free (f->reply);
  f->reply = g_strdup ("{\"phoneRespStatusCode\":200}");
  call = dial (f, "203");
  while (fake_clock_count_timers (f->clock) < 4) /* the line's, the poll, the offer's, this one's */
    g_main_context_iteration (NULL, TRUE);
  fake_clock_advance (f->clock, 29999);
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_DIALING);
  fake_clock_advance (f->clock, 1);
  g_assert_cmpint (cor_call_get_end (call), ==, COR_CALL_END_FAILED);
}

/* Without the socket the phone is asked for, every three seconds. */
static void
test_no_socket (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;

  fetch_profile (f);
  f->hold_calls = TRUE;
  call = dial (f, "203");
  g_free (f->extensions);
  f->extensions = g_strdup ("{\"201\":{\"exten\":\"201\",\"status\":\"busy\",\"conversations\":{"
                            "\"A>B\":{\"id\":\"A>B\",\"linkedId\":\"9.1\",\"uniqueId\":\"9.1\","
                            "\"direction\":\"out\"," TALKING "}}}}");
  fake_clock_advance (f->clock, 3000);
  fixture_expect (f, "201:busy:1");
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_ACTIVE);
  g_free (f->extensions);
  f->extensions = g_strdup ("{\"201\":{\"exten\":\"201\",\"status\":\"online\"}}");
  fake_clock_advance (f->clock, 3000);
  fixture_expect (f, "201:online:1");
  g_assert_cmpint (cor_call_get_end (call), ==, COR_CALL_END_REMOTE);
  fake_clock_advance (f->clock, 3000);
  g_assert_cmpuint (fake_clock_count_timers (f->clock), ==, 0); /* nothing left to ask for */
}

/* A call that was there before is not ours. */
static void
test_other_conversation (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;

  fetch_profile (f);
  fixture_go_online (f);
  phone (f, "busy", "PJSIP/201-a>PJSIP/203-b", TALKING);
  g_assert_nonnull (strstr (f->news->str, "desk-call"));
  f->hold_calls = TRUE;
  call = dial (f, "204");
  phone (f, "busy", "PJSIP/201-a>PJSIP/203-b", TALKING ",\"recording\":\"true\"");
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_DIALING);
}

static void
incoming (Fixture *f, const char *status, gboolean connected, gboolean queue)
{
  g_autofree char *frame = g_strdup_printf (
    "42[\"extenUpdate\",{\"exten\":\"201\",\"status\":\"%s\",\"conversations\":{\"x\":{"
    "\"id\":\"PJSIP/trunk-1>PJSIP/201-2\",\"linkedId\":\"7.1\",\"uniqueId\":\"7.2\","
    "\"direction\":\"in\",\"connected\":%s,\"counterpartNum\":\"3339998877\","
    "\"counterpartName\":\"Mario Esterno\",\"throughQueue\":%s,\"queueId\":\"401\"}}}]",
    status, connected ? "true" : "false", queue ? "true" : "false");

  fixture_send_frame (f, frame);
  fixture_settle (f);
  fake_clock_advance (f->clock, 100);
}

static void
test_incoming (Fixture *f, gconstpointer data)
{
  fetch_profile (f);
  permit_all (f);
  fixture_go_online (f);
  incoming (f, "ringing", FALSE, TRUE);
  g_assert_nonnull (f->desk_call);
  g_assert_cmpint (cor_call_get_state (f->desk_call), ==, COR_CALL_INCOMING);
  g_assert_cmpstr (cor_call_get_number (f->desk_call), ==, "3339998877");
  g_assert_cmpstr (cor_call_get_name (f->desk_call), ==, "Mario Esterno");
  g_assert_cmpstr (cor_call_get_hints (f->desk_call)->called, ==, "401"); /* Q13 */
  cor_call_answer (f->desk_call);
  run_until_count (&f->n_posts, 1);
  g_assert_true (g_str_has_prefix (last_post (f), "/astproxy/answer "));
  incoming (f, "busy", TRUE, TRUE);
  g_assert_cmpint (cor_call_get_state (f->desk_call), ==, COR_CALL_ACTIVE);
  phone (f, "online", NULL, NULL);
  g_assert_cmpint (cor_call_get_end (f->desk_call), ==, COR_CALL_END_REMOTE);
}

static void
test_missed (Fixture *f, gconstpointer data)
{
  fetch_profile (f);
  fixture_go_online (f);
  incoming (f, "ringing", FALSE, FALSE);
  g_assert_null (cor_call_get_hints (f->desk_call)->called);
  cor_call_answer (f->desk_call); /* 201 cannot */
  g_assert_nonnull (cor_call_get_trouble (f->desk_call));
  phone (f, "online", NULL, NULL);
  fake_clock_advance (f->clock, 500);
  g_assert_cmpint (cor_call_get_end (f->desk_call), ==, COR_CALL_END_MISSED);
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
  add ("/cti/desk/call", test_call);
  add ("/cti/desk/hang-up", test_hang_up);
  add ("/cti/desk/mute", test_mute);
  add ("/cti/desk/not-permitted", test_not_permitted);
  add ("/cti/desk/hold", test_hold);
  add ("/cti/desk/digits", test_digits);
  add ("/cti/desk/pauses", test_pauses);
  add ("/cti/desk/pause-outlives-call", test_pause_outlives_call);
  add ("/cti/desk/transfer", test_transfer);
  add ("/cti/desk/transfer-refused", test_transfer_refused);
  add ("/cti/desk/transfer-too-early", test_transfer_too_early);
  add ("/cti/desk/command-fails", test_command_fails);
  add ("/cti/desk/offline-phone", test_offline_phone);
  add ("/cti/desk/not-picked-up", test_not_picked_up);
  add ("/cti/desk/busy-there", test_busy_there);
  add ("/cti/desk/late-cause", test_late_cause);
  add ("/cti/desk/no-cause", test_no_cause);
  add ("/cti/desk/early-hang-up", test_early_hang_up);
  add ("/cti/desk/silence", test_silence);
  add ("/cti/desk/no-socket", test_no_socket);
  add ("/cti/desk/other-conversation", test_other_conversation);
  add ("/cti/desk/incoming", test_incoming);
  add ("/cti/desk/missed", test_missed);
  return g_test_run ();
}
