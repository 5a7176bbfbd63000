/* SPDX-License-Identifier: GPL-3.0-or-later
 * The realtime socket and the calls on desk phones, against a server in this
 * process and a clock that is turned by hand. */
#include "common.h"
#include "cti-private.h"
#include "realtime.h"
#include <string.h>

#define OPEN_FRAME \
  "0{\"sid\":\"x\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":10000000}"
#define TOKEN "aaa.bbb.ccc"

typedef struct {
  SoupServer *server;
  guint16 port;
  FakeClock *clock;
  CorCti *cti;
  SoupWebsocketConnection *peer; /* the newest connection, or NULL */
  guint connections;
  gboolean silent_login; /* as the middleware is to a wrong token */
  gboolean refuse_login;
  gboolean mute;     /* accepts, and says nothing */
  GPtrArray *frames; /* what came in */
  guint n_frames;
  /* REST */
  GPtrArray *posts; /* "path body" */
  guint n_posts;
  guint status;
  const char *error_header;
  char *reply;
  char *extensions;
  GPtrArray *held; /* paused SoupServerMessage of /astproxy/call */
  gboolean hold_calls;
  /* What the client told. */
  GString *news;
  guint n_news;
  CorCall *desk_call;
} Fixture;

static void
send_frame (Fixture *f, const char *frame)
{
  soup_websocket_connection_send_text (f->peer, frame);
}

static void
on_frame (SoupWebsocketConnection *peer, int type, GBytes *message, gpointer user_data)
{
  Fixture *f = user_data;
  gsize len;
  const char *data = g_bytes_get_data (message, &len);
  char *frame = g_strndup (data, len);

  g_ptr_array_add (f->frames, frame);
  f->n_frames++;
  if (g_str_equal (frame, "40"))
    send_frame (f, "40{\"sid\":\"y\"}");
  if (g_str_has_prefix (frame, "42[\"login\"") && f->refuse_login)
    send_frame (f, "42[\"401\",{\"message\":\"unauthorized access\"}]");
  else if (g_str_has_prefix (frame, "42[\"login\"") && !f->silent_login)
    send_frame (f, "42[\"authe_ok\",{\"message\":\"authorized successfully\"}]");
}

static void
on_socket (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           SoupWebsocketConnection *connection,
           gpointer user_data)
{
  Fixture *f = user_data;

  g_clear_object (&f->peer);
  f->peer = g_object_ref (connection);
  f->connections++;
  g_signal_connect (connection, "message", G_CALLBACK (on_frame), f);
  if (!f->mute)
    send_frame (f, OPEN_FRAME);
}

static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  Fixture *f = user_data;
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  if (g_str_equal (path, "/api/astproxy/extensions")) {
    server_reply (message, 200, "application/json", f->extensions);
    return;
  }
  if (g_str_equal (path, "/api/user/me")) {
    g_autofree char *me = fixture_body ("middleware/010-user-me.json");

    server_reply (message, 200, "application/json", me);
    return;
  }
  g_ptr_array_add (
    f->posts, g_strdup_printf ("%s %.*s", path + strlen ("/api"), (int)body->length, body->data));
  f->n_posts++;
  if (f->hold_calls && g_str_equal (path, "/api/astproxy/call")) {
    soup_server_message_pause (message);
    g_ptr_array_add (f->held, g_object_ref (message));
    return;
  }
  if (f->error_header != NULL)
    soup_message_headers_append (soup_server_message_get_response_headers (message), "error",
                                 f->error_header);
  server_reply (message, f->status, "application/json", f->reply);
}

