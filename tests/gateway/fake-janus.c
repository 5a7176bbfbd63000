/* SPDX-License-Identifier: GPL-3.0-or-later
 * A gateway in this process. */
#include "fake-janus.h"
#include <stdlib.h>
#include <string.h>

/* --- How answers get back --- */

typedef struct {
  SoupServer *server;
  SoupServerMessage *message; /* by HTTP */
  GTask *task;                /* directly */
  GPtrArray *lost;            /* by HTTP: where it ends instead of on its way, or NULL */
} Reply;

static void
reply_send (Reply *reply, guint status, const char *text)
{
  if (reply->lost != NULL) {
    g_ptr_array_add (reply->lost, reply->message);
  } else if (reply->message != NULL) {
    server_reply (reply->message, status, "application/json", text);
    soup_server_message_unpause (reply->message);
    g_object_unref (reply->message);
  } else {
    CorHttpResponse *response = g_new0 (CorHttpResponse, 1);

    response->status = status;
    response->headers = g_hash_table_new (g_str_hash, g_str_equal);
    response->body = g_bytes_new (text, strlen (text));
    if (g_task_return_error_if_cancelled (reply->task))
      cor_http_response_free (response);
    else
      g_task_return_pointer (reply->task, response, (GDestroyNotify)cor_http_response_free);
    g_object_unref (reply->task);
  }
  g_free (reply);
}

/* A held answer that nobody waits for any more takes no event with it. */
static gboolean
is_waited_for (Reply *reply)
{
  return reply->task == NULL || !g_cancellable_is_cancelled (g_task_get_cancellable (reply->task));
}

/* --- Telling --- */

static void
flush_events (FakeJanus *self)
{
  while (self->socket != NULL && !g_queue_is_empty (&self->events)) {
    g_autofree char *event = g_queue_pop_head (&self->events);

    soup_websocket_connection_send_text (self->socket, event);
  }
  while (!g_queue_is_empty (&self->events) && !g_queue_is_empty (&self->polls)) {
    Reply *reply = g_queue_pop_head (&self->polls);
    GString *text = g_string_new ("[");

    if (!is_waited_for (reply)) {
      reply_send (reply, 200, "[]");
      g_string_free (text, TRUE);
      continue;
    }
    while (!g_queue_is_empty (&self->events)) {
      g_autofree char *event = g_queue_pop_head (&self->events);

      g_string_append_printf (text, "%s%s", text->len > 1 ? "," : "", event);
    }
    g_string_append_c (text, ']');
    reply_send (reply, 200, text->str);
    g_string_free (text, TRUE);
  }
}

void
fake_janus_tell (FakeJanus *self, const char *json)
{
  g_queue_push_tail (&self->events, g_strdup (json));
  flush_events (self);
}

static void
tell_data (FakeJanus *self,
           guint64 handle,
           const char *transaction,
           const char *data,
           const char *jsep)
{
  g_autofree char *json = g_strdup_printf (
    "{\"janus\":\"event\",\"session_id\":%" G_GUINT64_FORMAT ",%s%s%s\"sender\":%" G_GUINT64_FORMAT
    ",\"plugindata\":{\"plugin\":\"janus.plugin.sip\",\"data\":{\"sip\":\"event\",%s}}%s%s}",
    self->session, transaction != NULL ? "\"transaction\":\"" : "",
    transaction != NULL ? transaction : "", transaction != NULL ? "\"," : "", handle, data,
    jsep != NULL ? ",\"jsep\":" : "", jsep != NULL ? jsep : "");

  fake_janus_tell (self, json);
}

void
fake_janus_tell_sip (FakeJanus *self,
                     guint64 handle,
                     const char *event,
                     const char *result,
                     const char *jsep)
{
  g_autofree char *data = g_strdup_printf ("\"result\":{\"event\":\"%s\"%s%s}", event,
                                           *result != '\0' ? "," : "", result);

  tell_data (self, handle, NULL, data, jsep);
}

void
fake_janus_call_in (FakeJanus *self, guint64 handle, const char *from, const char *name)
{
  g_autofree char *result = g_strdup_printf (
    "\"username\":\"sip:%s@127.0.0.1\",\"displayname\":%s,\"callee\":\"sip:201@127.0.0.1\"", from,
    name);

  fake_janus_tell_sip (self, handle, "incomingcall", result,
                       "{\"type\":\"offer\",\"sdp\":\"" FAKE_OFFER "\"}");
}

/* --- Answering --- */

