/* SPDX-License-Identifier: GPL-3.0-or-later
 * What was called, as the server says it of a call that this computer has: Q13. */
#include "fake-control.h"
#include "live-server.h"
#include "model/call-hints.h"
#include "session-private.h"

typedef struct {
  Fixture server;
  CorSession *session;
  FakeControl *control;
  guint shown; /* anew */
} Queue;

static void
set_up (Queue *f, gconstpointer data)
{
  g_auto (Waiter) waiter = { 0 };

  fixture_setup (&f->server, NULL);
  cor_cti_fetch_profile_async (f->server.cti, NULL, on_waited, &waiter);
  cor_cti_profile_free (cor_cti_fetch_profile_finish (f->server.cti, wait_result (&waiter), NULL));
  fixture_go_online (&f->server);
  f->control = fake_control_new ();
  f->session = cor_session_new ();
  f->session->cti = g_object_ref (f->server.cti);
  cor_session_watch_called (f->session);
}

static void
tear_down (Queue *f, gconstpointer data)
{
  g_assert_finalize_object (f->session);
  g_object_unref (f->control);
  fixture_teardown (&f->server, NULL);
}

/* A phone of the user's, which somebody calls by a queue. */
static void
tell (Queue *f, const char *exten, const char *number, const char *more)
{
  g_autofree char *frame = g_strdup_printf (
    "42[\"extenUpdate\",{\"exten\":\"%s\",\"status\":\"ringing\",\"conversations\":{\"x\":{"
    "\"id\":\"a>b\",\"linkedId\":\"1.1\",\"uniqueId\":\"1.2\",\"direction\":\"in\","
    "\"counterpartNum\":\"%s\",\"queueId\":\"401\",%s}}}]",
    exten, number, more);

  fixture_send_frame (&f->server, frame);
  fixture_settle (&f->server);
  fake_clock_advance (f->server.clock, 100);
}

#define RINGING "\"connected\":false,\"throughQueue\":true"

static void
on_shown (Queue *f)
{
  f->shown++;
}

/* Transfer full. */
static CorCall *
ring (Queue *f, const char *called)
{
  CorCall *call = cor_call_new (COR_CALL_CONTROL (f->control), TRUE, "+390721405516", "here", TRUE);

  cor_call_set_called (call, called);
  g_signal_connect_swapped (call, "notify::place", G_CALLBACK (on_shown), f);
  cor_call_list_add (f->session->calls, call);
  return call;
}

static void
assert_called (Queue *f, CorCall *call, const char *called, guint shown)
{
  g_assert_cmpstr (cor_call_get_hints (call)->called, ==, called);
  g_assert_cmpuint (f->shown, ==, shown);
  cor_call_set_ended (call, COR_CALL_END_MISSED, NULL);
}

static void
test_told_before (Queue *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;

  tell (f, "92201", "0721405516", RINGING);
  call = ring (f, NULL);
  assert_called (f, call, "401", 1);
}

static void
test_told_after (Queue *f, gconstpointer data)
{
  g_autoptr (CorCall) call = ring (f, NULL);

  tell (f, "92201", "0721405516", RINGING);
  tell (f, "92201", "0721405516", RINGING);
  assert_called (f, call, "401", 1);
}

/* The call's own word is a better one. */
static void
test_known (Queue *f, gconstpointer data)
{
  g_autoptr (CorCall) call = ring (f, "Sales (401)");

  tell (f, "92201", "0721405516", RINGING);
  assert_called (f, call, "Sales (401)", 0);
}

/* Somebody else, another phone, no queue, and who talks already. */
static void
test_not_this (Queue *f, gconstpointer data)
{
  g_autoptr (CorCall) call = ring (f, NULL);

  tell (f, "92201", "0721405517", RINGING);
  tell (f, "201", "0721405516", RINGING);
  tell (f, "92201", "0721405516", "\"connected\":false,\"throughQueue\":false");
  tell (f, "92201", "0721405516", "\"connected\":true,\"throughQueue\":true");
  assert_called (f, call, NULL, 0);
}

#define ADD(name, func) g_test_add ("/session/called/" name, Queue, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("told-before", test_told_before);
  ADD ("told-after", test_told_after);
  ADD ("known", test_known);
  ADD ("not-this", test_not_this);
  return g_test_run ();
}