static void tell (Fixture *f, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
tell (Fixture *f, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_string_append_vprintf (f->news, format, args);
  va_end (args);
  f->n_news++;
}

static void
on_extension (CorCti *cti, const char *exten, const char *status, gboolean online, Fixture *f)
{
  tell (f, "%s:%s:%d ", exten, status, online);
}

static void
on_presence (CorCti *cti, const char *user, int presence, Fixture *f)
{
  tell (f, "%s=%s ", user, cor_presence_to_word ((CorPresence)presence));
}

static void
on_default_device (CorCti *cti, const char *device, Fixture *f)
{
  tell (f, "default-device:%s ", device);
}

static void
on_plain (CorCti *cti, Fixture *f, const char *word)
{
  tell (f, "%s ", word);
}

static void
on_reconnected (CorCti *cti, Fixture *f)
{
  on_plain (cti, f, "reconnected");
}

static void
on_taken_over (CorCti *cti, Fixture *f)
{
  on_plain (cti, f, "taken-over");
}

static void
on_expired (CorCti *cti, Fixture *f)
{
  on_plain (cti, f, "expired");
}

static void
on_online (CorCti *cti, GParamSpec *pspec, Fixture *f)
{
  on_plain (cti, f, cor_cti_is_online (cti) ? "online" : "offline");
}

static void
on_desk_call (CorCti *cti, CorCall *call, Fixture *f)
{
  g_set_object (&f->desk_call, call);
  on_plain (cti, f, "desk-call");
}

static void
setup (Fixture *f, gconstpointer data)
{
  g_autofree char *host = NULL;
  g_autoptr (GError) error = NULL;

  f->server = server_new (NULL, &f->port);
  soup_server_add_handler (f->server, NULL, on_request, f, NULL);
  soup_server_add_websocket_handler (f->server, "/api/ws/", NULL, NULL, on_socket, f, NULL);
  f->clock = fake_clock_new ();
  f->frames = g_ptr_array_new_with_free_func (g_free);
  f->posts = g_ptr_array_new_with_free_func (g_free);
  f->held = g_ptr_array_new_with_free_func (g_object_unref);
  f->news = g_string_new (NULL);
  f->status = 200;
  f->extensions = g_strdup ("{}");
  host = g_strdup_printf ("http://127.0.0.1:%u", f->port);
  f->cti = cor_cti_new_full (host, NULL, &f->clock->clock, &error);
  g_assert_no_error (error);
  cor_cti_set_token (f->cti, "demo", TOKEN);
  g_signal_connect (f->cti, "extension", G_CALLBACK (on_extension), f);
  g_signal_connect (f->cti, "presence", G_CALLBACK (on_presence), f);
  g_signal_connect (f->cti, "default-device", G_CALLBACK (on_default_device), f);
  g_signal_connect (f->cti, "reconnected", G_CALLBACK (on_reconnected), f);
  g_signal_connect (f->cti, "taken-over", G_CALLBACK (on_taken_over), f);
  g_signal_connect (f->cti, "expired", G_CALLBACK (on_expired), f);
  g_signal_connect (f->cti, "notify::online", G_CALLBACK (on_online), f);
  g_signal_connect (f->cti, "desk-call", G_CALLBACK (on_desk_call), f);
}

static void
on_gone (gpointer gone, GObject *object)
{
  *(gboolean *)gone = TRUE;
}

static void
teardown (Fixture *f, gconstpointer data)
{
  gboolean gone = FALSE;

  for (guint i = 0; i < f->held->len; i++) {
    server_reply (g_ptr_array_index (f->held, i), 500, NULL, NULL);
    soup_server_message_unpause (g_ptr_array_index (f->held, i));
  }
  g_object_weak_ref (G_OBJECT (f->cti), on_gone, &gone);
  g_signal_handlers_disconnect_by_data (f->cti, f);
  g_object_unref (f->cti);
  run_until (&gone); /* requests under way hold it */
  g_clear_object (&f->desk_call);
  g_clear_object (&f->peer);
  soup_server_disconnect (f->server);
  g_object_unref (f->server);
  g_assert_cmpuint (fake_clock_count_timers (f->clock), ==, 0);
  fake_clock_free (f->clock);
  g_ptr_array_unref (f->frames);
  g_ptr_array_unref (f->posts);
  g_ptr_array_unref (f->held);
  g_string_free (f->news, TRUE);
  g_free (f->reply);
  g_free (f->extensions);
}

/* Turns loop and clock until the client has told so. */
static void
expect (Fixture *f, const char *news)
{
  gint64 limit = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  while (strstr (f->news->str, news) == NULL) {
    if (g_get_monotonic_time () > limit)
      g_error ("waited for '%s', told: '%s'", news, f->news->str);
    while (g_main_context_iteration (NULL, FALSE))
      ;
    if (strstr (f->news->str, news) != NULL)
      break;
    fake_clock_advance (f->clock, 0);
    g_usleep (200);
  }
  g_string_truncate (f->news, 0);
}

static void
go_online (Fixture *f)
{
  cor_cti_start_realtime (f->cti);
  expect (f, "online");
  g_assert_true (cor_cti_is_online (f->cti));
}

/* Everything sent before has been read by the client once it answers this. */
static void
settle (Fixture *f)
{
  guint seen = f->n_frames;

  send_frame (f, "2");
  run_until_count (&f->n_frames, seen + 1);
  g_assert_cmpstr (g_ptr_array_index (f->frames, f->n_frames - 1), ==, "3");
}

static void
test_login (Fixture *f, gconstpointer data)
{
  go_online (f);
  g_assert_cmpstr (g_ptr_array_index (f->frames, 0), ==, "40");
  g_assert_cmpstr (g_ptr_array_index (f->frames, 1), ==,
                   "42[\"login\",{\"accessKeyId\":\"demo\",\"token\":\"" TOKEN
                   "\",\"uaType\":\"mobile\"}]");
  settle (f); /* a ping is answered */
}

static void
test_news (Fixture *f, gconstpointer data)
{
  go_online (f);
  send_frame (f, "42[\"userMainPresenceUpdate\",{\"mainPresence\":{\"username\":\"ada\","
                 "\"status\":\"dnd\"}}]");
  expect (f, "ada=dnd");
  send_frame (f, "42[\"updateDefaultDevice\",\"92201\"]");
  expect (f, "default-device:92201");
  send_frame (f, "42[\"serverReloaded\"]");
  expect (f, "reconnected");
  send_frame (f, "42[\"extenUpdate\",{\"exten\":\"207\",\"status\":\"offline\"}]");
  expect (f, "207:offline:0");
  send_frame (f, "42[\"extenUpdate\",{\"exten\":\"207\",\"status\":\"ringing\"}]");
  settle (f);
  fake_clock_advance (f->clock, 100);
  expect (f, "207:ringing:1");
}

/* How the phones stand when the socket comes up. */
static void
test_initial (Fixture *f, gconstpointer data)
{
  g_free (f->extensions);
  f->extensions = fixture_body ("middleware/020-ast-extensions.json");
  go_online (f);
  expect (f, "204:offline:0");
}

static void
test_burst (Fixture *f, gconstpointer data)
{
  go_online (f);
  for (guint i = 0; i < 260; i++) {
    send_frame (f, "42[\"extenUpdate\",{\"exten\":\"207\",\"status\":\"busy\"}]");
    send_frame (f, "42[\"userMainPresenceUpdate\",{\"mainPresence\":{\"username\":\"ada\","
                   "\"status\":\"busy\"}}]");
  }
  settle (f);
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
  expect (f, "online");
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  f->refuse_login = TRUE;
  cor_cti_start_realtime (f->cti);
  expect (f, "expired");
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
  expect (f, "online");
  g_assert_cmpuint (f->connections, ==, 2);
}

static void
test_backoff (Fixture *f, gconstpointer data)
{
  static const guint waits[] = { 500, 1000, 2000, 4000, 5000, 5000 };

  g_free (f->extensions);
  f->extensions = g_strdup ("{}");
  go_online (f);
  soup_server_remove_handler (f->server, "/api/ws/");
  soup_websocket_connection_close (f->peer, 1001, NULL);
  expect (f, "offline");
  for (guint i = 0; i < G_N_ELEMENTS (waits); i++) {
    guint posts = f->n_posts;

    g_assert_cmpint (fake_clock_next (f->clock), ==, waits[i]);
    fake_clock_advance (f->clock, waits[i]);
    run_until_count (&f->n_posts, posts + 1); /* the request came, and was no socket */
    while (fake_clock_next (f->clock) == COR_REALTIME_OPEN_MS)
      g_main_context_iteration (NULL, TRUE);
  }
  soup_server_add_websocket_handler (f->server, "/api/ws/", NULL, NULL, on_socket, f, NULL);
  fake_clock_advance (f->clock, 5000);
  expect (f, "reconnected");
  g_assert_true (cor_cti_is_online (f->cti));

  /* After a good while the next fall begins with a short wait again. */
  f->clock->now += 11 * G_USEC_PER_SEC;
  soup_websocket_connection_close (f->peer, 1001, NULL);
  expect (f, "offline");
  g_assert_cmpint (fake_clock_next (f->clock), ==, 500);
}

static void
test_dead_line (Fixture *f, gconstpointer data)
{
  go_online (f);
  settle (f);
  fake_clock_advance (f->clock, 25000);
  g_assert_true (cor_cti_is_online (f->cti));
  settle (f); /* the server's ping: the line lives */
  fake_clock_advance (f->clock, 25000 + COR_REALTIME_GRACE_MS - 1);
  g_assert_true (cor_cti_is_online (f->cti));
  fake_clock_advance (f->clock, 1);
  g_assert_false (cor_cti_is_online (f->cti));
}

static void
test_take_over (Fixture *f, gconstpointer data)
{
  go_online (f);
  send_frame (f, "42[\"takeOver\"]");
  expect (f, "taken-over");
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
  go_online (f);
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

  go_online (f);
  for (guint i = 0; i < G_N_ELEMENTS (frames); i++)
    send_frame (f, frames[i]);
  send_frame (f, "2");
  send_frame (f, "42[\"updateDefaultDevice\",\"ok\"]");
  expect (f, "default-device:ok");
  g_assert_true (cor_cti_is_online (f->cti));
}

static void
test_big_frame (Fixture *f, gconstpointer data)
{
  g_autofree char *frame = g_strnfill (2 * 1024 * 1024, 'x');

  go_online (f);
  send_frame (f, frame);
  expect (f, "offline");
}

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

  send_frame (f, frame);
  settle (f);
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
  go_online (f);
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

  send_frame (f, "42[\"extenHangup\",{\"cause\":\"normal_clearing\",\"callerNum\":\"201\","
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
  go_online (f);
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
  go_online (f);
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
  go_online (f);
  f->hold_calls = TRUE;
  call = dial (f, "203");
  phone (f, "busy", "PJSIP/201-a>PJSIP/203-b", THERE);
  send_frame (f, "42[\"extenHangup\",{\"cause\":\"user_busy\",\"channelExten\":\"201\"}]");
  phone (f, "online", NULL, NULL);
  g_assert_cmpint (cor_call_get_end (call), ==, COR_CALL_END_BUSY);
}

/* Hung up before the server has even made the phone ring. */
static void
test_early_hang_up (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;
  guint posts;

  fetch_profile (f);
  go_online (f);
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
  go_online (f);
  g_free (f->reply);
  f->reply = g_strdup ("{\"phoneRespStatusCode\":200}");
  call = dial (f, "203");
  while (fake_clock_next (f->clock) != 30000)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_DIALING);
  fake_clock_advance (f->clock, 30000);
  g_assert_cmpint (cor_call_get_end (call), ==, COR_CALL_END_FAILED);
}

