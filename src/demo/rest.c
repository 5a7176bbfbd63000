/* SPDX-License-Identifier: GPL-3.0-or-later
 * The REST side: finds a request's route, checks who asks, counts, and answers. */
#include "queues.h"
#include "rest-sounds.h"
#include "rest-summary.h"
#include "json-in.h"
#include "json-out.h"
#include "rest-faults.h"
#include <string.h>

#define MAX_BODY (1024 * 1024)
#define BURST 100
#define MAX_COUNTED 400
#define MAX_KEPT_BODY 4096

struct _CorRest {
  CorDemo *demo;
  GHashTable *counts; /* "METHOD path-template" -> number */
  GHashTable *bodies; /* the same -> the last body, without passwords */
  double tokens;      /* what the rate limit has left */
  gint64 refilled;
};

static const CorRoute *const tables[] = { cor_routes_signin,  cor_routes_user,
                                          cor_routes_book,    cor_routes_history,
                                          cor_routes_calls,   cor_routes_conference,
                                          cor_routes_company, cor_routes_sounds,
                                          cor_routes_queues,  cor_routes_summary };

/* --- requests --- */

static void
on_finished (SoupServerMessage *message, gpointer data)
{
  ((CorRequest *)data)->gone = TRUE;
}

static void
free_request (CorRequest *request)
{
  g_signal_handlers_disconnect_by_data (request->message, request);
  g_object_unref (request->message);
  g_hash_table_unref (request->query);
  for (guint i = 0; i < COR_MAX_ARGS; i++)
    g_free (request->args[i]);
  g_clear_pointer (&request->body, json_object_unref);
  g_free (request);
}

void
cor_request_pause (CorRequest *request)
{
  request->paused = TRUE;
  g_signal_connect (request->message, "finished", G_CALLBACK (on_finished), request);
  soup_server_message_pause (request->message);
}

const char *
cor_request_string (CorRequest *request, const char *name)
{
  return cor_json_get_string (request->body, name);
}

const char *
cor_request_query (CorRequest *request, const char *name)
{
  return g_hash_table_lookup (request->query, name);
}

/* --- answers --- */

/* A paused request is freed by its answer, another one by on_request(). */
static void
send (CorRequest *request, guint status, const char *type, GString *body)
{
  if (!request->gone) {
    SoupMessageHeaders *headers = soup_server_message_get_response_headers (request->message);
    soup_server_message_set_status (request->message, status, NULL);
    if (request->legacy)
      soup_message_headers_replace (headers, "Connection",
                                    request->accepted ? "close" : "keep-alive");
    if (body)
      soup_server_message_set_response (request->message, type, SOUP_MEMORY_COPY, body->str,
                                        body->len);
    else if (request->legacy) {
      soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
      soup_message_body_complete (soup_server_message_get_response_body (request->message));
    }
    if (request->paused)
      soup_server_message_unpause (request->message);
  }
  if (body)
    g_string_free (body, TRUE);
  if (request->paused)
    free_request (request);
}

void
cor_reply_json (CorRequest *request, guint status, GString *json)
{
  send (request, status,
        request->native && !request->legacy ? "application/json; charset=utf-8"
                                            : "application/json",
        json);
}

void
cor_reply_text (CorRequest *request, guint status, const char *json)
{
  cor_reply_json (request, status, g_string_new (json));
}

void
cor_reply_empty (CorRequest *request, guint status, const char *reason)
{
  if (reason && !request->gone)
    soup_message_headers_replace (soup_server_message_get_response_headers (request->message),
                                  "error", reason);
  send (request, status, NULL, NULL);
}

void
cor_reply_refused (CorRequest *request, guint status, const char *message)
{
  if (request->legacy || !request->native) {
    cor_reply_empty (request, status, NULL);
    return;
  }
  GString *json = g_string_new (NULL);
  cor_json_open (json, NULL, '{');
  cor_json_string (json, "message", message);
  cor_json_close (json, '}');
  cor_reply_json (request, status, json);
}

