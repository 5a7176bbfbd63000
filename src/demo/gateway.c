/* SPDX-License-Identifier: GPL-3.0-or-later
 * The server's WebRTC gateway: what comes to /janus goes on to a real Janus, and its answers come
 * back, as by the reverse proxy of a real server.
 *
 * Janus holds a poll for up to 30 s; it is held here as long as the client stays. */
#include "gateway.h"
#include "json-out.h"
#include "rest.h"
#include <errno.h>
#include <string.h>
#include <sys/socket.h>

#define PREFIX "/janus"
#define MAX_ANSWER (1024 * 1024)
#define CHUNK 16384
/* For one that never answers; longer than the longest poll. */
#define TIMEOUT_S 90
#define MAX_CONNECTIONS 100

struct _CorGateway {
  CorDemo *demo;
  SoupSession *session;
  char *url; /* without a slash at its end */
  guint requests, held;
};

/* A request on its way. */
typedef struct {
  CorGateway *gateway;
  SoupServerMessage *message;
  SoupMessage *onward;
  GCancellable *cancellable; /* the client has gone, or we go */
  GSource *watch;            /* of the client's connection */
  GByteArray *body;
  gboolean gone;
} Passing;

gboolean
cor_gateway_check_url (const char *url, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  const char *host = uri ? g_uri_get_host (uri) : NULL;
  g_autoptr (GInetAddress) address = host ? g_inet_address_new_from_string (host) : NULL;
  if (uri && g_str_equal (g_uri_get_scheme (uri), "http") && address &&
      g_inet_address_get_is_loopback (address) && !g_uri_get_query (uri) &&
      !g_uri_get_fragment (uri))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               "--gateway %s: give Janus' URL on loopback, such as http://127.0.0.1:8088/janus",
               url);
  return FALSE;
}

/* --- answering --- */

/* What is about the one connection is not passed on (RFC 9110, section 7.6.1). */
static gboolean
is_passed_on (const char *name)
{
  static const char *const own[] = { "Connection",
                                     "Keep-Alive",
                                     "Transfer-Encoding",
                                     "TE",
                                     "Trailer",
                                     "Upgrade",
                                     "Content-Length",
                                     "Host",
                                     "Proxy-Connection",
                                     "Accept-Encoding",
                                     "Expect",
                                     NULL };
  for (guint i = 0; own[i]; i++)
    if (g_ascii_strcasecmp (own[i], name) == 0)
      return FALSE;
  return TRUE;
}

static void
copy_header (const char *name, const char *value, gpointer to)
{
  if (is_passed_on (name))
    soup_message_headers_append (to, name, value);
}

static void
free_passing (Passing *passing)
{
  passing->gateway->held--;
  g_signal_handlers_disconnect_by_data (passing->message, passing);
  g_source_destroy (passing->watch);
  g_source_unref (passing->watch);
  g_object_unref (passing->message);
  g_clear_object (&passing->onward);
  g_object_unref (passing->cancellable);
  g_byte_array_unref (passing->body);
  g_free (passing);
}

static void
answer (Passing *passing, guint status, const char *type, const void *body, gsize length)
{
  if (!passing->gone) {
    soup_server_message_set_status (passing->message, status, NULL);
    soup_server_message_set_response (passing->message, type, SOUP_MEMORY_COPY, body, length);
    soup_server_message_unpause (passing->message);
  }
  free_passing (passing);
}

/* In the words of the server's own proxy. */
static void
answer_failed (Passing *passing, const GError *error)
{
  gboolean late = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  const char *text = late ? "Gateway Timeout" : "Bad Gateway";
  answer (passing, late ? 504 : 502, "text/plain; charset=utf-8", text, strlen (text));
}

static void
answer_passed (Passing *passing)
{
  SoupMessageHeaders *from = soup_message_get_response_headers (passing->onward);
  const char *type = soup_message_headers_get_one (from, "Content-Type");
  if (!passing->gone)
    soup_message_headers_foreach (from, copy_header,
                                  soup_server_message_get_response_headers (passing->message));
  answer (passing, soup_message_get_status (passing->onward), type ? type : "text/plain",
          passing->body->data, passing->body->len);
}

/* FALSE: answered; TRUE: this is as it should be. */
static gboolean
check_fault (Passing *passing)
{
  static const char html[] = "<!doctype html><title>Proxy</title><p>Sign in to the network.";
  static const char json[] = "{\"janus\":\"success\",\"data\":{\"id\":";
  switch (passing->gateway->demo->faults.gateway) {
  case COR_GATEWAY_HTML:
    answer (passing, 200, "text/html", html, strlen (html));
    return FALSE;
  case COR_GATEWAY_BADJSON:
    answer (passing, 200, "application/json", json, strlen (json));
    return FALSE;
  case COR_GATEWAY_502:
    answer_failed (passing, NULL);
    return FALSE;
  case COR_GATEWAY_GOOD:
  default:
    return TRUE;
  }
}

/* --- passing on --- */

static void read_on (Passing *passing, GInputStream *stream);

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Passing *passing = data;
  GInputStream *stream = G_INPUT_STREAM (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (stream, result, &error);
  gsize length = bytes ? g_bytes_get_size (bytes) : 0;
  if (!bytes || passing->body->len + length > MAX_ANSWER) {
    answer_failed (passing, error);
    return;
  }
  if (length) {
    g_byte_array_append (passing->body, g_bytes_get_data (bytes, NULL), length);
    read_on (passing, stream);
  } else
    answer_passed (passing);
}

