/* SPDX-License-Identifier: GPL-3.0-or-later
 * A gateway line on a gateway in this process. */
#include "fixture.h"

gboolean
fixture_on_watchdog (gpointer what)
{
  g_error ("nothing came for 60 s: %s", (char *)what);
  return G_SOURCE_REMOVE;
}

static void
on_incoming (CorLine *line, CorCall *call, gpointer data)
{
  Fixture *f = data;

  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_INCOMING);
  g_ptr_array_add (f->incoming, g_object_ref (call));
}

void
fixture_set_up (Fixture *f, gconstpointer data)
{
  gboolean direct = GPOINTER_TO_INT (data) == FIXTURE_DIRECT;
  gboolean by_socket = GPOINTER_TO_INT (data) == FIXTURE_SOCKET;
  g_autoptr (GError) error = NULL;
  g_autofree char *url = NULL;
  CorGatewayWay way;
  CorGatewayAccount account = {
    .user = "201", .password = "hush", .domain = "127.0.0.1", .port = 5062, .display_name = "Ada"
  };

  f->janus = fake_janus_new (!direct);
  way = fake_janus_way (f->janus);
  f->clock = fake_clock_new ();
  f->source = fake_peer_source_new ();
  f->http = cor_http_new (NULL);
  f->incoming = g_ptr_array_new_with_free_func (g_object_unref);
  account.url = url = by_socket ? fake_janus_socket_url (f->janus) : fake_janus_url (f->janus);
  f->line = direct ? cor_gateway_line_new_by (COR_PEER_SOURCE (f->source), &way, &f->clock->clock,
                                              &account, &error)
                   : cor_gateway_line_new (COR_PEER_SOURCE (f->source), f->http, &f->clock->clock,
                                           &account, &error);
  g_assert_no_error (error);
  g_signal_connect (f->line, "incoming", G_CALLBACK (on_incoming), f);
}

void
fixture_tear_down (Fixture *f, gconstpointer data)
{
  gpointer line = f->line;

  g_object_add_weak_pointer (G_OBJECT (f->line), &line);
  f->janus->status = 0;
  g_object_unref (f->line);
  g_assert_null (line);
  fake_clock_advance (f->clock, COR_GATEWAY_STOP_MS);
  run_ready ();
  g_assert_cmpint (fake_clock_next (f->clock), ==, -1);
  g_ptr_array_unref (f->incoming);
  g_object_unref (f->source);
  fake_janus_free (f->janus);
  run_ready ();
  g_object_unref (f->http);
  fake_clock_free (f->clock);
}

CorGatewayLine *
fixture_line (Fixture *f)
{
  return COR_GATEWAY_LINE (f->line);
}

void
fixture_settle (Fixture *f)
{
  guint polls = f->janus->n_polls;

  if (f->janus->socket != NULL) {
    run_ready (); /* there is no poll to see; loopback delivers at once */
    return;
  }
  fake_janus_tell (f->janus, "{\"janus\":\"webrtcup\"}");
  wait_for (f->janus->n_polls > polls && g_queue_is_empty (&f->janus->events));
  run_ready ();
}

void
fixture_rest (Fixture *f, guint n)
{
  guint before = f->janus->n_detached;

  fixture_settle (f);
  fake_clock_advance (f->clock, COR_GATEWAY_REST_MS - 1);
  fixture_settle (f);
  g_assert_cmpuint (f->janus->n_detached, ==, before);
  fake_clock_advance (f->clock, 1);
  wait_for (f->janus->n_detached == n);
}

void
fixture_go_ready (Fixture *f)
{
  cor_line_connect (f->line);
  wait_for (cor_line_get_state (f->line) == COR_LINE_READY);
  wait_for (f->janus->n_helpers == 1);
  fixture_settle (f);
}

CorCall *
fixture_dial (Fixture *f, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CorNumber) number = cor_number_parse (text, COR_NUMBER_FROM_LINK, &error);

  g_assert_no_error (error);
  return cor_line_dial (f->line, number);
}

CorCall *
fixture_call_out (Fixture *f, const char *text)
{
  guint calls = fake_janus_count (f->janus, "call");
  CorCall *call = fixture_dial (f, text);

  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_DIALING);
  wait_for (fake_janus_count (f->janus, "call") > calls);
  fixture_settle (f);
  return call;
}

CorCall *
fixture_talk (Fixture *f, const char *text)
{
  CorCall *call = fixture_call_out (f, text);

  fake_janus_tell_sip (f->janus, f->janus->last_call, "accepted", "", FIXTURE_ANSWER);
  wait_for (cor_call_get_state (call) == COR_CALL_ACTIVE);
  return call;
}

CorCall *
fixture_call_in (Fixture *f)
{
  guint n = f->incoming->len;

  fake_janus_call_in (f->janus, f->janus->master, "204", "\"\\\"Bea Bo\\\"\"");
  wait_for (f->incoming->len > n);
  return f->incoming->pdata[n];
}
