/* SPDX-License-Identifier: GPL-3.0-or-later
 * /astproxy: telephones, and calls from a distance. */
#include "json-in.h"
#include "json-out.h"
#include "party.h"
#include "phone.h"
#include "office.h"
#include "parking.h"
#include "rest-calls.h"
#include "rest-faults.h"
#include <string.h>

static void
on_extensions (CorRequest *request)
{
  GString *json = g_string_new (NULL);
  cor_board_write_extens (request->demo->board, request->person, json);
  cor_reply_json (request, 200, json);
}

static void
on_extension (CorRequest *request)
{
  CorExten *exten = cor_people_exten (request->demo->people, request->args[0]);
  if (!exten) {
    cor_reply_empty (request, 404, NULL);
    return;
  }
  GString *json = g_string_new (NULL);
  cor_board_write_exten (request->demo->board, NULL, exten, request->person, json);
  cor_reply_json (request, 200, json);
}

static void
on_groups (CorRequest *request)
{
  GString *json = g_string_new (NULL);
  cor_people_write_groups (request->demo->people, json);
  cor_reply_json (request, 200, json);
}

static void
on_parkings (CorRequest *request)
{
  if (!request->person->advanced) {
    cor_reply_empty (request, 403, NULL);
    return;
  }
  GString *json = g_string_new (NULL);
  cor_board_write_parkings (request->demo->board, json);
  cor_reply_json (request, 200, json);
}

/* The middleware announces the older server's 78 bytes, sends its own 50 and hangs up. */
static void
on_feature_codes (CorRequest *request)
{
  if (request->legacy)
    cor_reply_text (
      request, 404,
      "{\"code\":\"ResourceNotFound\",\"message\":\"/astproxy/feature_codes does not exist\"}");
  else
    cor_answer_raw (request, "HTTP/1.1 404 Not Found\r\nContent-Length: 78\r\n"
                             "Content-Type: application/json\r\n\r\n"
                             "{\"code\":404,\"data\":null,\"message\":\"API not found\"}");
}

/* --- a call from a telephone --- */

static void
on_picked_up (const char *uniqueid, gpointer data)
{
  CorRequest *request = data;
  if (!uniqueid) {
    cor_reply_empty (request, 500, "originate failed");
    return;
  }
  GString *json = g_string_new (NULL);
  cor_json_open (json, NULL, '{');
  cor_json_string (json, "uniqueid", uniqueid);
  cor_json_close (json, '}');
  cor_reply_json (request, 200, json);
}

/* '+' becomes "00", all but digits, '*' and '#' goes. */
static char *
clean_number (const char *text)
{
  GString *number = g_string_new (NULL);
  for (const char *c = text; *c; c++)
    if (*c == '+')
      g_string_append (number, "00");
    else if (strchr ("0123456789*#", *c))
      g_string_append_c (number, *c);
  return g_string_free (number, FALSE);
}

void
cor_rest_originate (CorRequest *request, CorExten *device, const char *number)
{
  if (g_str_equal (device->type, "webrtc")) {
    if (!device->online) {
      g_autofree char *reason = g_strdup_printf ("exten %s is offline", device->id);
      cor_reply_empty (request, 500, reason);
      return;
    }
    g_autoptr (GString) args = g_string_new (NULL);
    cor_json_string (args, NULL, number);
    cor_realtime_emit (request->demo->realtime, request->person->username, "callWebrtc", args->str);
    cor_reply_empty (request, 200, NULL);
    return;
  }
  if (!device->online) {
    cor_reply_empty (request, 500, "originate failed");
    return;
  }
  /* This computer's own telephone: it rings, and whoever picks it up talks to the number. */
  if (!g_str_equal (device->type, "physical")) {
    CorSipCall call = { number, device->id };
    g_autofree char *uniqueid =
      g_strdup_printf ("%" G_GINT64_FORMAT ".0", g_get_real_time () / G_USEC_PER_SEC);
    if (cor_sip_call (request->demo->sip, &call))
      on_picked_up (uniqueid, request);
    else
      cor_reply_empty (request, 500, "originate failed");
    return;
  }
  if (cor_phone_order (request, device, "call", number))
    return;
  cor_request_pause (request);
  cor_desk_call (request->demo->desk, device->id, number, on_picked_up, request);
}

