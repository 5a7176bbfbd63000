/* SPDX-License-Identifier: GPL-3.0-or-later
 * The realtime socket: signing in, news, falls, being taken over. */
#include "live-server.h"
#include <string.h>

static void
test_login (Fixture *f, gconstpointer data)
{
  fixture_go_online (f);
  g_assert_cmpstr (g_ptr_array_index (f->frames, 0), ==, "40");
  g_assert_cmpstr (g_ptr_array_index (f->frames, 1), ==,
                   "42[\"login\",{\"accessKeyId\":\"demo\",\"token\":\"" TOKEN
                   "\",\"uaType\":\"mobile\"}]");
  fixture_settle (f); /* a ping is answered */
}

static void
test_news (Fixture *f, gconstpointer data)
{
  fixture_go_online (f);
  fixture_send_frame (f, "42[\"userMainPresenceUpdate\",{\"mainPresence\":{\"username\":\"ada\","
                         "\"status\":\"dnd\"}}]");
  fixture_expect (f, "ada=dnd");
  fixture_send_frame (f, "42[\"updateDefaultDevice\",\"92201\"]");
  fixture_expect (f, "default-device:92201");
  fixture_send_frame (f, "42[\"serverReloaded\"]");
  fixture_expect (f, "reconnected");
  fixture_send_frame (f, "42[\"extenUpdate\",{\"exten\":\"207\",\"status\":\"offline\"}]");
  fixture_expect (f, "207:offline:0");
  fixture_send_frame (f, "42[\"extenUpdate\",{\"exten\":\"207\",\"status\":\"ringing\"}]");
  fixture_settle (f);
  fake_clock_advance (f->clock, 100);
  fixture_expect (f, "207:ringing:1");
}

/* How the phones stand when the socket comes up. */
static void
test_initial (Fixture *f, gconstpointer data)
{
  g_free (f->extensions);
  f->extensions = fixture_body ("middleware/020-ast-extensions.json");
  fixture_go_online (f);
  fixture_expect (f, "204:offline:0");
}

static void
test_burst (Fixture *f, gconstpointer data)
{
  fixture_go_online (f);
  for (guint i = 0; i < 260; i++) {
    fixture_send_frame (f, "42[\"extenUpdate\",{\"exten\":\"207\",\"status\":\"busy\"}]");
    fixture_send_frame (f, "42[\"userMainPresenceUpdate\",{\"mainPresence\":{\"username\":\"ada\","
                           "\"status\":\"busy\"}}]");
  }
  fixture_settle (f);
  fake_clock_advance (f->clock, 500);
  g_assert_cmpstr (f->news->str, ==, "207:busy:1 ada=busy ");
}

static void
test_silent_login (Fixture *f, gconstpointer data)
{
  f->silent_login = TRUE;
  cor_cti_start_realtime (f->cti);
  run_until_count (&f->n_frames, 2);
  g_assert_cmpint (fake_clock_next (f->clock), ==, COR_REALTIME_LOGIN_MS);
  fake_clock_advance (f->clock, COR_REALTIME_LOGIN_MS - 1);
  g_assert_cmpstr (f->news->str, ==, "");
  fake_clock_advance (f->clock, 1);
  g_assert_cmpstr (f->news->str, ==, "expired ");
  g_assert_false (cor_cti_is_online (f->cti));
  f->silent_login = FALSE;
  fake_clock_advance (f->clock, 1000);
  fixture_expect (f, "online");
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  f->refuse_login = TRUE;
  cor_cti_start_realtime (f->cti);
  fixture_expect (f, "expired");
  g_assert_cmpint (fake_clock_next (f->clock), ==, 500);
}

/* A server that takes the connection and says nothing. */
static void
test_mute_server (Fixture *f, gconstpointer data)
{
  f->mute = TRUE;
  cor_cti_start_realtime (f->cti);
  run_until_count (&f->connections, 1);
  g_assert_cmpint (fake_clock_next (f->clock), ==, COR_REALTIME_OPEN_MS);
  fake_clock_advance (f->clock, COR_REALTIME_OPEN_MS);
  f->mute = FALSE;
  fake_clock_advance (f->clock, 500);
  fixture_expect (f, "online");
  g_assert_cmpuint (f->connections, ==, 2);
}

static void
test_backoff (Fixture *f, gconstpointer data)
{
  static const guint waits[] = { 500, 1000, 2000, 4000, 5000, 5000 };

  g_free (f->extensions);
  f->extensions = g_strdup ("{}");
  fixture_go_online (f);
  soup_server_remove_handler (f->server, "/api/ws/");
  soup_websocket_connection_close (f->peer, 1001, NULL);
  fixture_expect (f, "offline");
  for (guint i = 0; i < G_N_ELEMENTS (waits); i++) {
    guint posts = f->n_posts;

    g_assert_cmpint (fake_clock_next (f->clock), ==, waits[i]);
    fake_clock_advance (f->clock, waits[i]);
    run_until_count (&f->n_posts, posts + 1); /* the request came, and was no socket */
    while (fake_clock_next (f->clock) == COR_REALTIME_OPEN_MS)
      g_main_context_iteration (NULL, TRUE);
  }
  soup_server_add_websocket_handler (f->server, "/api/ws/", NULL, NULL, fixture_on_socket, f, NULL);
  fake_clock_advance (f->clock, 5000);
  fixture_expect (f, "reconnected");
  g_assert_true (cor_cti_is_online (f->cti));

  /* After a good while the next fall begins with a short wait again. */
  f->clock->now += 11 * G_USEC_PER_SEC;
  soup_websocket_connection_close (f->peer, 1001, NULL);
  fixture_expect (f, "offline");
  g_assert_cmpint (fake_clock_next (f->clock), ==, 500);
}

