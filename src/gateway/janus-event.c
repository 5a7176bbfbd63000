/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the gateway answers and tells, read from its JSON. */
#include "config.h"
#include "janus-event.h"
#include "model/trace.h"
#include <string.h>

#define MAX_EVENTS 100
#define SHOWN_MAX 128 /* of a caller's name or number */

static const struct {
  const char *name;
  CorJanusKind kind;
} kinds[] = {
  { "success", COR_JANUS_SUCCESS },     { "ack", COR_JANUS_ACK },
  { "keepalive", COR_JANUS_KEEPALIVE }, { "error", COR_JANUS_ERROR },
  { "timeout", COR_JANUS_TIMEOUT },     { "detached", COR_JANUS_DETACHED },
  { "hangup", COR_JANUS_CUT_OFF },      { "trickle", COR_JANUS_TRICKLE },
  { "event", COR_JANUS_PLUGIN },
};

static const struct {
  const char *name;
  CorSipTelling telling;
} tellings[] = {
  { "registered", COR_SIP_REGISTERED },
  { "registration_failed", COR_SIP_REGISTRATION_FAILED },
  { "unregistered", COR_SIP_UNREGISTERED },
  { "calling", COR_SIP_CALLING },
  { "ringing", COR_SIP_RINGING },
  { "progress", COR_SIP_PROGRESS },
  { "accepted", COR_SIP_ACCEPTED },
  { "incomingcall", COR_SIP_INCOMING_CALL },
  { "updatingcall", COR_SIP_UPDATING_CALL },
  { "hangup", COR_SIP_HANGUP },
  { "holding", COR_SIP_HOLDING },
  { "resuming", COR_SIP_RESUMING },
  { "transfer", COR_SIP_TRANSFER },
  { "notify", COR_SIP_NOTIFY },
  { "gateway_down", COR_SIP_GATEWAY_DOWN },
};

static guint64
read_id (JsonObject *object, const char *name)
{
  return (guint64)MAX (cor_json_get_int (object, name, 0), 0);
}

static guint
read_code (JsonObject *object, const char *name)
{
  gint64 code = cor_json_get_int (object, name, 0);

  return code > 0 && code < 1000 ? (guint)code : 0;
}

/* The gateway's SIP stack has numbers of its own: 904 is a second challenge after our answer to the
 * first, that is a wrong password. */
static guint
read_sip_code (JsonObject *object)
{
  guint code = read_code (object, "code");

  return code == 904 ? 401 : code;
}

static const char *
read_text (JsonObject *object, const char *name)
{
  return cor_json_get_string (object, name, COR_JANUS_MAX_TEXT);
}

/* RFC 3326, and Q.850's "non-selected user clearing", which older exchanges say instead. */
static gboolean
is_elsewhere (JsonObject *result)
{
  const char *protocol = read_text (result, "reason_header_protocol");
  gint64 cause = cor_json_get_int (result, "reason_header_cause", 0);

  if (protocol != NULL && g_ascii_strcasecmp (protocol, "Q.850") == 0)
    return cause == 26;
  return cause == 200 && (protocol == NULL || g_ascii_strcasecmp (protocol, "SIP") == 0);
}

static CorSipTelling
read_telling (JsonObject *result)
{
  const char *name = read_text (result, "event");

  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (tellings); i++) {
    if (g_str_equal (name, tellings[i].name))
      return tellings[i].telling;
  }
  return COR_SIP_NOTHING;
}

static void
read_plugin (CorJanusEvent *event, JsonObject *object)
{
  JsonObject *data = cor_json_get_object (cor_json_get_object (object, "plugindata"), "data");
  JsonObject *result = cor_json_get_object (data, "result");

  event->call_id = read_text (data, "call_id");
  if (data != NULL && json_object_has_member (data, "error_code")) {
    event->telling = COR_SIP_ERROR;
    event->code = read_code (data, "error_code");
    event->text = read_text (data, "error");
    return;
  }
  event->telling = read_telling (result);
  event->code = read_sip_code (result);
  event->text = read_text (result, "reason");
  event->master_id = read_id (result, "master_id");
  event->refer_id = read_id (result, "refer_id");
  event->address = read_text (result, "username");
  event->name = read_text (result, "displayname");
  event->callee = read_text (result, "callee");
  event->content = read_text (result, "content");
  event->refer_to = read_text (result, "refer_to");
  event->headers = cor_json_get_object (result, "headers");
  event->elsewhere = is_elsewhere (result);
  if (event->call_id == NULL)
    event->call_id = read_text (result, "call_id");
}

static void
read_jsep (CorJanusEvent *event, JsonObject *object)
{
  JsonObject *jsep = cor_json_get_object (object, "jsep");
  const char *type = read_text (jsep, "type");

  if (type == NULL || (!g_str_equal (type, "offer") && !g_str_equal (type, "answer")))
    return;
  event->sdp = cor_json_get_string (jsep, "sdp", COR_JANUS_MAX_SDP);
  event->offer = g_str_equal (type, "offer");
}