static void
on_call (CorRequest *request)
{
  const char *number = cor_request_string (request, "number");
  const char *endpoint = cor_request_string (request, "endpointId");
  const char *type = cor_request_string (request, "endpointType");
  if (!number || strlen (number) > 256 || !(endpoint && *endpoint) != !(type && *type)) {
    cor_reply_empty (request, 400, NULL);
    return;
  }
  CorPerson *person = request->person;
  const char *id = endpoint && *endpoint ? endpoint : person->default_device;
  CorExten *device = cor_person_device (person, id);
  g_autofree char *clean = clean_number (number);
  if (!device)
    cor_reply_empty (request, 403, NULL);
  else if (!*clean || strlen (clean) > 63)
    cor_reply_empty (request, 400, NULL);
  else
    cor_rest_originate (request, device, clean);
}

/* --- a call that is there --- */

/* The call that the body names by convid, or the newest of endpointId; NULL: answered. The user
 * must own the extension, or hold the permission to act on everybody's. */
static CorBoardCall *
named_call (CorRequest *request, gboolean needs_convid)
{
  const char *convid = cor_request_string (request, "convid");
  const char *endpoint = cor_request_string (request, "endpointId");
  if (!endpoint || (needs_convid && !convid)) {
    cor_reply_empty (request, 400, NULL);
    return NULL;
  }
  if (!cor_person_device (request->person, endpoint) && !request->person->advanced) {
    cor_reply_empty (request, 403, NULL);
    return NULL;
  }
  CorBoardCall *call = needs_convid ? cor_board_find (request->demo->board, convid)
                                    : cor_board_call_of (request->demo->board, endpoint);
  if (!call || (strcmp (call->from.number, endpoint) && strcmp (call->to.number, endpoint))) {
    cor_reply_empty (request, 500, "no conversation present");
    return NULL;
  }
  return call;
}

CorBoardCall *
cor_rest_named_call (CorRequest *request)
{
  return named_call (request, TRUE);
}

static void
on_hangup (CorRequest *request)
{
  CorBoardCall *call = named_call (request, TRUE);
  if (!call)
    return;
  call->control->hangup (call, call->control_data);
  cor_reply_empty (request, 200, NULL);
}

static void
on_hangup_all (CorRequest *request)
{
  const char *exten = cor_request_string (request, "exten");
  CorBoardCall *call;
  if (!exten) {
    cor_reply_empty (request, 400, NULL);
    return;
  }
  guint limit = cor_board_calls (request->demo->board)->len;
  while (limit-- > 0 && (call = cor_board_call_of (request->demo->board, exten)))
    call->control->hangup (call, call->control_data);
  cor_reply_empty (request, 200, NULL);
}

static void
on_mute (CorRequest *request)
{
  CorBoardCall *call = named_call (request, TRUE);
  if (!call)
    return;
  call->muted =
    !g_str_has_suffix (g_uri_get_path (soup_server_message_get_uri (request->message)), "/unmute");
  cor_reply_empty (request, 200, NULL);
}

/* Keys of the telephone itself are pressed by its own web server, which not every one has. */
static CorExten *
remote_device (CorRequest *request, const char *doing)
{
  const char *endpoint = cor_request_string (request, "endpointId");
  if (!endpoint) {
    cor_reply_empty (request, 400, NULL);
    return NULL;
  }
  CorExten *device = cor_person_device (request->person, endpoint);
  if (!device) {
    cor_reply_empty (request, 403, NULL);
    return NULL;
  }
  if (g_str_has_prefix (device->agent, "Yealink"))
    return device;
  g_autofree char *reason =
    g_strdup_printf ("%s with unsupported phone (exten: %s/%s)", doing, device->id, device->agent);
  cor_reply_empty (request, 500, reason);
  return NULL;
}

#define PHONE_OBEYED "{\"phoneRespStatusCode\":200}"

