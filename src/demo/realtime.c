/* SPDX-License-Identifier: GPL-3.0-or-later
 * The realtime side: Socket.IO 5 over Engine.IO 4 over WebSocket, and nothing else. */
#include "realtime.h"
#include "json-in.h"
#include "json-out.h"
#include <string.h>

#define PING_INTERVAL_S 25
#define TAKE_OVER_S 8
#define MAX_SOCKETS 200
#define MAX_FRAME (64 * 1024)

struct _CorRealtime {
  SoupServer *server;
  CorPeople *people;
  CorSessions *sessions;
  CorFaults *faults;
  GPtrArray *sockets; /* Socket, owned */
  guint ping_source;
  guint counter;
};

typedef struct {
  CorRealtime *realtime;
  SoupWebsocketConnection *connection;
  GSocket *wire; /* or NULL */
  gboolean middleware;
  gboolean joined;    /* "40" was exchanged */
  CorPerson *person;  /* NULL until authe_ok */
  CorPerson *waiting; /* a sign-in that waits for the takeover of an older socket */
  char *ua_type;      /* or NULL */
  guint takeover_source;
} Socket;

static void on_message (SoupWebsocketConnection *, int, GBytes *, gpointer);
static void on_closed (SoupWebsocketConnection *, gpointer);

static void
free_socket (gpointer data)
{
  Socket *socket = data;
  g_signal_handlers_disconnect_by_data (socket->connection, socket);
  g_clear_handle_id (&socket->takeover_source, g_source_remove);
  g_object_unref (socket->connection);
  g_clear_object (&socket->wire);
  g_free (socket->ua_type);
  g_free (socket);
}

static void
send_text (Socket *socket, const char *text)
{
  if (soup_websocket_connection_get_state (socket->connection) == SOUP_WEBSOCKET_STATE_OPEN &&
      socket->realtime->faults->socket != COR_SOCKET_SILENT)
    soup_websocket_connection_send_text (socket->connection, text);
}

static gboolean
on_ping_time (gpointer data)
{
  CorRealtime *realtime = data;
  for (guint i = 0; i < realtime->sockets->len; i++)
    send_text (realtime->sockets->pdata[i], "2");
  return G_SOURCE_CONTINUE;
}

static char *
make_sid (CorRealtime *realtime)
{
  return g_strdup_printf ("%08x%08xAAA%u", g_random_int (), g_random_int (), ++realtime->counter);
}

static void
welcome (Socket *socket)
{
  socket->person = g_steal_pointer (&socket->waiting);
  send_text (socket, "42[\"authe_ok\",{\"message\":\"authorized successfully\"}]");
}

static gboolean
on_takeover_timeout (gpointer data)
{
  Socket *socket = data;
  socket->takeover_source = 0;
  welcome (socket);
  return G_SOURCE_REMOVE;
}

/* TRUE: another socket of the same user and kind was asked to give way. */
static gboolean
ask_older (Socket *socket)
{
  GPtrArray *sockets = socket->realtime->sockets;
  gboolean asked = FALSE;
  for (guint i = 0; socket->ua_type && i < sockets->len; i++) {
    Socket *other = sockets->pdata[i];
    if (other == socket || other->person != socket->waiting ||
        g_strcmp0 (other->ua_type, socket->ua_type) != 0)
      continue;
    send_text (other, "42[\"takeOver\"]");
    asked = TRUE;
  }
  return asked;
}

static void
on_take_over_ack (Socket *socket)
{
  GPtrArray *sockets = socket->realtime->sockets;
  for (guint i = 0; i < sockets->len; i++) {
    Socket *other = sockets->pdata[i];
    if (other->waiting && other->waiting == socket->person && other->takeover_source) {
      g_clear_handle_id (&other->takeover_source, g_source_remove);
      welcome (other);
    }
  }
}

/* What the middleware makes of the token: FALSE when it swallows the frame without a word. */
static gboolean
check_middleware (Socket *socket, const char *user, const char *token, CorPerson **ret_person)
{
  CorSessions *sessions = socket->realtime->sessions;
  CorPerson *person = cor_people_find (socket->realtime->people, user);
  g_autofree char *header = g_strdup_printf ("Bearer %s", token);
  CorSession *session = NULL;
  *ret_person = NULL;
  if (!person || !cor_sessions_knows (sessions, person))
    return TRUE;
  if (cor_sessions_check (sessions, header, &session) != COR_TOKEN_GOOD ||
      session->person != person || socket->realtime->faults->tokens_refused)
    return FALSE;
  *ret_person = person;
  return TRUE;
}