/* A call that was there before is not ours. */
static void
test_other_conversation (Fixture *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;

  fetch_profile (f);
  go_online (f);
  phone (f, "busy", "PJSIP/201-a>PJSIP/203-b", TALKING);
  g_assert_nonnull (strstr (f->news->str, "desk-call"));
  f->hold_calls = TRUE;
  call = dial (f, "204");
  phone (f, "busy", "PJSIP/201-a>PJSIP/203-b", TALKING ",\"recording\":\"true\"");
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_DIALING);
}

static void
incoming (Fixture *f, const char *status, gboolean connected)
{
  g_autofree char *frame = g_strdup_printf (
    "42[\"extenUpdate\",{\"exten\":\"201\",\"status\":\"%s\",\"conversations\":{\"x\":{"
    "\"id\":\"PJSIP/trunk-1>PJSIP/201-2\",\"linkedId\":\"7.1\",\"uniqueId\":\"7.2\","
    "\"direction\":\"in\",\"connected\":%s,\"counterpartNum\":\"3339998877\","
    "\"counterpartName\":\"Mario Esterno\"}}}]",
    status, connected ? "true" : "false");

  send_frame (f, frame);
  settle (f);
  fake_clock_advance (f->clock, 100);
}

static void
test_incoming (Fixture *f, gconstpointer data)
{
  fetch_profile (f);
  permit_all (f);
  go_online (f);
  incoming (f, "ringing", FALSE);
  g_assert_nonnull (f->desk_call);
  g_assert_cmpint (cor_call_get_state (f->desk_call), ==, COR_CALL_INCOMING);
  g_assert_cmpstr (cor_call_get_number (f->desk_call), ==, "3339998877");
  g_assert_cmpstr (cor_call_get_name (f->desk_call), ==, "Mario Esterno");
  cor_call_answer (f->desk_call);
  run_until_count (&f->n_posts, 1);
  g_assert_true (g_str_has_prefix (last_post (f), "/astproxy/answer "));
  incoming (f, "busy", TRUE);
  g_assert_cmpint (cor_call_get_state (f->desk_call), ==, COR_CALL_ACTIVE);
  phone (f, "online", NULL, NULL);
  g_assert_cmpint (cor_call_get_end (f->desk_call), ==, COR_CALL_END_REMOTE);
}

