/* SPDX-License-Identifier: GPL-3.0-or-later
 * A WebSocket by libsoup, under CorHttp's rules. */
#include "config.h"
#include "net/websocket.h"
#include "net/host.h"
#include <libsoup/soup.h>

struct _CorWebSocket {
  GObject parent;
  char *ca_file;
  char *protocols[2];
  SoupSession *session;
  SoupWebsocketConnection *connection; /* NULL before it is open and after it has closed */
  gboolean closing; /* holds a reference: what was sent before has still to go out */
};

G_DEFINE_FINAL_TYPE (CorWebSocket, cor_websocket, G_TYPE_OBJECT)

enum { TEXT, CLOSED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
on_message (CorWebSocket *self, int type, GBytes *message)
{
  if (type == SOUP_WEBSOCKET_DATA_TEXT)
    g_signal_emit (self, signals[TEXT], 0, message);
}

static void
on_closed (CorWebSocket *self)
{
  g_autoptr (SoupWebsocketConnection) connection = g_steal_pointer (&self->connection);

  if (connection == NULL)
    return;
  g_signal_handlers_disconnect_by_data (connection, self);
  g_signal_emit (self, signals[CLOSED], 0);
  if (self->closing) {
    self->closing = FALSE;
    g_object_unref (self);
  }
}

static GError *
translate (const GError *cause, const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);
  const char *host = g_uri_get_host (uri);

  g_debug ("websocket: %s: %s", host, cause->message);
  return cor_net_error_new (
    cause->domain == G_TLS_ERROR ? COR_NET_ERROR_TLS : COR_NET_ERROR_CONNECT, host);
}

static void
adopt (CorWebSocket *self, SoupWebsocketConnection *connection)
{
  self->connection = connection;
  soup_websocket_connection_set_max_incoming_payload_size (connection, COR_WEBSOCKET_MAX_FRAME);
  g_signal_connect_object (connection, "message", G_CALLBACK (on_message), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (connection, "closed", G_CALLBACK (on_closed), self, G_CONNECT_SWAPPED);
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CorWebSocket *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  SoupWebsocketConnection *connection =
    soup_session_websocket_connect_finish (SOUP_SESSION (source), result, &error);

  if (connection == NULL) {
    if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      g_task_return_error (task, g_steal_pointer (&error));
    else
      g_task_return_error (task, translate (error, g_task_get_task_data (task)));
    return;
  }
  adopt (self, connection);
  g_task_return_boolean (task, TRUE);
}

static gboolean
set_trust (CorWebSocket *self, GError **error)
{
  g_autoptr (GTlsDatabase) database = NULL;

  if (self->ca_file == NULL)
    return TRUE;
  database = g_tls_file_database_new (self->ca_file, error);
  if (database == NULL)
    return FALSE;
  soup_session_set_tls_database (self->session, database);
  return TRUE;
}

static gboolean
is_loopback_url (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);

  return cor_host_is_loopback (g_uri_get_host (uri));
}

void
cor_websocket_set_protocol (CorWebSocket *self, const char *protocol)
{
  g_free (self->protocols[0]);
  self->protocols[0] = g_strdup (protocol);
}

void
cor_websocket_open_async (CorWebSocket *self,
                          const char *url,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (SoupMessage) message = NULL;
  GError *error = NULL;

  g_task_set_source_tag (task, cor_websocket_open_async);
  g_task_set_task_data (task, g_strdup (url), g_free);
  if (!cor_host_check_url (url, &error) || !set_trust (self, &error)) {
    g_task_return_error (task, error);
    return;
  }
  if (is_loopback_url (url))
    soup_session_set_proxy_resolver (self->session, NULL);
  message = soup_message_new ("GET", url);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_session_websocket_connect_async (self->session, message, NULL, self->protocols,
                                        G_PRIORITY_DEFAULT, cancellable, on_connected,
                                        g_object_ref (task));
}

gboolean
cor_websocket_open_finish (CorWebSocket *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
cor_websocket_send (CorWebSocket *self, const char *text)
{
  if (self->connection != NULL &&
      soup_websocket_connection_get_state (self->connection) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_send_text (self->connection, text);
}

void
cor_websocket_close (CorWebSocket *self)
{
  if (self->connection == NULL || self->closing ||
      soup_websocket_connection_get_state (self->connection) != SOUP_WEBSOCKET_STATE_OPEN)
    return;
  self->closing = TRUE;
  g_object_ref (self);
  soup_websocket_connection_close (self->connection, SOUP_WEBSOCKET_CLOSE_NORMAL, NULL);
}

static void
dispose (GObject *object)
{
  CorWebSocket *self = COR_WEBSOCKET (object);

  if (self->connection != NULL)
    g_signal_handlers_disconnect_by_data (self->connection, self);
  g_clear_object (&self->connection);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (cor_websocket_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_free (COR_WEBSOCKET (object)->ca_file);
  g_free (COR_WEBSOCKET (object)->protocols[0]);
  G_OBJECT_CLASS (cor_websocket_parent_class)->finalize (object);
}

static void
cor_websocket_class_init (CorWebSocketClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = dispose;
  object_class->finalize = finalize;
  signals[TEXT] = g_signal_new ("text", COR_TYPE_WEBSOCKET, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_BYTES);
  signals[CLOSED] = g_signal_new ("closed", COR_TYPE_WEBSOCKET, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
}

static void
cor_websocket_init (CorWebSocket *self)
{
  self->session = soup_session_new_with_options ("user-agent", "Cornetta/" COR_VERSION, NULL);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_WEBSOCKET_EXTENSION_MANAGER);
}

CorWebSocket *
cor_websocket_new (const char *ca_file)
{
  CorWebSocket *self = g_object_new (COR_TYPE_WEBSOCKET, NULL);

  self->ca_file = g_strdup (ca_file);
  return self;
}