static void
answer_message (FakeJanus *self, guint64 handle, const char *transaction, JsonObject *body)
{
  const char *what = cor_json_get_string (body, "request", 64);
  gboolean helper = cor_json_get_string (body, "type", 64) != NULL;

  if (g_strcmp0 (what, "wake") == 0) {
    self->n_wakes++;
    tell_data (self, handle, transaction, "\"error_code\":442,\"error\":\"Unknown request\"", NULL);
    fake_janus_end_polls (self, 200, "[]"); /* as Janus does with all at an event */
  }
  if (self->replaying)
    return;
  if (self->fail_ask != NULL && g_strcmp0 (what, self->fail_ask) == 0) {
    g_autofree char *data =
      g_strdup_printf ("\"error_code\":%u,\"error\":\"Could not\"", self->plugin_code);

    tell_data (self, handle, transaction, data, NULL);
  } else if (g_strcmp0 (what, "register") == 0 && helper) {
    self->n_helpers++;
    fake_janus_tell_sip (self, handle, "registered", "\"helper\":true,\"master_id\":77", NULL);
  } else if (g_strcmp0 (what, "register") == 0) {
    g_autofree char *refused = g_strdup_printf ("\"code\":%u,\"reason\":\"No\"", self->refuse_code);

    self->master = handle;
    if (self->silent_register)
      return;
    if (self->refuse_code != 0)
      fake_janus_tell_sip (self, handle, "registration_failed", refused, NULL);
    else
      fake_janus_tell_sip (self, handle, "registered", "\"master_id\":77", NULL);
  } else if (g_strcmp0 (what, "unregister") == 0) {
    if (!self->silent_unregister)
      fake_janus_tell_sip (self, handle, "unregistered", "", NULL);
  } else if (self->silent) {
    return;
  } else if (g_strcmp0 (what, "call") == 0) {
    fake_janus_tell_sip (self, handle, "calling", "", NULL);
  } else if (g_strcmp0 (what, "accept") == 0) {
    fake_janus_tell_sip (self, handle, "accepted", "", NULL);
  } else if (g_strcmp0 (what, "hold") == 0 && !self->ignore_hold) {
    fake_janus_tell_sip (self, handle, "holding", "", NULL);
  } else if (g_strcmp0 (what, "unhold") == 0 && !self->ignore_hold) {
    fake_janus_tell_sip (self, handle, "resuming", "", NULL);
  } else if (g_strcmp0 (what, "hangup") == 0) {
    fake_janus_tell_sip (self, handle, "hangup", "\"code\":200,\"reason\":\"Bye\"", NULL);
  } else if (g_strcmp0 (what, "decline") == 0 && json_object_has_member (body, "refer_id")) {
    fake_janus_tell_sip (self, handle, "declining", "", NULL);
  } else if (g_strcmp0 (what, "decline") == 0) {
    fake_janus_tell_sip (self, handle, "hangup", "\"code\":603,\"reason\":\"Decline\"", NULL);
  }
}

static gboolean
has_handle (FakeJanus *self, guint64 handle)
{
  return g_ptr_array_find (self->handles, GSIZE_TO_POINTER (handle), NULL);
}

static void
remember (FakeJanus *self, const char *what, guint64 handle, JsonObject *request)
{
  g_hash_table_insert (self->bodies, g_strdup (what), json_object_ref (request));
  if (!g_str_equal (what, "keepalive"))
    g_ptr_array_add (self->asked, g_strdup_printf ("%s %" G_GUINT64_FORMAT, what, handle));
  if (g_str_equal (what, "call"))
    self->last_call = handle;
}

static char *
error_text (const char *transaction, guint code)
{
  return g_strdup_printf ("{\"janus\":\"error\",\"transaction\":\"%s\",\"error\":{\"code\":%u,"
                          "\"reason\":\"Something\"}}",
                          transaction, code);
}

static char *
id_text (const char *transaction, guint64 id)
{
  return g_strdup_printf (
    "{\"janus\":\"success\",\"transaction\":\"%s\",\"data\":{\"id\":%" G_GUINT64_FORMAT "}}",
    transaction, id);
}

/* A table: what Janus answers to each of its requests. */
static char *
answer_session (FakeJanus *self, guint64 handle, const char *what, const char *transaction)
{
  if (g_str_equal (what, "attach")) {
    g_ptr_array_add (self->handles, GSIZE_TO_POINTER (++self->last_id));
    g_array_append_val (self->attached, self->last_id);
    return id_text (transaction, self->last_id);
  }
  if (g_str_equal (what, "keepalive"))
    self->n_keepalives++;
  if (g_str_equal (what, "detach")) {
    self->n_detached++;
    g_ptr_array_remove (self->handles, GSIZE_TO_POINTER (handle));
  }
  if (g_str_equal (what, "destroy"))
    self->session = 0;
  return id_text (transaction, 0);
}