static void
read_error (CorJanusEvent *event, JsonObject *object)
{
  JsonObject *error = cor_json_get_object (object, "error");

  event->code = read_code (error, "code");
  event->text = read_text (error, "reason");
}

static void
read_trickle (CorJanusEvent *event, JsonObject *object)
{
  JsonObject *candidate = cor_json_get_object (object, "candidate");

  event->candidate = read_text (candidate, "candidate");
  event->completed = cor_json_get_bool (candidate, "completed");
}

void
cor_janus_event_read (CorJanusEvent *event, JsonObject *object)
{
  const char *name = read_text (object, "janus");

  *event = (CorJanusEvent){ .transaction = read_text (object, "transaction"),
                            .sender = read_id (object, "sender") };
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (kinds); i++) {
    if (g_str_equal (name, kinds[i].name))
      event->kind = kinds[i].kind;
  }
  event->id = read_id (cor_json_get_object (object, "data"), "id");
  if (event->kind == COR_JANUS_ERROR)
    read_error (event, object);
  else if (event->kind == COR_JANUS_TRICKLE)
    read_trickle (event, object);
  else if (event->kind == COR_JANUS_CUT_OFF)
    event->text = read_text (object, "reason");
  else if (event->kind == COR_JANUS_PLUGIN)
    read_plugin (event, object);
  if (event->kind == COR_JANUS_PLUGIN)
    read_jsep (event, object);
}

/* Its name alone: what it says is about somebody. */
void
cor_janus_event_trace (JsonObject *object)
{
  JsonObject *data = cor_json_get_object (cor_json_get_object (object, "plugindata"), "data");
  const char *kind = read_text (object, "janus");
  const char *telling = read_text (cor_json_get_object (data, "result"), "event");
  g_autofree char *line = NULL;

  if (kind == NULL || g_str_equal (kind, "ack") || g_str_equal (kind, "keepalive"))
    return;
  line = g_strdup_printf ("<- %s %s", kind, telling != NULL ? telling : "");
  cor_trace_note (COR_TRACE_GATEWAY, line);
}

GPtrArray *
cor_janus_read_answer (GBytes *body)
{
  gsize len;
  const char *text = g_bytes_get_data (body, &len);
  g_autoptr (JsonNode) node = text != NULL ? cor_json_parse (text, len, NULL) : NULL;
  g_autoptr (GPtrArray) objects =
    g_ptr_array_new_with_free_func ((GDestroyNotify)json_object_unref);
  JsonArray *array =
    node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint n = MIN (cor_json_array_length (array), MAX_EVENTS);

  if (array == NULL && (node == NULL || !JSON_NODE_HOLDS_OBJECT (node)))
    return NULL;
  if (array == NULL)
    g_ptr_array_add (objects, json_node_dup_object (node));
  for (guint i = 0; i < n; i++) {
    JsonObject *object = cor_json_array_get_object (array, i);

    if (object != NULL)
      g_ptr_array_add (objects, json_object_ref (object));
  }
  return g_steal_pointer (&objects);
}

static char *
shown (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *c = text; *c != '\0' && out->len < SHOWN_MAX; c = g_utf8_next_char (c)) {
    if (g_unichar_isprint (g_utf8_get_char (c)))
      g_string_append_unichar (out, g_utf8_get_char (c));
  }
  return g_string_free (out, FALSE);
}

static gboolean
is_withheld (const char *user)
{
  return g_ascii_strcasecmp (user, "anonymous") == 0 || g_ascii_strcasecmp (user, "unknown") == 0 ||
         g_ascii_strcasecmp (user, "restricted") == 0;
}

char *
cor_janus_read_number (const char *address)
{
  const char *start = address != NULL ? strchr (address, ':') : NULL;
  g_autofree char *user = NULL;
  g_autofree char *plain = NULL;
  gsize length;

  if (start == NULL)
    return g_strdup ("");
  length = strcspn (++start, "@;>");
  if (start[length] != '@')
    return g_strdup ("");
  user = g_strndup (start, length);
  plain = g_uri_unescape_string (user, NULL);
  if (plain == NULL || !g_utf8_validate (plain, -1, NULL) || is_withheld (plain))
    return g_strdup ("");
  return shown (plain);
}

/* SIP's quoted string, or plain text: the gateway passes on what came. */
char *
cor_janus_read_name (const char *name)
{
  GString *plain = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (const char *c = name; c != NULL && *c != '\0'; c++) {
    if (*c == '\\' && c[1] != '\0')
      g_string_append_c (plain, *++c);
    else if (*c != '"')
      g_string_append_c (plain, *c);
  }
  text = g_string_free (plain, FALSE);
  g_strstrip (text);
  return *text != '\0' ? shown (text) : NULL;
}