static void
on_toggle_hold (CorRequest *request)
{
  CorExten *device = remote_device (request, "holding conversation");
  CorBoardCall *call = device ? named_call (request, FALSE) : NULL;
  if (!call || cor_phone_order (request, device, "hold", ""))
    return;
  cor_call_hold (call, !call->held);
  cor_reply_text (request, 200, PHONE_OBEYED);
}

static void
on_dtmf (CorRequest *request)
{
  const char *tone = cor_request_string (request, "tone");
  CorExten *device = remote_device (request, "sending dtmf");
  if (!device)
    return;
  if (!tone || strlen (tone) != 1 || !strchr ("0123456789*#", *tone)) {
    cor_reply_empty (request, 400, NULL);
    return;
  }
  CorBoardCall *call = named_call (request, FALSE);
  if (!call || cor_phone_order (request, device, "dtmf", tone))
    return;
  if (call->control->dtmf)
    call->control->dtmf (call, tone, call->control_data);
  cor_reply_text (request, 200, PHONE_OBEYED);
}

static void
on_answer (CorRequest *request)
{
  CorExten *device = remote_device (request, "answering");
  if (!device || cor_phone_order (request, device, "answer", ""))
    return;
  cor_desk_pick_up (request->demo->desk, device->id);
  cor_reply_text (request, 200, PHONE_OBEYED);
}

static void
on_answer_webrtc (CorRequest *request)
{
  CorExten *device =
    cor_person_device (request->person, cor_request_string (request, "endpointId"));
  if (!device || !g_str_equal (device->type, "webrtc")) {
    cor_reply_empty (request, device ? 500 : 403, NULL);
    return;
  }
  g_autoptr (GString) args = g_string_new (NULL);
  cor_json_string (args, NULL, device->id);
  cor_realtime_emit (request->demo->realtime, request->person->username, "answerWebrtc", args->str);
  cor_reply_empty (request, 200, NULL);
}

static void
on_transfer (CorRequest *request)
{
  const char *to = cor_request_string (request, "to");
  if (!to || cor_party_kind (to) == COR_PARTY_INVALID) {
    cor_reply_empty (request, 400, NULL);
    return;
  }
  CorBoardCall *call = named_call (request, TRUE);
  if (!call)
    return;
  const char *endpoint = cor_request_string (request, "endpointId");
  CorDemo *demo = request->demo;
  CorSipCall ring = { cor_call_other (call, endpoint)->number, to };
  CorExten *device = cor_person_device (request->person, to);
  if (demo->sip && cor_sip_call (demo->sip, &ring))
    call->control->hangup (call, call->control_data);
  else if (device && g_str_equal (device->type, "physical")) {
    g_autofree char *who = g_strdup (ring.from);
    call->control->hangup (call, call->control_data);
    cor_desk_ring (demo->desk, to, who, FALSE);
  } else
    cor_desk_transfer (demo->desk, call, endpoint, to);
  cor_reply_empty (request, 200, NULL);
}

/* Who is busy, declines or does not exist leaves the call as it was. */
static gboolean
talks (const char *number)
{
  CorPartyKind kind = cor_party_kind (number);
  return kind != COR_PARTY_BUSY && kind != COR_PARTY_DECLINES && kind != COR_PARTY_INVALID;
}

static void
on_consult (CorRequest *request)
{
  const char *to = cor_request_string (request, "to");
  if (!to) {
    cor_reply_empty (request, 400, NULL);
    return;
  }
  CorBoardCall *call = named_call (request, TRUE);
  if (!call)
    return;
  if (call->state != COR_LEG_UP || call->waiting.number) {
    cor_reply_empty (request, 500, "no conversation present");
    return;
  }
  if (talks (to) &&
      (!call->control->consult || call->control->consult (call, to, call->control_data)))
    cor_call_consult (call, cor_request_string (request, "endpointId"), to);
  cor_reply_empty (request, 200, NULL);
}