static char *
answer_post (FakeJanus *self, guint64 session, guint64 handle, JsonObject *request)
{
  const char *verb = cor_json_get_string (request, "janus", 64);
  const char *transaction = cor_json_get_string (request, "transaction", 64);
  JsonObject *body = cor_json_get_object (request, "body");
  const char *what = body != NULL ? cor_json_get_string (body, "request", 64) : verb;

  g_assert_nonnull (what);
  g_assert_nonnull (transaction);
  remember (self, what, handle, request);
  if (self->fail_ask != NULL && g_str_equal (what, self->fail_ask) && self->fail_code != 0)
    return error_text (transaction, self->fail_code);
  if (g_str_equal (what, "create"))
    fake_janus_end_polls (self, 200, "[]"); /* nobody listens to them any more */
  if (g_str_equal (what, "create")) {
    self->session = ++self->last_id;
    self->n_sessions++;
    return id_text (transaction, self->session);
  }
  if (session != self->session || session == 0)
    return error_text (transaction, 458);
  if (handle != 0 && !has_handle (self, handle))
    return error_text (transaction, 459);
  if (!g_str_equal (verb, "message"))
    return answer_session (self, handle, what, transaction);
  answer_message (self, handle, transaction, body);
  return g_strdup_printf ("{\"janus\":\"ack\",\"transaction\":\"%s\"}", transaction);
}

static void
take (FakeJanus *self, const char *path, const char *body, gsize len, Reply *reply)
{
  g_auto (GStrv) words = g_strsplit (path, "/", 5); /* "", "janus", session, handle */
  guint64 session = words[1] != NULL && words[2] != NULL ? strtoull (words[2], NULL, 10) : 0;
  guint64 handle = session != 0 && words[3] != NULL ? strtoull (words[3], NULL, 10) : 0;
  g_autoptr (JsonObject) request = body != NULL ? cor_json_parse_object (body, len, NULL) : NULL;
  g_autofree char *text = NULL;

  self->n_polls += body == NULL;
  if (self->status != 0) {
    reply_send (reply, self->status, self->text);
  } else if (body == NULL && session != self->session) {
    reply_send (reply, 404, "");
  } else if (body == NULL) {
    g_queue_push_tail (&self->polls, reply);
    flush_events (self);
  } else {
    text = answer_post (self, session, handle, request);
    reply_send (reply, 200, text);
  }
}

/* --- The ways in --- */

static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer data)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  gboolean post = g_str_equal (soup_server_message_get_method (message), "POST");
  Reply *reply = g_new0 (Reply, 1);

  g_hash_table_add (((FakeJanus *)data)->connections,
                    GUINT_TO_POINTER (g_inet_socket_address_get_port (
                      G_INET_SOCKET_ADDRESS (soup_server_message_get_remote_address (message)))));
  reply->message = g_object_ref (message);
  soup_server_message_pause (message);
  take (data, path, post ? body->data : NULL, (gsize)body->length, reply);
}

static void
on_frame (SoupWebsocketConnection *socket, int type, GBytes *frame, gpointer data)
{
  FakeJanus *self = data;
  gsize len;
  const char *json = g_bytes_get_data (frame, &len);
  g_autoptr (JsonObject) request = cor_json_parse_object (json, len, NULL);
  guint64 session = (guint64)cor_json_get_int (request, "session_id", 0);
  guint64 handle = (guint64)cor_json_get_int (request, "handle_id", 0);
  g_autofree char *text = NULL;

  g_assert_nonnull (request);
  if (self->status != 0)
    return;
  text = answer_post (self, session, handle, request);
  soup_websocket_connection_send_text (socket, text);
}

static void
on_socket_closed (SoupWebsocketConnection *socket, gpointer data)
{
  FakeJanus *self = data;

  if (self->socket == socket)
    g_clear_object (&self->socket);
}

static void
on_socket (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           SoupWebsocketConnection *socket,
           gpointer data)
{
  FakeJanus *self = data;

  g_assert_cmpstr (soup_websocket_connection_get_protocol (socket), ==, "janus-protocol");
  g_set_object (&self->socket, socket);
  self->n_sockets++;
  g_signal_connect (socket, "message", G_CALLBACK (on_frame), self);
  g_signal_connect (socket, "closed", G_CALLBACK (on_socket_closed), self);
}

