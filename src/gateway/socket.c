/* SPDX-License-Identifier: GPL-3.0-or-later
 * The gateway by a WebSocket. */
#include "config.h"
#include "socket.h"
#include "net/json.h"
#include "net/websocket.h"
#include <stdlib.h>
#include <string.h>

#define PROTOCOL "janus-protocol"
#define MAX_WAITING (4 * 1024 * 1024) /* bytes told that no poll has taken */
#define MAX_TOLD 10                   /* to one poll */
#define MAX_WORD 256

struct _CorGatewaySocket {
  GObject parent;
  char *url;
  char *host; /* for messages */
  char *ca_file;
  const CorClock *clock;
  CorWebSocket *socket; /* or NULL */
  GCancellable *opening;
  gboolean open;
  guint64 session; /* that was last spoken of; 0: none */
  GQueue asked;    /* Asked */
  GQueue told;     /* GBytes */
  gsize waiting;   /* bytes in `told` */
};

G_DEFINE_FINAL_TYPE (CorGatewaySocket, cor_gateway_socket, G_TYPE_OBJECT)

/* One request without an answer. Owner: the queue; its task keeps the socket. */
typedef struct {
  GTask *task;
  char *transaction; /* NULL: a poll */
  char *text;
  gboolean keeps; /* the session alive */
  gboolean ends;  /* the session */
  GSource *cancel_source;
  guint timer;
} Asked;

/* --- What is asked --- */

/* The task's callback runs within. */
static void
asked_return (CorGatewaySocket *self, Asked *asked, GBytes *body, const GError *error)
{
  g_autoptr (GTask) task = asked->task;

  g_queue_remove (&self->asked, asked);
  g_source_destroy (asked->cancel_source);
  g_source_unref (asked->cancel_source);
  cor_clock_stop (self->clock, &asked->timer);
  g_free (asked->transaction);
  g_free (asked->text);
  g_free (asked);
  if (body != NULL) {
    CorHttpResponse *response = g_new0 (CorHttpResponse, 1);

    response->status = 200;
    response->headers = g_hash_table_new (g_str_hash, g_str_equal);
    response->body = g_bytes_ref (body);
    g_task_return_pointer (task, response, (GDestroyNotify)cor_http_response_free);
  } else {
    g_task_return_error (task, g_error_copy (error));
  }
}

static Asked *
find_asked (CorGatewaySocket *self, const char *transaction)
{
  for (GList *l = self->asked.head; l != NULL; l = l->next) {
    Asked *asked = l->data;

    if (g_strcmp0 (asked->transaction, transaction) == 0 &&
        !g_cancellable_is_cancelled (g_task_get_cancellable (asked->task)))
      return asked;
  }
  return NULL;
}

/* --- The socket --- */

static void
drop (CorGatewaySocket *self)
{
  self->open = FALSE;
  if (self->socket == NULL)
    return;
  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  g_signal_handlers_disconnect_by_data (self->socket, self);
  cor_websocket_close (self->socket);
  g_clear_object (&self->socket);
}

/* Whoever waited may ask again at once, which opens another. */
static void
break_down (CorGatewaySocket *self, const GError *error)
{
  GQueue asked = self->asked;

  drop (self);
  g_queue_init (&self->asked);
  while (!g_queue_is_empty (&asked))
    asked_return (self, g_queue_pop_head (&asked), NULL, error);
}

static void
break_down_by_code (CorGatewaySocket *self, CorNetError code)
{
  g_autoptr (GError) error = cor_net_error_new (code, self->host);

  break_down (self, error);
}

/* --- What the gateway says --- */

static void
forget_told (CorGatewaySocket *self)
{
  g_queue_clear_full (&self->told, (GDestroyNotify)g_bytes_unref);
  self->waiting = 0;
}

static void
answer_poll (CorGatewaySocket *self)
{
  Asked *poll = find_asked (self, NULL);
  g_autoptr (GByteArray) text = NULL;
  g_autoptr (GBytes) body = NULL;

  if (poll == NULL || g_queue_is_empty (&self->told))
    return;
  text = g_byte_array_new ();
  for (guint i = 0; i < MAX_TOLD && !g_queue_is_empty (&self->told); i++) {
    g_autoptr (GBytes) told = g_queue_pop_head (&self->told);

    g_byte_array_append (text, (const guint8 *)(i == 0 ? "[" : ","), 1);
    g_byte_array_append (text, g_bytes_get_data (told, NULL), (guint)g_bytes_get_size (told));
    self->waiting -= g_bytes_get_size (told);
  }
  g_byte_array_append (text, (const guint8 *)"]", 1);
  body = g_byte_array_free_to_bytes (g_steal_pointer (&text));
  asked_return (self, poll, body, NULL);
}