/* Somebody else's call, heard on a device of one's own, which rings first. */
static void
on_listen (CorRequest *request)
{
  CorDemo *demo = request->demo;
  const char *convid = cor_request_string (request, "convid");
  const char *endpoint = cor_request_string (request, "endpointId");
  CorExten *device = cor_person_device (request->person, cor_request_string (request, "destId"));
  CorBoardCall *call = convid ? cor_board_find (demo->board, convid) : NULL;
  if (!convid || !endpoint) {
    cor_reply_empty (request, 400, NULL);
    return;
  }
  if (!device || !request->person->advanced) {
    cor_reply_empty (request, 403, NULL);
    return;
  }
  CorSipCall ring = { endpoint, device->id };
  if (!call)
    cor_reply_empty (request, 500, "no conversation present");
  else if (g_str_equal (device->type, "physical")) {
    cor_desk_receive (demo->desk, device->id, endpoint);
    cor_reply_empty (request, 200, NULL);
  } else if (demo->sip && cor_sip_call (demo->sip, &ring))
    cor_reply_empty (request, 200, NULL);
  else
    cor_reply_empty (request, 500, "extension is offline");
}

/* Its beginning needs the permission, its end does not. */
static void
on_record (CorRequest *request)
{
  static const struct {
    const char *path, *from, *to; /* NULL: not at all */
  } acts[] = { { "/start_record", NULL, "true" },
               { "/unmute_record", "mute", "true" },
               { "/mute_record", "true", "mute" },
               { "/stop_record", "*", NULL } };
  const char *path = g_uri_get_path (soup_server_message_get_uri (request->message));
  guint i = 0;
  while (!g_str_has_suffix (path, acts[i].path))
    i++;
  if (acts[i].to && !request->person->advanced) {
    cor_reply_empty (request, 403, NULL);
    return;
  }
  CorBoardCall *call = named_call (request, TRUE);
  if (!call)
    return;
  if (g_strcmp0 (acts[i].from, "*") == 0 ? !call->recording
                                         : g_strcmp0 (call->recording, acts[i].from) != 0) {
    cor_reply_empty (request, 500, "recording failed");
    return;
  }
  cor_call_record (call, acts[i].to);
  cor_reply_empty (request, 200, NULL);
}

const CorRoute cor_routes_calls[] = { { "GET", "/astproxy/extensions", on_extensions },
                                      { "GET", "/astproxy/extension/:id", on_extension },
                                      { "GET", "/astproxy/opgroups", on_groups },
                                      { "GET", "/astproxy/parkings", on_parkings },
                                      { "GET", "/astproxy/feature_codes", on_feature_codes },
                                      { "POST", "/astproxy/call", on_call },
                                      { "POST", "/astproxy/hangup", on_hangup },
                                      { "POST", "/astproxy/force_hangup", on_hangup },
                                      { "POST", "/astproxy/hangup_mainexten", on_hangup_all },
                                      { "POST", "/astproxy/mute", on_mute },
                                      { "POST", "/astproxy/unmute", on_mute },
                                      { "POST", "/astproxy/toggle_hold", on_toggle_hold },
                                      { "POST", "/astproxy/dtmf", on_dtmf },
                                      { "POST", "/astproxy/answer", on_answer },
                                      { "POST", "/astproxy/answer_webrtc", on_answer_webrtc },
                                      { "POST", "/astproxy/atxfer", on_consult },
                                      { "POST", "/astproxy/blindtransfer", on_transfer },
                                      { "POST", "/astproxy/start_spy", on_listen },
                                      { "POST", "/astproxy/intrude", on_listen },
                                      { "POST", "/astproxy/pickup_conv", cor_office_on_pick_up },
                                      { "POST", "/astproxy/recall_on_busy", cor_office_on_recall },
                                      { "POST", "/astproxy/start_record", on_record },
                                      { "POST", "/astproxy/mute_record", on_record },
                                      { "POST", "/astproxy/unmute_record", on_record },
                                      { "POST", "/astproxy/stop_record", on_record },
                                      { "POST", "/astproxy/park", cor_parking_on_park },
                                      { "POST", "/astproxy/pickup_parking",
                                        cor_parking_on_pick_up },
                                      { NULL } };