/* {"code","data","message"}: the middleware's own voice. */
static void
reply_code (CorRequest *request, guint status, const char *message)
{
  GString *json = g_string_new (NULL);
  request->native = TRUE;
  if (status == 401 || status == 403)
    soup_message_headers_replace (soup_server_message_get_response_headers (request->message),
                                  "WWW-Authenticate", "Bearer realm=\"nethcti\"");
  cor_json_open (json, NULL, '{');
  cor_json_int (json, "code", status);
  cor_json_string (json, "data", NULL);
  cor_json_string (json, "message", message);
  cor_json_close (json, '}');
  cor_reply_json (request, status, json);
}

/* --- routes --- */

/* Splits at the slashes of the undecoded path, so that an encoded slash stays in its segment. */
static gboolean
match (const char *template, char **segments, char **args)
{
  g_auto (GStrv) wanted = g_strsplit (template + 1, "/", -1);
  guint n = 0, i = 0;
  for (; wanted[i]; i++) {
    gboolean variable = wanted[i][0] == ':', optional = g_str_has_suffix (wanted[i], "?");
    if (!segments[i] || (optional && !*segments[i]))
      return optional;
    if (!variable && !g_str_equal (wanted[i], segments[i]))
      return FALSE;
    if (!variable)
      continue;
    char *decoded = g_uri_unescape_string (segments[i], NULL);
    if (!decoded || n == COR_MAX_ARGS || !g_utf8_validate (decoded, -1, NULL)) {
      g_free (decoded);
      return FALSE;
    }
    args[n++] = decoded;
  }
  return !segments[i] || (!*segments[i] && !segments[i + 1]);
}

static void
clear_args (CorRequest *request)
{
  for (guint i = 0; i < COR_MAX_ARGS; i++)
    g_clear_pointer (&request->args[i], g_free);
}

static const CorRoute *
find_route (CorRequest *request, const char *path)
{
  g_auto (GStrv) segments = g_strsplit (path + 1, "/", 12);
  const char *method = soup_server_message_get_method (request->message);
  CorRouteFlags wrong = request->legacy ? COR_ROUTE_ONLY_API : COR_ROUTE_ONLY_WEBREST;
  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    for (const CorRoute *route = tables[t]; route->method; route++) {
      if (!g_str_equal (route->method, method) || route->flags & wrong)
        continue;
      if (match (route->path, segments, request->args))
        return route;
      clear_args (request);
    }
  return NULL;
}

static void
count (CorRest *rest, CorRequest *request, const char *prefix, const char *template)
{
  g_autofree char *key = g_strdup_printf (
    "%s %s%s", soup_server_message_get_method (request->message), prefix, template);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (rest->counts, key));
  if (!n && g_hash_table_size (rest->counts) >= MAX_COUNTED)
    return;
  if (request->body) {
    g_autoptr (JsonNode) node = json_node_alloc ();
    json_node_init_object (node, request->body);
    g_autofree char *all = json_to_string (node, FALSE);
    g_autoptr (JsonNode) clean = cor_json_parse (all, strlen (all));
    static const char *const secret[] = { "password", "otp", "token", "secret" };
    for (guint i = 0; clean && i < G_N_ELEMENTS (secret); i++)
      json_object_remove_member (json_node_get_object (clean), secret[i]);
    char *text = clean ? json_to_string (clean, FALSE) : NULL;
    if (text && strlen (text) <= MAX_KEPT_BODY)
      g_hash_table_insert (rest->bodies, g_strdup (key), g_steal_pointer (&text));
    g_free (text);
  }
  g_hash_table_insert (rest->counts, g_steal_pointer (&key), GUINT_TO_POINTER (n + 1));
}

/* 25 requests a second, 100 at once, as shipped. */
static gboolean
take_token (CorRest *rest)
{
  guint rate = rest->demo->faults.rate;
  gint64 now = g_get_monotonic_time ();
  rest->tokens += (double)(now - rest->refilled) / G_USEC_PER_SEC * rate;
  rest->tokens = MIN (rest->tokens, MAX (BURST, rate));
  rest->refilled = now;
  if (!rate)
    return TRUE;
  if (rest->tokens < 1)
    return FALSE;
  rest->tokens--;
  return TRUE;
}