static void
tell (CorGatewaySocket *self, GBytes *told)
{
  if (self->waiting + g_bytes_get_size (told) > MAX_WAITING) {
    break_down_by_code (self, COR_NET_ERROR_TOO_BIG);
    return;
  }
  g_queue_push_tail (&self->told, g_bytes_ref (told));
  self->waiting += g_bytes_get_size (told);
  answer_poll (self);
}

/* A long poll is answered now and then even when nothing is told; so is the one here, when it has
 * been seen that the gateway is well. */
static void
take_answer (CorGatewaySocket *self, Asked *asked, GBytes *text)
{
  gboolean keeps = asked->keeps;

  if (asked->ends)
    drop (self);
  asked_return (self, asked, text, NULL);
  if (keeps) {
    g_autoptr (GBytes) alive = g_bytes_new_static ("{\"janus\":\"keepalive\"}", 21);

    tell (self, alive);
  }
}

static gboolean
is_answer (const char *kind)
{
  return g_strcmp0 (kind, "success") == 0 || g_strcmp0 (kind, "ack") == 0 ||
         g_strcmp0 (kind, "error") == 0;
}

static void
on_text (CorWebSocket *socket, GBytes *text, CorGatewaySocket *self)
{
  g_autoptr (CorGatewaySocket) keep = g_object_ref (self);
  gsize len;
  const char *data = g_bytes_get_data (text, &len);
  g_autoptr (JsonObject) object = cor_json_parse_object (data, len, NULL);
  const char *transaction = cor_json_get_string (object, "transaction", MAX_WORD);
  Asked *asked = transaction != NULL ? find_asked (self, transaction) : NULL;

  if (object == NULL)
    break_down_by_code (self, COR_NET_ERROR_DATA);
  else if (!is_answer (cor_json_get_string (object, "janus", MAX_WORD)))
    tell (self, text);
  else if (asked != NULL)
    take_answer (self, asked, text);
}

static void
on_closed (CorWebSocket *socket, CorGatewaySocket *self)
{
  g_autoptr (CorGatewaySocket) keep = g_object_ref (self);

  break_down_by_code (self, COR_NET_ERROR_CUT);
}

/* --- Opening --- */

/* A session belongs to the connection that it was last spoken of on. Unless the gateway is told
 * to keep it for a while, it went with that, and says so at the next request. */
static void
claim (CorGatewaySocket *self)
{
  g_autofree char *text = g_strdup_printf ("{\"janus\":\"claim\",\"session_id\":%" G_GUINT64_FORMAT
                                           ",\"transaction\":\"claim\"}",
                                           self->session);

  cor_websocket_send (self->socket, text);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CorGatewaySocket) self = data;
  g_autoptr (GError) error = NULL;
  gboolean good = cor_websocket_open_finish (COR_WEBSOCKET (source), result, &error);

  if (self->socket != COR_WEBSOCKET (source))
    return;
  if (!good) {
    break_down (self, error);
    return;
  }
  self->open = TRUE;
  if (self->session != 0)
    claim (self);
  for (GList *l = self->asked.head; l != NULL; l = l->next) {
    Asked *asked = l->data;

    if (asked->text != NULL)
      cor_websocket_send (self->socket, asked->text);
  }
}

static void
open_socket (CorGatewaySocket *self)
{
  self->socket = cor_websocket_new (self->ca_file);
  self->opening = g_cancellable_new ();
  cor_websocket_set_protocol (self->socket, PROTOCOL);
  g_signal_connect (self->socket, "text", G_CALLBACK (on_text), self);
  g_signal_connect (self->socket, "closed", G_CALLBACK (on_closed), self);
  cor_websocket_open_async (self->socket, self->url, self->opening, on_opened, g_object_ref (self));
}

/* --- Asking --- */

static gboolean
on_cancelled (GCancellable *cancellable, gpointer data)
{
  Asked *asked = data;
  g_autoptr (CorGatewaySocket) self = g_object_ref (g_task_get_source_object (asked->task));
  g_autoptr (GError) error = NULL;

  g_cancellable_set_error_if_cancelled (cancellable, &error);
  asked_return (self, asked, NULL, error);
  return G_SOURCE_REMOVE;
}

