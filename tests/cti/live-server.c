/* SPDX-License-Identifier: GPL-3.0-or-later
 * A CTI server in this process, and a client of it. */
#include "live-server.h"
#include <string.h>

#define OPEN_FRAME \
  "0{\"sid\":\"x\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":10000000}"

void
fixture_send_frame (Fixture *f, const char *frame)
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
    fixture_send_frame (f, "40{\"sid\":\"y\"}");
  if (g_str_has_prefix (frame, "42[\"login\"") && f->refuse_login)
    fixture_send_frame (f, "42[\"401\",{\"message\":\"unauthorized access\"}]");
  else if (g_str_has_prefix (frame, "42[\"login\"") && !f->silent_login)
    fixture_send_frame (f, "42[\"authe_ok\",{\"message\":\"authorized successfully\"}]");
}

void
fixture_on_socket (SoupServer *server,
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
    fixture_send_frame (f, OPEN_FRAME);
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

void
fixture_setup (Fixture *f, gconstpointer data)
{
  g_autofree char *host = NULL;
  g_autoptr (GError) error = NULL;

  f->server = server_new (NULL, &f->port);
  soup_server_add_handler (f->server, NULL, on_request, f, NULL);
  soup_server_add_websocket_handler (f->server, "/api/ws/", NULL, NULL, fixture_on_socket, f, NULL);
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

void
fixture_teardown (Fixture *f, gconstpointer data)
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

void
fixture_expect (Fixture *f, const char *news)
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

void
fixture_go_online (Fixture *f)
{
  cor_cti_start_realtime (f->cti);
  fixture_expect (f, "online");
  g_assert_true (cor_cti_is_online (f->cti));
}

/* Everything sent before has been read by the client once it answers this. */
void
fixture_settle (Fixture *f)
{
  guint seen = f->n_frames;

  fixture_send_frame (f, "2");
  run_until_count (&f->n_frames, seen + 1);
  g_assert_cmpstr (g_ptr_array_index (f->frames, f->n_frames - 1), ==, "3");
}