static const char *
refusal_of (CorTokenState state)
{
  switch (state) {
  case COR_TOKEN_MISSING:
    return "query token is empty";
  case COR_TOKEN_MALFORMED:
    return "token is malformed: token contains an invalid number of segments";
  case COR_TOKEN_BAD_SIGNATURE:
    return "signature is invalid";
  case COR_TOKEN_EXPIRED:
    return "Token is expired";
  case COR_TOKEN_UNKNOWN:
  case COR_TOKEN_GOOD:
  default:
    return "you don't have permission to access this resource";
  }
}

/* FALSE: refused and answered. */
static gboolean
check_api (CorRequest *request, const CorRoute *route)
{
  CorDemo *demo = request->demo;
  const char *header = soup_message_headers_get_one (
    soup_server_message_get_request_headers (request->message), "Authorization");
  CorTokenState state = cor_sessions_check (demo->sessions, header, &request->session);
  if (demo->faults.tokens_refused && state == COR_TOKEN_GOOD)
    state = COR_TOKEN_EXPIRED;
  gboolean unverified =
    state == COR_TOKEN_UNKNOWN && request->session && route->flags & COR_ROUTE_UNVERIFIED;
  if (state != COR_TOKEN_GOOD && !unverified) {
    reply_code (request, state == COR_TOKEN_UNKNOWN ? 403 : 401, refusal_of (state));
    return FALSE;
  }
  request->person = request->session->person;
  if (!request->native && !cor_sessions_is_fresh (demo->sessions, request->session)) {
    /* The older server refuses the token that the middleware kept, and says nothing. */
    cor_reply_empty (request, 401, NULL);
    return FALSE;
  }
  return TRUE;
}

static gboolean
check_legacy (CorRequest *request)
{
  const char *header = soup_message_headers_get_one (
    soup_server_message_get_request_headers (request->message), "Authorization");
  request->person = cor_sessions_legacy_check (request->demo->sessions, header);
  if (request->person && !request->demo->faults.tokens_refused)
    return TRUE;
  cor_reply_empty (request, 401, NULL);
  return FALSE;
}

static void
serve (CorRest *rest, CorRequest *request, const char *path)
{
  const char *prefix = request->legacy ? "/webrest" : "/api";
  const CorRoute *route = find_route (request, path);
  count (rest, request, prefix, route ? route->path : "/*");
  if (!request->legacy && !take_token (rest)) {
    reply_code (request, 429, "too many requests");
    return;
  }
  if (cor_fault_answer (request))
    return;
  if (!route) {
    if (request->legacy)
      cor_reply_empty (request, 404, NULL);
    else
      reply_code (request, 404, "API not found");
    return;
  }
  request->native = !request->legacy && route->flags & COR_ROUTE_NATIVE;
  if (!(route->flags & COR_ROUTE_OPEN) &&
      !(request->legacy ? check_legacy (request) : check_api (request, route)))
    return;
  request->accepted = TRUE;
  route->handler (request);
}

/* A slow server: the whole thing happens later. */
typedef struct {
  CorRest *rest;
  CorRequest *request;
  char *path;
} Later;

static gboolean
on_slow_time (gpointer data)
{
  Later *later = data;
  serve (later->rest, later->request, later->path);
  g_free (later->path);
  g_free (later);
  return G_SOURCE_REMOVE;
}

/* --- libsoup --- */

static JsonObject *
parse_body (SoupServerMessage *message)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  if (!body->data || !body->length || body->length > MAX_BODY)
    return NULL;
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autoptr (JsonNode) root = cor_json_parse (data, length);
  return root && JSON_NODE_HOLDS_OBJECT (root) ? json_node_dup_object (root) : NULL;
}

