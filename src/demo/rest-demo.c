/* SPDX-License-Identifier: GPL-3.0-or-later
 * What no real server has: /demo/... looks into this one and makes it do things; and the CTI's
 * configuration file. */
#include "conference.h"
#include "gateway.h"
#include "json-in.h"
#include "json-out.h"
#include "office.h"
#include "parking.h"
#include "phone.h"
#include "queues.h"
#include "rest-sounds.h"
#include "rest-summary.h"
#include <string.h>

/* Where this computer registers is told here and nowhere else, as on a real server: SIP_HOST and
 * SIP_PORT, with VOICE_ENDPOINT as the SIP domain. */
static void
on_config (CorRequest *request)
{
  CorDemo *demo = request->demo;
  guint own = demo->sip ? cor_sip_get_port (demo->sip) : 5060;
  guint port = demo->options.exchange ? demo->options.exchange : own;
  g_autofree char *text = g_strdup_printf ("window.CONFIG = {\n"
                                           "  BRAND_NAME: 'Cornetta demo',\n"
                                           "  PRODUCT_NAME: 'NethVoice CTI',\n"
                                           "  COMPANY_NAME: 'Borgo Verde Srl',\n"
                                           "  COMPANY_SUBNAME: 'CTI',\n"
                                           "  COMPANY_URL: 'http://www.example.test',\n"
                                           "  API_ENDPOINT: '127.0.0.1',\n"
                                           "  API_SCHEME: 'http://',\n"
                                           "  WS_ENDPOINT: window.location.hostname + '/ws',\n"
                                           "  NUMERIC_TIMEZONE: '+0100',\n"
                                           "  SIP_HOST: '127.0.0.1',\n"
                                           "  SIP_PORT: '%u',\n"
                                           "  TIMEZONE: 'Europe/Rome',\n"
                                           "  VOICE_ENDPOINT: '127.0.0.1',\n"
                                           "};\n",
                                           port);
  soup_server_message_set_status (request->message, 200, NULL);
  soup_server_message_set_response (request->message, "application/javascript", SOUP_MEMORY_COPY,
                                    text, strlen (text));
}

static void
on_state (CorRequest *request)
{
  CorDemo *demo = request->demo;
  GString *json = g_string_new (NULL);
  cor_json_open (json, NULL, '{');
  cor_rest_write (demo->rest, json);
  cor_realtime_write (demo->realtime, "sockets", json);
  cor_desk_write (demo->desk, "desk", json);
  if (demo->sip)
    cor_sip_write (demo->sip, json);
  cor_gateway_write (demo->gateway, json);
  cor_json_close (json, '}');
  cor_reply_json (request, 200, json);
}

static void
reply_done (CorRequest *request, gboolean done, const char *why)
{
  if (done) {
    cor_reply_text (request, 200, "{\"done\":true}");
    return;
  }
  GString *json = g_string_new (NULL);
  cor_json_open (json, NULL, '{');
  cor_json_string (json, "error", why);
  cor_json_close (json, '}');
  cor_reply_json (request, 400, json);
}

static void
on_fault (CorRequest *request)
{
  CorDemo *demo = request->demo;
  const char *kind = cor_request_string (request, "kind");
  const char *value = cor_request_string (request, "value");
  g_autoptr (GError) error = NULL;
  if (!kind || !value || !cor_faults_set (&demo->faults, kind, value, &error)) {
    reply_done (request, FALSE, error ? error->message : "give kind and value, both text");
    return;
  }
  if (demo->faults.tokens_expired) {
    demo->faults.tokens_expired = FALSE;
    cor_sessions_expire_all (demo->sessions);
  }
  if (demo->faults.socket == COR_SOCKET_CUT) {
    demo->faults.socket = COR_SOCKET_GOOD;
    cor_realtime_cut (demo->realtime);
  }
  if (demo->sip)
    cor_sip_set_faults (demo->sip, &demo->faults);
  reply_done (request, TRUE, NULL);
}

/* ["name", argument...] */
static void
on_event (CorRequest *request)
{
  SoupMessageBody *body = soup_server_message_get_request_body (request->message);
  g_autoptr (JsonNode) root = cor_json_parse (body->data, body->length);
  JsonArray *array = root && JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;
  JsonNode *first =
    array && json_array_get_length (array) ? json_array_get_element (array, 0) : NULL;
  if (!first || !JSON_NODE_HOLDS_VALUE (first) ||
      json_node_get_value_type (first) != G_TYPE_STRING) {
    reply_done (request, FALSE, "give [\"name\", argument...]");
    return;
  }
  g_autoptr (GString) args = g_string_new (NULL);
  for (guint i = 1; i < json_array_get_length (array); i++) {
    g_autofree char *text = json_to_string (json_array_get_element (array, i), FALSE);
    cor_json_raw (args, NULL, text);
  }
  cor_realtime_emit (request->demo->realtime, NULL, json_node_get_string (first), args->str);
  reply_done (request, TRUE, NULL);
}

static guint
milliseconds (CorRequest *request, const char *name)
{
  return CLAMP (cor_json_get_int (request->body, name, 0), 0, 3600000);
}

static void
on_call (CorRequest *request)
{
  CorDemo *demo = request->demo;
  const char *from = cor_request_string (request, "from");
  const char *to = cor_request_string (request, "to");
  CorSipCall call = { from ? from : "202", to ? to : "201" };
  call.early = cor_json_get_bool (request->body, "early");
  call.cancel_after_ms = milliseconds (request, "cancel_after_ms");
  call.hangup_after_ms = milliseconds (request, "hangup_after_ms");
  call.answered_elsewhere =
    g_strcmp0 (cor_request_string (request, "cancel_reason"), "elsewhere") == 0;
  call.answer_after = cor_json_get_bool (request->body, "answer_after");
  reply_done (request, demo->sip && cor_sip_call (demo->sip, &call),
              "nobody is registered as that");
}

static void
on_party (CorRequest *request)
{
  CorDemo *demo = request->demo;
  const char *number = cor_request_string (request, "number");
  const char *action = cor_request_string (request, "action");
  const char *digits = cor_request_string (request, "digits");
  gboolean leaves = number && g_strcmp0 (action, "hangup") == 0;
  reply_done (request,
              (leaves && cor_conferences_leave (demo->conferences, number)) ||
                (demo->sip && number && action &&
                 cor_sip_party (demo->sip, number, action, digits ? digits : "")),
              "no call of that number, or no such action");
}

gboolean
cor_demo_route (CorRequest *request, const char *path)
{
  static const struct {
    const char *method, *path;
    CorHandler handler;
  } routes[] = { { "GET", "/config/config.production.js", on_config },
                 { "GET", "/demo/state", on_state },
                 { "POST", "/demo/fault", on_fault },
                 { "POST", "/demo/event", on_event },
                 { "POST", "/demo/call", on_call },
                 { "POST", "/demo/company", cor_company_on_demo },
                 { "POST", "/demo/office", cor_office_on_demo },
                 { "POST", "/demo/voicemail", cor_sounds_on_demo },
                 { "POST", "/demo/park", cor_parking_on_demo },
                 { "POST", "/demo/queue", cor_queues_on_demo },
                 { "POST", "/demo/summary", cor_summaries_on_demo },
                 { "POST", "/demo/party", on_party },
                 { "POST", "/demo/phone", cor_phone_on_demo } };
  const char *method = soup_server_message_get_method (request->message);
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    if (g_str_equal (routes[i].path, path) && g_str_equal (routes[i].method, method)) {
      routes[i].handler (request);
      return TRUE;
    }
  return cor_phone_route (request, path);
}