/* Nobody is there any more: another connection may find somebody. */
static gboolean
on_timeout (gpointer data)
{
  Asked *asked = data;
  g_autoptr (CorGatewaySocket) self = g_object_ref (g_task_get_source_object (asked->task));

  asked->timer = 0;
  break_down_by_code (self, COR_NET_ERROR_TIMEOUT);
  return G_SOURCE_REMOVE;
}

/* By HTTP the address says which session and handle; here the request. */
static void
read_request (CorGatewaySocket *self, Asked *asked, const CorHttpRequest *request)
{
  g_auto (GStrv) words = g_strsplit (request->url + strlen (self->url), "/", 4);
  guint n = g_strv_length (words);
  guint64 session = n > 1 ? strtoull (words[1], NULL, 10) : 0;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;

  if (session != self->session)
    forget_told (self);
  self->session = session;
  if (request->body == NULL)
    return;
  node = cor_json_parse (request->body, strlen (request->body), NULL);
  object = json_node_get_object (node);
  asked->transaction = g_strdup (cor_json_get_string (object, "transaction", MAX_WORD));
  asked->keeps = g_strcmp0 (cor_json_get_string (object, "janus", MAX_WORD), "keepalive") == 0;
  asked->ends = g_strcmp0 (cor_json_get_string (object, "janus", MAX_WORD), "destroy") == 0;
  if (session != 0)
    json_object_set_int_member (object, "session_id", (gint64)session);
  if (n > 2)
    json_object_set_int_member (object, "handle_id", (gint64)strtoull (words[2], NULL, 10));
  asked->text = json_to_string (node, FALSE);
}

static void
send_async (GObject *object,
            const CorHttpRequest *request,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  CorGatewaySocket *self = COR_GATEWAY_SOCKET (object);
  Asked *asked = g_new0 (Asked, 1);

  g_return_if_fail (g_str_has_prefix (request->url, self->url));

  asked->task = g_task_new (self, cancellable, callback, user_data);
  asked->cancel_source = g_cancellable_source_new (cancellable);
  g_source_set_callback (asked->cancel_source, G_SOURCE_FUNC (on_cancelled), asked, NULL);
  g_source_attach (asked->cancel_source, g_main_context_get_thread_default ());
  read_request (self, asked, request);
  g_queue_push_tail (&self->asked, asked);
  if (asked->text != NULL)
    asked->timer = cor_clock_start (self->clock, request->timeout_ms, on_timeout, asked);
  if (self->socket == NULL)
    open_socket (self);
  else if (self->open && asked->text != NULL)
    cor_websocket_send (self->socket, asked->text);
  if (asked->text == NULL)
    answer_poll (self);
}

static CorHttpResponse *
send_finish (GObject *object, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
renew (GObject *object)
{
  g_autoptr (CorGatewaySocket) self = g_object_ref (COR_GATEWAY_SOCKET (object));

  break_down_by_code (self, COR_NET_ERROR_CUT);
}

CorGatewayWay
cor_gateway_way_by_socket (CorGatewaySocket *socket)
{
  return (CorGatewayWay){ G_OBJECT (socket), send_async, send_finish, renew };
}

gboolean
cor_gateway_socket_takes (const char *url)
{
  return url != NULL && (g_str_has_prefix (url, "wss://") || g_str_has_prefix (url, "ws://"));
}

/* --- The object --- */

static void
dispose (GObject *object)
{
  CorGatewaySocket *self = COR_GATEWAY_SOCKET (object);

  drop (self);
  forget_told (self);
  G_OBJECT_CLASS (cor_gateway_socket_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  CorGatewaySocket *self = COR_GATEWAY_SOCKET (object);

  g_free (self->url);
  g_free (self->host);
  g_free (self->ca_file);
  G_OBJECT_CLASS (cor_gateway_socket_parent_class)->finalize (object);
}

static void
cor_gateway_socket_class_init (CorGatewaySocketClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = dispose;
  object_class->finalize = finalize;
}

static void
cor_gateway_socket_init (CorGatewaySocket *self)
{
  g_queue_init (&self->asked);
  g_queue_init (&self->told);
}

CorGatewaySocket *
cor_gateway_socket_new (const char *url, const char *ca_file, const CorClock *clock)
{
  CorGatewaySocket *self = g_object_new (COR_TYPE_GATEWAY_SOCKET, NULL);
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);

  self->url = g_strdup (url);
  self->host = g_strdup (uri != NULL ? g_uri_get_host (uri) : NULL);
  self->ca_file = g_strdup (ca_file);
  self->clock = clock;
  return self;
}