static void
test_missed (Fixture *f, gconstpointer data)
{
  fetch_profile (f);
  go_online (f);
  incoming (f, "ringing", FALSE);
  cor_call_answer (f->desk_call); /* 201 cannot */
  g_assert_nonnull (cor_call_get_trouble (f->desk_call));
  phone (f, "online", NULL, NULL);
  g_assert_cmpint (cor_call_get_end (f->desk_call), ==, COR_CALL_END_MISSED);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, setup, test, teardown);
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
  add ("/cti/realtime/garbage", test_garbage);
  add ("/cti/realtime/big-frame", test_big_frame);
  add ("/cti/desk/call", test_call);
  add ("/cti/desk/hang-up", test_hang_up);
  add ("/cti/desk/mute", test_mute);
  add ("/cti/desk/not-permitted", test_not_permitted);
  add ("/cti/desk/hold", test_hold);
  add ("/cti/desk/digits", test_digits);
  add ("/cti/desk/command-fails", test_command_fails);
  add ("/cti/desk/offline-phone", test_offline_phone);
  add ("/cti/desk/not-picked-up", test_not_picked_up);
  add ("/cti/desk/busy-there", test_busy_there);
  add ("/cti/desk/early-hang-up", test_early_hang_up);
  add ("/cti/desk/silence", test_silence);
  add ("/cti/desk/other-conversation", test_other_conversation);
  add ("/cti/desk/incoming", test_incoming);
  add ("/cti/desk/missed", test_missed);
  return g_test_run ();
}
