/* SPDX-License-Identifier: GPL-3.0-or-later
 * Desk phones that are told what to do over their web interface. */
#include "phone.h"
#include "json-in.h"
#include "json-out.h"
#include <string.h>

#define USER "admin"
#define PATH "/phone/"
/* The same number again within this time: the first try came to nothing. */
#define AGAIN_US (15 * G_USEC_PER_SEC)
#define OBEYED "{\"phoneRespStatusCode\":200}"

static char *
dup_web (CorDemo *demo, CorExten *device)
{
  g_autoslist (GUri) uris = soup_server_get_uris (demo->server);
  if (device->web)
    return g_strdup (device->web);
  return g_strdup_printf ("%s://" USER ":phone-%s@127.0.0.1:%d" PATH "%s",
                          g_uri_get_scheme (uris->data), device->id, g_uri_get_port (uris->data),
                          device->id);
}

static char *
dup_key (CorExten *device, const char *kind, const char *what)
{
  if (g_str_equal (kind, "call"))
    return g_strdup_printf ("number=%s&outgoing_uri=%s@127.0.0.1", what, device->id);
  if (g_str_equal (kind, "answer"))
    return g_strdup ("ANSWER");
  if (g_str_equal (kind, "hold"))
    return g_strdup ("F_HOLD");
  return g_strdup (g_str_equal (what, "#") ? "POUND" : what);
}

static void
emit_url (CorRequest *request, CorExten *device, const char *kind, const char *what)
{
  g_autofree char *web = dup_web (request->demo, device);
  g_autofree char *key = dup_key (device, kind, what);
  g_autofree char *url = g_strdup_printf ("%s/servlet?key=%s", web, key);
  g_autoptr (GString) args = g_string_new (NULL);
  cor_json_string (args, NULL, url);
  cor_json_string (args, NULL, kind);
  cor_realtime_emit (request->demo->realtime, request->person->username, "actionNethLink",
                     args->str);
}

/* Whether the phone is to ring by the server's own means this time. */
static gboolean
is_again (CorExten *device, const char *number)
{
  gint64 now = g_get_monotonic_time ();
  gboolean again = !device->always_cloud && g_strcmp0 (device->asked, number) == 0 &&
                   now - device->asked_at < AGAIN_US;
  g_free (device->asked);
  device->asked = again ? NULL : g_strdup (number);
  device->asked_at = now;
  return again;
}

gboolean
cor_phone_order (CorRequest *request, CorExten *device, const char *kind, const char *what)
{
  gboolean call = g_str_equal (kind, "call");
  if (device->road == COR_ROAD_CLOUD && !(call && is_again (device, what))) {
    emit_url (request, device, kind, what);
    cor_reply_empty (request, 200, NULL);
    return TRUE;
  }
  if (device->refuses) {
    cor_reply_empty (request, 500, "originate failed");
    return TRUE;
  }
  if (!call || device->road != COR_ROAD_AUTOMATIC)
    return FALSE;
  cor_desk_dial (request->demo->desk, device->id, what);
  cor_reply_text (request, 200, OBEYED);
  return TRUE;
}

/* --- the phone's web interface --- */

static gboolean
press (CorDemo *demo, const char *id, const char *key)
{
  CorBoardCall *call = cor_board_call_of (demo->board, id);
  const char *tone = g_str_equal (key, "POUND") ? "#" : key;
  if (g_str_has_prefix (key, "number="))
    cor_desk_dial (demo->desk, id, key + strlen ("number="));
  else if (g_str_equal (key, "ANSWER"))
    return cor_desk_pick_up (demo->desk, id);
  else if (!call)
    return FALSE;
  else if (g_str_equal (key, "F_HOLD"))
    cor_call_hold (call, !call->held);
  else if (g_str_equal (key, "CANCEL"))
    call->control->hangup (call, call->control_data);
  else if (strlen (tone) == 1 && strchr ("0123456789*#", *tone) && call->control->dtmf)
    call->control->dtmf (call, tone, call->control_data);
  else
    return FALSE;
  return TRUE;
}

static gboolean
is_authorized (CorRequest *request, const char *id)
{
  const char *said = soup_message_headers_get_one (
    soup_server_message_get_request_headers (request->message), "Authorization");
  g_autofree char *plain = g_strdup_printf (USER ":phone-%s", id);
  g_autofree char *coded = g_base64_encode ((const guchar *)plain, strlen (plain));
  return said && g_str_has_prefix (said, "Basic ") && g_str_equal (said + strlen ("Basic "), coded);
}