static CorPerson *
check_legacy (Socket *socket, const char *user, const char *token)
{
  g_autofree char *header = g_strdup_printf ("%s:%s", user, token);
  if (socket->realtime->faults->tokens_refused)
    return NULL;
  return cor_sessions_legacy_check (socket->realtime->sessions, header);
}

static void
on_login (Socket *socket, JsonObject *arguments)
{
  const char *user = cor_json_get_string (arguments, "accessKeyId");
  const char *token = cor_json_get_string (arguments, "token");
  const char *ua_type = cor_json_get_string (arguments, "uaType");
  CorPerson *person = NULL;
  gboolean known_ua =
    !ua_type || g_str_equal (ua_type, "desktop") || g_str_equal (ua_type, "mobile");
  if (!user || !token || !known_ua) {
    send_text (socket, "42[\"bad_request\",{\"message\":\"bad request\"}]");
    return;
  }
  if (!socket->middleware)
    person = check_legacy (socket, user, token);
  else if (!check_middleware (socket, user, token, &person))
    return;
  if (!person) {
    send_text (socket, "42[\"401\",{\"message\":\"unauthorized access\"}]");
    send_text (socket, "41");
    return;
  }
  if (socket->person || socket->waiting)
    return;
  socket->waiting = person;
  socket->ua_type = g_strdup (ua_type);
  if (ask_older (socket))
    socket->takeover_source = g_timeout_add_seconds (TAKE_OVER_S, on_takeover_timeout, socket);
  else
    welcome (socket);
}

/* ack: the digits between "42" and "[", "" when none. */
static void
on_event (Socket *socket, const char *ack, const char *json, gboolean exact)
{
  g_autoptr (JsonNode) root = cor_json_parse (json, strlen (json));
  JsonArray *array = root && JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;
  if (!array || !json_array_get_length (array))
    return;
  JsonNode *first = json_array_get_element (array, 0);
  const char *name =
    JSON_NODE_HOLDS_VALUE (first) && json_node_get_value_type (first) == G_TYPE_STRING
      ? json_node_get_string (first)
      : "";
  JsonNode *second = json_array_get_length (array) > 1 ? json_array_get_element (array, 1) : NULL;
  if (g_str_equal (name, "login") && second && JSON_NODE_HOLDS_OBJECT (second)) {
    /* The middleware knows the frame by its first bytes; any other spelling reaches the older
     * server with a token that is not its own. */
    if (socket->middleware && !exact)
      send_text (socket, "42[\"401\",{\"message\":\"unauthorized access\"}]");
    else
      on_login (socket, json_node_get_object (second));
  } else if (g_str_equal (name, "takeOverAck") && socket->person) {
    on_take_over_ack (socket);
  } else if (g_str_equal (name, "ping") && *ack) {
    g_autofree char *reply = g_strdup_printf ("43%s[]", ack);
    send_text (socket, reply);
  }
}

static void
on_text (Socket *socket, const char *text)
{
  if (g_str_equal (text, "2"))
    send_text (socket, "3");
  else if (g_str_has_prefix (text, "40") && !socket->joined) {
    g_autofree char *sid = make_sid (socket->realtime);
    g_autofree char *reply = g_strdup_printf ("40{\"sid\":\"%s\"}", sid);
    socket->joined = TRUE;
    send_text (socket, reply);
  } else if (g_str_has_prefix (text, "42") && socket->joined) {
    gsize digits = strspn (text + 2, "0123456789");
    g_autofree char *ack = g_strndup (text + 2, MIN (digits, 12));
    on_event (socket, ack, text + 2 + digits, g_str_has_prefix (text, "42[\"login\""));
  } else if (g_str_equal (text, "1") || g_str_equal (text, "41"))
    socket->person = NULL;
}

static void
on_message (SoupWebsocketConnection *connection, int type, GBytes *message, gpointer data)
{
  if (type != SOUP_WEBSOCKET_DATA_TEXT)
    return;
  gsize length;
  const char *bytes = g_bytes_get_data (message, &length);
  if (memchr (bytes, '\0', length))
    return;
  g_autofree char *text = g_strndup (bytes, length);
  on_text (data, text);
}