static CorRequest *
make_request (CorDemo *demo, SoupServerMessage *message)
{
  CorRequest *request = g_new0 (CorRequest, 1);
  const char *query = g_uri_get_query (soup_server_message_get_uri (message));
  request->demo = demo;
  request->message = g_object_ref (message);
  request->query = query ? soup_form_decode (query) : NULL;
  if (!request->query)
    request->query = g_hash_table_new (g_str_hash, g_str_equal);
  request->body = parse_body (message);
  return request;
}

static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *decoded,
            GHashTable *query,
            gpointer data)
{
  CorRest *rest = data;
  const char *path = g_uri_get_path (soup_server_message_get_uri (message));
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  gboolean realtime = g_str_has_prefix (path, "/socket.io/") || g_str_has_prefix (path, "/api/ws/");
  /* Answered already, or a WebSocket's handshake, which is not ours. */
  if (soup_server_message_get_status (message) ||
      (realtime && soup_message_headers_header_contains (headers, "Upgrade", "websocket")))
    return;
  CorRequest *request = make_request (rest->demo, message);
  request->legacy = g_str_has_prefix (path, "/webrest/");
  if (!realtime && (request->legacy || g_str_has_prefix (path, "/api/"))) {
    const char *rest_path = strchr (path + 1, '/');
    if (rest->demo->faults.slow_ms) {
      Later *later = g_new0 (Later, 1);
      *later = (Later){ rest, request, g_strdup (rest_path) };
      cor_request_pause (request);
      g_timeout_add (rest->demo->faults.slow_ms, on_slow_time, later);
    } else
      serve (rest, request, rest_path);
  } else {
    count (rest, request, "", path);
    if (realtime)
      cor_reply_text (request, 400, "{\"code\":0,\"message\":\"Transport unknown\"}");
    else if (!cor_demo_route (request, path))
      cor_reply_empty (request, 404, NULL);
  }
  if (!request->paused)
    free_request (request);
}

static void
on_got_chunk (SoupServerMessage *message, GBytes *chunk, gpointer data)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  if (body->length > MAX_BODY) {
    soup_message_body_set_accumulate (body, FALSE);
    soup_server_message_set_status (message, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, NULL);
  }
}

void
cor_rest_on_early (SoupServer *server,
                   SoupServerMessage *message,
                   const char *path,
                   GHashTable *query,
                   gpointer data)
{
  g_signal_connect (message, "got-chunk", G_CALLBACK (on_got_chunk), NULL);
}

CorRest *
cor_rest_new (CorDemo *demo)
{
  CorRest *rest = g_new0 (CorRest, 1);
  rest->demo = demo;
  rest->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  rest->bodies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  rest->tokens = BURST;
  rest->refilled = g_get_monotonic_time ();
  soup_server_add_early_handler (demo->server, NULL, cor_rest_on_early, rest, NULL);
  soup_server_add_handler (demo->server, NULL, on_request, rest, NULL);
  /* Beside the WebSocket's own handlers, for those who come without one. */
  soup_server_add_handler (demo->server, "/socket.io/", on_request, rest, NULL);
  soup_server_add_handler (demo->server, "/api/ws/", on_request, rest, NULL);
  return rest;
}

void
cor_rest_free (CorRest *rest)
{
  soup_server_remove_handler (rest->demo->server, "/");
  g_hash_table_unref (rest->counts);
  g_hash_table_unref (rest->bodies);
  g_free (rest);
}

void
cor_rest_write (CorRest *rest, GString *out)
{
  GHashTableIter iter;
  gpointer key, value;
  cor_json_open (out, "requests", '{');
  g_hash_table_iter_init (&iter, rest->counts);
  while (g_hash_table_iter_next (&iter, &key, &value))
    cor_json_int (out, key, GPOINTER_TO_UINT (value));
  cor_json_close (out, '}');
  cor_json_open (out, "bodies", '{');
  g_hash_table_iter_init (&iter, rest->bodies);
  while (g_hash_table_iter_next (&iter, &key, &value))
    cor_json_raw (out, key, value);
  cor_json_close (out, '}');
}