gboolean
cor_phone_route (CorRequest *request, const char *path)
{
  if (!g_str_has_prefix (path, PATH) || !g_str_has_suffix (path, "/servlet"))
    return FALSE;
  const char *end = path + strlen (path) - strlen ("/servlet");
  const char *key = cor_request_query (request, "key");
  if (end <= path + strlen (PATH))
    return FALSE;
  g_autofree char *id = g_strndup (path + strlen (PATH), end - path - strlen (PATH));
  CorExten *device = cor_people_exten (request->demo->people, id);
  if (!device || !g_str_equal (device->type, "physical"))
    return FALSE;
  if (!is_authorized (request, id)) {
    soup_message_headers_append (soup_server_message_get_response_headers (request->message),
                                 "WWW-Authenticate", "Basic realm=\"phone\"");
    cor_reply_empty (request, 401, NULL);
  } else {
    cor_reply_empty (request, key && press (request->demo, id, key) ? 200 : 404, NULL);
  }
  return TRUE;
}

/* --- /demo/phone --- */

static const char *
act (CorDemo *demo, CorRequest *request, CorExten *device)
{
  const char *action = cor_request_string (request, "action");
  const char *from = cor_request_string (request, "from");
  const char *also = cor_request_string (request, "also");
  CorSipCall call = { from, also };
  if (!action)
    return NULL;
  if (g_str_equal (action, "answer"))
    return cor_desk_pick_up (demo->desk, device->id) ? NULL : "it does not ring";
  if (g_str_equal (action, "return")) { /* who is asked hangs up */
    CorBoardCall *asking = cor_board_call_of (demo->board, device->id);
    if (!asking || !asking->waiting.number)
      return "nobody is asked there";
    cor_call_return (asking);
    return NULL;
  }
  if (g_str_equal (action, "hangup")) {
    CorBoardCall *board_call = cor_board_call_of (demo->board, device->id);
    if (!board_call)
      return "no call there";
    board_call->control->hangup (board_call, board_call->control_data);
    return NULL;
  }
  if (!g_str_equal (action, "ring") || !from)
    return "action is ring (with from), answer, hangup or return";
  if (also && !(demo->sip && cor_sip_call (demo->sip, &call)))
    return "nobody is registered as that";
  cor_desk_ring (demo->desk, device->id, from, also != NULL);
  return NULL;
}

static void
take_text (CorRequest *request, const char *name, char **text)
{
  const char *value = cor_request_string (request, name);
  if (!value)
    return;
  g_free (*text);
  *text = g_strdup (value);
}

static gboolean
take_flag (CorRequest *request, const char *name, gboolean *flag)
{
  if (!request->body || !json_object_has_member (request->body, name))
    return FALSE;
  *flag = cor_json_get_bool (request->body, name);
  return TRUE;
}

static gboolean
take_road (CorRequest *request, CorExten *device)
{
  static const char *const roads[] = { "manual", "automatic", "cloud", NULL };
  const char *road = cor_request_string (request, "road");
  for (guint i = 0; road && roads[i]; i++)
    if (g_str_equal (roads[i], road)) {
      device->road = (CorRoad)i;
      return TRUE;
    }
  return !road;
}

static const char *
set_up (CorRequest *request, CorExten *device)
{
  g_autofree char *ip = g_strdup (device->ip);
  if (!take_road (request, device))
    return "road is manual, automatic or cloud";
  take_text (request, "ip", &device->ip);
  take_text (request, "web", &device->web);
  take_text (request, "agent", &device->agent);
  take_flag (request, "always_cloud", &device->always_cloud);
  take_flag (request, "refuses", &device->refuses);
  if (device->web && !*device->web)
    g_clear_pointer (&device->web, g_free);
  if (take_flag (request, "online", &device->online) || strcmp (ip, device->ip))
    cor_board_announce (request->demo->board, device);
  return NULL;
}

void
cor_phone_on_demo (CorRequest *request)
{
  CorDemo *demo = request->demo;
  CorExten *device = cor_people_exten (demo->people, cor_request_string (request, "number"));
  const char *why = "no desk phone of that number";
  if (device && g_str_equal (device->type, "physical")) {
    why = set_up (request, device);
    if (!why)
      why = act (demo, request, device);
  }
  if (!why) {
    cor_reply_text (request, 200, "{\"done\":true}");
    return;
  }
  GString *json = g_string_new (NULL);
  cor_json_open (json, NULL, '{');
  cor_json_string (json, "error", why);
  cor_json_close (json, '}');
  cor_reply_json (request, 400, json);
}
