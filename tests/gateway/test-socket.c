/* SPDX-License-Identifier: GPL-3.0-or-later
 * The gateway by its WebSocket: the same line, and what is different when the
 * connection breaks. */
#include "fixture.h"
#include "socket.h"
#include <string.h>

static void
test_calls (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;
  CorCall *other;

  fixture_go_ready (f);
  call = fixture_talk (f, "600");
  cor_call_hold (call, TRUE);
  wait_for (cor_call_is_held (call));
  fake_janus_tell_sip (f->janus, f->janus->last_call, "hangup", "\"code\":200", NULL);
  wait_for (cor_call_get_state (call) == COR_CALL_ENDED);
  g_assert_cmpint (cor_call_get_end (call), ==, COR_CALL_END_REMOTE);
  other = fixture_call_in (f);
  cor_call_answer (other);
  wait_for (cor_call_get_state (other) == COR_CALL_ACTIVE);
  cor_call_hang_up (other);
  wait_for (fake_janus_count (f->janus, "hangup") == 1);
  g_assert_cmpuint (f->janus->n_sockets, ==, 1);
  g_assert_cmpuint (f->janus->n_polls, ==, 0);
}

/* More than one event at a time, and more than fit into one poll. */
static void
test_many (Fixture *f, gconstpointer data)
{
  fixture_go_ready (f);
  for (guint i = 0; i < 25; i++)
    fake_janus_tell (f->janus, "{\"janus\":\"webrtcup\"}");
  fake_janus_call_in (f->janus, f->janus->master, "204", "null");
  wait_for (f->incoming->len == 1);
}

static void
on_stopped (GObject *source, GAsyncResult *result, gpointer data)
{
  *(gboolean *)data = TRUE;
}

/* Nothing stays open for a line that is not wanted. */
static void
test_leave (Fixture *f, gconstpointer data)
{
  gboolean stopped = FALSE;

  fixture_go_ready (f);
  cor_gateway_line_stop_async (fixture_line (f), on_stopped, &stopped);
  wait_for (stopped);
  g_assert_cmpuint (f->janus->session, ==, 0);
  wait_for (f->janus->socket == NULL);
  cor_line_connect (f->line);
  wait_for (cor_line_get_state (f->line) == COR_LINE_READY);
  g_assert_cmpuint (f->janus->n_sockets, ==, 2);
  g_assert_cmpuint (fake_janus_count (f->janus, "claim"), ==, 0);
}

/* A gateway that keeps sessions for those who come back. */
static void
test_claimed (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;

  fixture_go_ready (f);
  call = fixture_talk (f, "600");
  for (guint i = 2; i < 5; i++) {
    fake_janus_cut_socket (f->janus, FALSE);
    wait_for (f->janus->n_sockets == i && f->janus->n_wakes == i - 1);
    fixture_settle (f);
    fake_clock_advance (f->clock, COR_JANUS_KEEPALIVE_MS);
    wait_for (f->janus->n_keepalives == i - 1);
    fixture_settle (f);
    g_assert_cmpint (cor_line_get_state (f->line), ==, COR_LINE_READY);
  }
  g_assert_cmpuint (fake_janus_count (f->janus, "claim"), ==, 3);
  g_assert_cmpuint (f->janus->n_sessions, ==, 1);
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_ACTIVE);
  fake_janus_tell_sip (f->janus, f->janus->last_call, "hangup", "\"code\":200", NULL);
  wait_for (cor_call_get_state (call) == COR_CALL_ENDED);
}

/* As Janus is set up by itself: the session goes with its connection, and its calls too. */
static void
test_lost (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;

  fixture_go_ready (f);
  call = fixture_talk (f, "600");
  fake_janus_cut_socket (f->janus, TRUE);
  wait_for (f->janus->n_sessions == 2 && cor_line_get_state (f->line) == COR_LINE_READY);
  g_assert_cmpuint (f->janus->n_sockets, ==, 2);
  fake_clock_advance (f->clock, COR_GATEWAY_ORPHAN_MS);
  wait_for (cor_call_get_state (call) == COR_CALL_ENDED);
  g_assert_cmpint (cor_call_get_end (call), ==, COR_CALL_END_FAILED);
}

/* A connection that nobody answers on is given up for another. */
static void
test_silent (Fixture *f, gconstpointer data)
{
  fixture_go_ready (f);
  f->janus->status = 502;
  fake_clock_advance (f->clock, COR_JANUS_KEEPALIVE_MS);
  fixture_settle (f);
  g_assert_cmpuint (f->janus->n_sockets, ==, 1);
  fake_clock_advance (f->clock, COR_JANUS_POST_MS);
  wait_for (f->janus->n_sockets == 2);
  fake_clock_advance (f->clock, COR_JANUS_POST_MS);
  wait_for (cor_line_get_state (f->line) == COR_LINE_REGISTERING);
  f->janus->status = 0;
  fake_clock_advance (f->clock, COR_BACKOFF_CAP_MS);
  wait_for (f->janus->n_wakes > 0);
  wait_for (cor_line_get_state (f->line) == COR_LINE_READY);
}