static void
read_on (Passing *passing, GInputStream *stream)
{
  g_input_stream_read_bytes_async (stream, CHUNK, G_PRIORITY_DEFAULT, passing->cancellable, on_read,
                                   passing);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer data)
{
  Passing *passing = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream =
    soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (!stream)
    answer_failed (passing, error);
  else if (check_fault (passing))
    read_on (passing, stream);
}

static void
on_finished (SoupServerMessage *message, gpointer data)
{
  Passing *passing = data;
  passing->gone = TRUE;
  g_cancellable_cancel (passing->cancellable);
}

/* libsoup does not look at the connection of a message that is paused. */
static gboolean
on_client (GSocket *socket, GIOCondition condition, gpointer data)
{
  Passing *passing = data;
  char byte;
  ssize_t length = recv (g_socket_get_fd (socket), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  if (length == 0 || (length < 0 && errno != EAGAIN && errno != EINTR))
    g_cancellable_cancel (passing->cancellable);
  return length < 0 && (errno == EAGAIN || errno == EINTR);
}

static GSource *
watch_client (Passing *passing)
{
  GSource *source = g_socket_create_source (soup_server_message_get_socket (passing->message),
                                            G_IO_IN | G_IO_HUP, NULL);
  g_source_set_callback (source, (GSourceFunc)(void (*) (void))on_client, passing, NULL);
  g_source_attach (source, NULL);
  return source;
}

static SoupMessage *
make_onward (CorGateway *gateway, SoupServerMessage *message)
{
  GUri *uri = soup_server_message_get_uri (message);
  const char *query = g_uri_get_query (uri);
  g_autofree char *url = g_strconcat (gateway->url, g_uri_get_path (uri) + strlen (PREFIX),
                                      query ? "?" : "", query, NULL);
  SoupMessage *onward = soup_message_new (soup_server_message_get_method (message), url);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  if (!onward)
    return NULL;
  soup_message_add_flags (onward, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_foreach (headers, copy_header, soup_message_get_request_headers (onward));
  if (body->length) {
    g_autoptr (GBytes) bytes = soup_message_body_flatten (body);
    soup_message_set_request_body_from_bytes (
      onward, soup_message_headers_get_one (headers, "Content-Type"), bytes);
  }
  return onward;
}

static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *decoded,
            GHashTable *query,
            gpointer data)
{
  CorGateway *gateway = data;
  const char *path = g_uri_get_path (soup_server_message_get_uri (message));
  gboolean ours = g_str_has_prefix (path, PREFIX) && strchr ("/", path[strlen (PREFIX)]);
  g_autoptr (SoupMessage) onward = NULL;
  Passing *passing;
  if (soup_server_message_get_status (message)) /* too big a body */
    return;
  onward = ours ? make_onward (gateway, message) : NULL;
  if (!onward) {
    soup_server_message_set_status (message, ours ? 400 : 404, NULL);
    return;
  }
  gateway->requests++;
  gateway->held++;
  passing = g_new0 (Passing, 1);
  passing->gateway = gateway;
  passing->message = g_object_ref (message);
  passing->onward = g_steal_pointer (&onward);
  passing->cancellable = g_cancellable_new ();
  passing->body = g_byte_array_new ();
  passing->watch = watch_client (passing);
  g_signal_connect (message, "finished", G_CALLBACK (on_finished), passing);
  soup_server_message_pause (message);
  soup_session_send_async (gateway->session, passing->onward, G_PRIORITY_DEFAULT,
                           passing->cancellable, on_sent, passing);
}

/* --- life --- */

CorGateway *
cor_gateway_new (CorDemo *demo)
{
  const char *url = demo->options.gateway;
  CorGateway *gateway;
  if (!url)
    return NULL;
  gateway = g_new0 (CorGateway, 1);
  gateway->demo = demo;
  gateway->url = g_strndup (url, strlen (url) - g_str_has_suffix (url, "/"));
  gateway->session = soup_session_new_with_options ("timeout", TIMEOUT_S, "max-conns",
                                                    MAX_CONNECTIONS, "max-conns-per-host",
                                                    MAX_CONNECTIONS, "proxy-resolver", NULL, NULL);
  soup_session_remove_feature_by_type (gateway->session, SOUP_TYPE_CONTENT_DECODER);
  soup_server_add_early_handler (demo->server, PREFIX, cor_rest_on_early, NULL, NULL);
  soup_server_add_handler (demo->server, PREFIX, on_request, gateway, NULL);
  return gateway;
}

void
cor_gateway_free (CorGateway *gateway)
{
  if (!gateway)
    return;
  soup_server_remove_handler (gateway->demo->server, PREFIX);
  soup_session_abort (gateway->session);
  while (gateway->held)
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (gateway->session);
  g_free (gateway->url);
  g_free (gateway);
}

void
cor_gateway_write (CorGateway *gateway, GString *out)
{
  if (!gateway)
    return;
  cor_json_open (out, "gateway", '{');
  cor_json_int (out, "requests", gateway->requests);
  cor_json_int (out, "held", gateway->held);
  cor_json_close (out, '}');
}