void
fake_janus_cut_socket (FakeJanus *self, gboolean session_too)
{
  if (session_too)
    self->session = 0;
  g_io_stream_close (soup_websocket_connection_get_io_stream (self->socket), NULL, NULL);
}

static void
direct_send_async (GObject *object,
                   const CorHttpRequest *request,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  FakeJanus *self = g_object_get_data (object, "janus");
  g_autoptr (GUri) uri = g_uri_parse (request->url, G_URI_FLAGS_NONE, NULL);
  Reply *reply = g_new0 (Reply, 1);

  reply->task = g_task_new (object, cancellable, callback, user_data);
  take (self, g_uri_get_path (uri), request->body,
        request->body != NULL ? strlen (request->body) : 0, reply);
}

static CorHttpResponse *
direct_send_finish (GObject *object, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

CorGatewayWay
fake_janus_way (FakeJanus *self)
{
  return (CorGatewayWay){ self->object, direct_send_async, direct_send_finish, NULL };
}

/* --- What tests do to it --- */

guint64
fake_janus_get_spare (FakeJanus *self)
{
  for (guint i = self->handles->len; i > 0; i--) {
    guint64 handle = GPOINTER_TO_SIZE (self->handles->pdata[i - 1]);

    if (handle != self->master && handle != self->last_call)
      return handle;
  }
  return 0;
}

void
fake_janus_end_polls (FakeJanus *self, guint status, const char *text)
{
  guint n = g_queue_get_length (&self->polls);

  while (n-- > 0)
    reply_send (g_queue_pop_head (&self->polls), status, text);
}

void
fake_janus_deafen_polls (FakeJanus *self)
{
  for (GList *l = self->polls.head; l != NULL; l = l->next)
    ((Reply *)l->data)->lost = self->lost;
}

void
fake_janus_restart (FakeJanus *self)
{
  self->session = 0;
  g_ptr_array_set_size (self->handles, 0);
  g_queue_clear_full (&self->events, g_free);
  fake_janus_end_polls (self, 404, "");
}

guint
fake_janus_count (FakeJanus *self, const char *what)
{
  guint n = 0;

  for (guint i = 0; i < self->asked->len; i++) {
    const char *asked = self->asked->pdata[i];

    n += g_str_has_prefix (asked, what) && asked[strlen (what)] == ' ';
  }
  return n;
}

JsonObject *
fake_janus_get_body (FakeJanus *self, const char *what)
{
  JsonObject *request = g_hash_table_lookup (self->bodies, what);

  g_assert_nonnull (request);
  return request;
}

char *
fake_janus_url (FakeJanus *self)
{
  return g_strdup_printf ("http://127.0.0.1:%u/janus", self->port);
}

char *
fake_janus_socket_url (FakeJanus *self)
{
  return g_strdup_printf ("ws://127.0.0.1:%u/ws", self->port);
}

FakeJanus *
fake_janus_new (gboolean http)
{
  static char *protocols[] = { "janus-protocol", NULL };
  FakeJanus *self = g_new0 (FakeJanus, 1);

  self->last_id = 1000;
  self->asked = g_ptr_array_new_with_free_func (g_free);
  self->connections = g_hash_table_new (NULL, NULL);
  self->bodies =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)json_object_unref);
  self->handles = g_ptr_array_new ();
  self->attached = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_queue_init (&self->events);
  g_queue_init (&self->polls);
  self->lost = g_ptr_array_new_with_free_func (g_object_unref);
  self->object = g_object_new (G_TYPE_OBJECT, NULL);
  g_object_set_data (self->object, "janus", self);
  self->port = 80;
  if (!http)
    return self;
  self->server = server_new (NULL, &self->port);
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);
  soup_server_add_websocket_handler (self->server, "/ws", NULL, protocols, on_socket, self, NULL);
  return self;
}

void
fake_janus_free (FakeJanus *self)
{
  fake_janus_end_polls (self, 404, "");
  run_ready ();
  if (self->socket != NULL)
    g_signal_handlers_disconnect_by_data (self->socket, self);
  g_clear_object (&self->socket);
  if (self->server != NULL)
    soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_object_unref (self->object);
  g_ptr_array_unref (self->lost);
  g_queue_clear_full (&self->events, g_free);
  g_ptr_array_unref (self->asked);
  g_ptr_array_unref (self->handles);
  g_array_unref (self->attached);
  g_hash_table_unref (self->bodies);
  g_hash_table_unref (self->connections);
  g_free (self);
}