/* The network is another: whether the old connection still works is found out by asking. */
static void
test_check (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;

  fixture_go_ready (f);
  call = fixture_talk (f, "600");
  cor_gateway_line_on_network_changed (fixture_line (f));
  fake_janus_tell_sip (f->janus, f->janus->last_call, "hangup", "\"code\":200", NULL);
  wait_for (f->janus->n_wakes == 1);
  wait_for (cor_call_get_state (call) == COR_CALL_ENDED);
  g_assert_cmpuint (f->janus->n_sockets, ==, 1);
}

/* Answers to nothing, nothing that is an answer, and what is no JSON at all. */
static void
test_nonsense (Fixture *f, gconstpointer data)
{
  static const char *const texts[] = {
    "{}",
    "{\"janus\":\"success\",\"transaction\":\"strange\",\"data\":{\"id\":1}}",
    "{\"janus\":\"ack\"}",
    "{\"janus\":7,\"transaction\":[]}",
    "{\"janus\":\"event\",\"transaction\":{},\"sender\":\"no\"}",
    "{\"janus\":\"timeout!\"}",
  };
  CorCall *call;

  fixture_go_ready (f);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    fake_janus_tell (f->janus, texts[i]);
  call = fixture_call_in (f);
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_INCOMING);
  g_assert_cmpuint (f->janus->n_sockets, ==, 1);
  fake_janus_tell (f->janus, "{\"janus\":");
  wait_for (f->janus->n_sockets == 2);
  wait_for (cor_line_get_state (f->line) == COR_LINE_READY);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer data)
{
  CorGatewayWay way = cor_gateway_way_by_socket (COR_GATEWAY_SOCKET (source));

  g_assert_null (way.send_finish (source, result, data));
}

/* What nobody takes does not grow without end. */
static void
test_flood (Fixture *f, gconstpointer data)
{
  g_autofree char *url = fake_janus_socket_url (f->janus);
  g_autoptr (CorGatewaySocket) socket = cor_gateway_socket_new (url, NULL, &f->clock->clock);
  CorGatewayWay way = cor_gateway_way_by_socket (socket);
  const CorHttpRequest request = { .url = url,
                                   .body = "{\"janus\":\"create\",\"transaction\":\"1\"}",
                                   .timeout_ms = 1000 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *long_text = g_strnfill (900000, 'x');
  g_autofree char *event = g_strdup_printf ("{\"janus\":\"event\",\"text\":\"%s\"}", long_text);
  GError *error = NULL;

  f->janus->status = 502;
  way.send_async (way.object, &request, cancellable, on_sent, &error);
  wait_for (f->janus->socket != NULL);
  for (guint i = 0; i < 4; i++)
    fake_janus_tell (f->janus, event);
  fixture_settle (f);
  g_assert_no_error (error);
  fake_janus_tell (f->janus, event);
  wait_for (error != NULL);
  g_assert_error (error, COR_NET_ERROR, COR_NET_ERROR_TOO_BIG);
  g_error_free (error);
}

/* Given up before anything came of it, in every phase. */
static void
test_cancelled (Fixture *f, gconstpointer data)
{
  g_autofree char *url = fake_janus_socket_url (f->janus);
  const CorHttpRequest request = { .url = url,
                                   .body = "{\"janus\":\"create\",\"transaction\":\"1\"}",
                                   .timeout_ms = 1000 };

  f->janus->status = 502;
  for (guint i = 0; i < 2; i++) {
    CorGatewaySocket *socket = cor_gateway_socket_new (url, NULL, &f->clock->clock);
    CorGatewayWay way = cor_gateway_way_by_socket (socket);
    g_autoptr (GCancellable) cancellable = g_cancellable_new ();
    GError *error = NULL;

    way.send_async (way.object, &request, cancellable, on_sent, &error);
    if (i == 1)
      wait_for (f->janus->socket != NULL);
    g_cancellable_cancel (cancellable);
    wait_for (error != NULL);
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    g_clear_error (&error);
    g_assert_cmpint (fake_clock_next (f->clock), ==, -1);
    run_ready ();
    g_object_add_weak_pointer (G_OBJECT (socket), (gpointer *)&socket);
    g_object_unref (socket);
    wait_for (socket == NULL);
  }
}

#define ADD(name, func)                                                                           \
  g_test_add ("/gateway/socket/" name, Fixture, GINT_TO_POINTER (FIXTURE_SOCKET), fixture_set_up, \
              func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("calls", test_calls);
  ADD ("many", test_many);
  ADD ("leave", test_leave);
  ADD ("claimed", test_claimed);
  ADD ("lost", test_lost);
  ADD ("silent", test_silent);
  ADD ("check", test_check);
  ADD ("nonsense", test_nonsense);
  ADD ("flood", test_flood);
  ADD ("cancelled", test_cancelled);
  return g_test_run ();
}