static void
test_dead_line (Fixture *f, gconstpointer data)
{
  fixture_go_online (f);
  fixture_settle (f);
  fake_clock_advance (f->clock, 25000);
  g_assert_true (cor_cti_is_online (f->cti));
  fixture_settle (f); /* the server's ping: the line lives */
  fake_clock_advance (f->clock, 25000 + COR_REALTIME_GRACE_MS - 1);
  g_assert_true (cor_cti_is_online (f->cti));
  fake_clock_advance (f->clock, 1);
  g_assert_false (cor_cti_is_online (f->cti));
}

static void
test_take_over (Fixture *f, gconstpointer data)
{
  fixture_go_online (f);
  fixture_send_frame (f, "42[\"takeOver\"]");
  fixture_expect (f, "taken-over");
  g_assert_false (cor_cti_is_online (f->cti));
  run_until_count (&f->n_frames, 3);
  g_assert_cmpstr (g_ptr_array_index (f->frames, 2), ==, "42[\"takeOverAck\"]");
  fake_clock_advance (f->clock, 3600 * 1000);
  run_for (50);
  g_assert_cmpuint (f->connections, ==, 1); /* no second try */
}

static void
test_stop (Fixture *f, gconstpointer data)
{
  fixture_go_online (f);
  cor_cti_stop_realtime (f->cti);
  g_assert_false (cor_cti_is_online (f->cti));
  fake_clock_advance (f->clock, 3600 * 1000);
  run_for (50);
  g_assert_cmpuint (f->connections, ==, 1);
  cor_cti_start_realtime (f->cti);
  cor_cti_stop_realtime (f->cti); /* while it opens */
  run_for (50);
  g_assert_false (cor_cti_is_online (f->cti));
}

/* Each look at the profile starts it. */
static void
test_started_twice (Fixture *f, gconstpointer data)
{
  fixture_go_online (f);
  cor_cti_start_realtime (f->cti);
  g_assert_true (cor_cti_is_online (f->cti));
  fixture_settle (f);
  g_assert_cmpuint (f->connections, ==, 1);

  /* Nor is a wait cut short: a server that refuses at once would be asked without end. */
  soup_websocket_connection_close (f->peer, 1001, NULL);
  fixture_expect (f, "offline");
  cor_cti_start_realtime (f->cti);
  g_assert_cmpint (fake_clock_next (f->clock), ==, 500);
}

/* The computer has slept, and the old connection says nothing of its end. */
static void
test_renewed (Fixture *f, gconstpointer data)
{
  fixture_go_online (f);
  g_assert_true (cor_cti_renew (f->cti));
  g_assert_false (cor_cti_is_online (f->cti));
  while (!cor_cti_is_online (f->cti)) /* the test's time limit is the watchdog */
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (f->connections, ==, 2);
  g_assert_null (strstr (f->news->str, "reconnected")); /* who renews fetches anyway */

  cor_cti_stop_realtime (f->cti);
  g_assert_false (cor_cti_renew (f->cti));
  g_assert_false (cor_cti_is_online (f->cti));
}

static void
test_garbage (Fixture *f, gconstpointer data)
{
  static const char *const frames[] = {
    "",
    "9",
    "4",
    "42",
    "42[",
    "42[]",
    "42[1]",
    "42[null,null]",
    "42{}",
    "42[\"extenUpdate\"]",
    "42[\"extenUpdate\",null]",
    "42[\"extenUpdate\",{\"exten\":{}}]",
    "40",
    "43[]",
    "0",
    "0[]",
    "42[\"userMainPresenceUpdate\",{\"mainPresence\":7}]",
    "42[\"updateDefaultDevice\",{}]",
    "42[\"extenHangup\",{\"channelExten\":201}]",
    "42[\"login\",{}]",
    "42[\"authe_ok\"]",
  };

  fixture_go_online (f);
  for (guint i = 0; i < G_N_ELEMENTS (frames); i++)
    fixture_send_frame (f, frames[i]);
  fixture_send_frame (f, "2");
  fixture_send_frame (f, "42[\"updateDefaultDevice\",\"ok\"]");
  fixture_expect (f, "default-device:ok");
  g_assert_true (cor_cti_is_online (f->cti));
}

static void
test_big_frame (Fixture *f, gconstpointer data)
{
  g_autofree char *frame = g_strnfill (2 * 1024 * 1024, 'x');

  fixture_go_online (f);
  fixture_send_frame (f, frame);
  fixture_expect (f, "offline");
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
  add ("/cti/realtime/login", test_login);
  add ("/cti/realtime/news", test_news);
  add ("/cti/realtime/initial", test_initial);
  add ("/cti/realtime/burst", test_burst);
  add ("/cti/realtime/silent-login", test_silent_login);
  add ("/cti/realtime/refused", test_refused);
  add ("/cti/realtime/mute-server", test_mute_server);
  add ("/cti/realtime/backoff", test_backoff);
  add ("/cti/realtime/dead-line", test_dead_line);
  add ("/cti/realtime/take-over", test_take_over);
  add ("/cti/realtime/stop", test_stop);
  add ("/cti/realtime/started-twice", test_started_twice);
  add ("/cti/realtime/renewed", test_renewed);
  add ("/cti/realtime/garbage", test_garbage);
  add ("/cti/realtime/big-frame", test_big_frame);
  return g_test_run ();
}