static void
on_closed (SoupWebsocketConnection *connection, gpointer data)
{
  Socket *socket = data;
  g_ptr_array_remove_fast (socket->realtime->sockets, socket);
}

static void
on_websocket (SoupServer *server,
              SoupServerMessage *message,
              const char *path,
              SoupWebsocketConnection *connection,
              gpointer data)
{
  CorRealtime *realtime = data;
  if (realtime->sockets->len >= MAX_SOCKETS || realtime->faults->socket == COR_SOCKET_REFUSE) {
    soup_websocket_connection_close (connection, SOUP_WEBSOCKET_CLOSE_GOING_AWAY, NULL);
    return;
  }
  Socket *socket = g_new0 (Socket, 1);
  socket->realtime = realtime;
  socket->connection = g_object_ref (connection);
  GSocket *wire = soup_server_message_get_socket (message);
  socket->wire = wire ? g_object_ref (wire) : NULL;
  socket->middleware = g_str_has_prefix (path, "/api/");
  soup_websocket_connection_set_max_incoming_payload_size (connection, MAX_FRAME);
  g_ptr_array_add (realtime->sockets, socket);
  g_signal_connect (connection, "message", G_CALLBACK (on_message), socket);
  g_signal_connect (connection, "closed", G_CALLBACK (on_closed), socket);
  g_autofree char *sid = make_sid (realtime);
  g_autofree char *open = g_strdup_printf ("0{\"sid\":\"%s\",\"upgrades\":[],\"pingInterval\":%d,"
                                           "\"pingTimeout\":10000000}",
                                           sid, PING_INTERVAL_S * 1000);
  send_text (socket, open);
}

CorRealtime *
cor_realtime_new (SoupServer *server, CorPeople *people, CorSessions *sessions, CorFaults *faults)
{
  CorRealtime *realtime = g_new0 (CorRealtime, 1);
  realtime->server = server;
  realtime->people = people;
  realtime->sessions = sessions;
  realtime->faults = faults;
  realtime->sockets = g_ptr_array_new_with_free_func (free_socket);
  realtime->ping_source = g_timeout_add_seconds (PING_INTERVAL_S, on_ping_time, realtime);
  soup_server_add_websocket_handler (server, "/api/ws/", NULL, NULL, on_websocket, realtime, NULL);
  soup_server_add_websocket_handler (server, "/socket.io/", NULL, NULL, on_websocket, realtime,
                                     NULL);
  return realtime;
}

void
cor_realtime_free (CorRealtime *realtime)
{
  g_source_remove (realtime->ping_source);
  g_ptr_array_unref (realtime->sockets);
  g_free (realtime);
}

void
cor_realtime_emit (CorRealtime *realtime, const char *username, const char *name, const char *args)
{
  g_autoptr (GString) frame = g_string_new ("42[");
  cor_json_string (frame, NULL, name);
  if (args && *args)
    cor_json_raw (frame, NULL, args);
  g_string_append_c (frame, ']');
  for (guint i = 0; i < realtime->sockets->len; i++) {
    Socket *socket = realtime->sockets->pdata[i];
    if (socket->person && (!username || g_str_equal (socket->person->username, username)))
      send_text (socket, frame->str);
  }
}

void
cor_realtime_cut (CorRealtime *realtime)
{
  /* The wire is pulled under the connections, which then notice and close. */
  for (guint i = 0; i < realtime->sockets->len; i++) {
    Socket *socket = realtime->sockets->pdata[i];
    if (socket->wire)
      g_socket_shutdown (socket->wire, TRUE, TRUE, NULL);
  }
}

void
cor_realtime_write (CorRealtime *realtime, const char *key, GString *out)
{
  cor_json_open (out, key, '{');
  cor_json_int (out, "connected", realtime->sockets->len);
  cor_json_open (out, "signedIn", '[');
  for (guint i = 0; i < realtime->sockets->len; i++) {
    Socket *socket = realtime->sockets->pdata[i];
    if (socket->person)
      cor_json_string (out, NULL, socket->person->username);
  }
  cor_json_close (out, ']');
  cor_json_close (out, '}');
}
