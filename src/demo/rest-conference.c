/* SPDX-License-Identifier: GPL-3.0-or-later
 * /astproxy: conferences. */
#include "conference.h"
#include "rest-calls.h"
#include <string.h>

/* As the real one: an extension that is anybody's may be looked at. */
static void
on_conference (CorRequest *request)
{
  GString *json = g_string_new (NULL);
  cor_conferences_write (request->demo->conferences, request->args[0], json);
  cor_reply_json (request, 200, json);
}

/* Who talks to the owner goes to the owner's conference. Where the owner is in it already they
 * leave it, and call who is to be added. */
static void
on_start (CorRequest *request)
{
  CorDemo *demo = request->demo;
  const char *convid = cor_request_string (request, "convid");
  const char *added = cor_request_string (request, "addEndpointId");
  const char *owner = cor_request_string (request, "ownerEndpointId");
  CorExten *device = cor_person_device (request->person, owner);
  CorBoardCall *call = cor_board_find (demo->board, convid);
  if (!convid || !added || !owner || !*added || strlen (added) > 63) {
    cor_reply_empty (request, 400, NULL);
    return;
  }
  if (!device) {
    cor_reply_empty (request, 403, NULL);
    return;
  }
  if (!call || (strcmp (call->from.number, owner) && strcmp (call->to.number, owner))) {
    cor_reply_empty (request, 500, "no conversation present");
    return;
  }
  if (cor_conferences_has (demo->conferences, owner, owner)) {
    call->control->hangup (call, call->control_data);
    cor_rest_originate (request, device, added);
    return;
  }
  if (call->state != COR_LEG_UP) {
    cor_reply_empty (request, 500, "redirect failed");
    return;
  }
  g_autofree char *other = g_strdup (cor_call_other (call, owner)->number);
  call->control->hangup (call, call->control_data);
  cor_conferences_put (demo->conferences, owner, other);
  cor_reply_empty (request, 200, NULL);
}

/* The exchange calls the telephone, and whoever answers is in. */
static void
on_join (CorRequest *request)
{
  CorDemo *demo = request->demo;
  const char *id = cor_request_string (request, "endpointId");
  CorExten *device = cor_person_device (request->person, id);
  g_autofree char *number = g_strconcat (COR_CONFERENCE_CODE, id, NULL);
  if (!device) {
    cor_reply_empty (request, id ? 403 : 400, NULL);
    return;
  }
  if (g_str_equal (device->type, "physical") && device->online) {
    cor_desk_receive (demo->desk, device->id, number);
    cor_reply_empty (request, 200, NULL);
    return;
  }
  CorSipCall call = { number, device->id, .shown = device->id };
  if (demo->sip && cor_sip_call (demo->sip, &call))
    cor_reply_empty (request, 200, NULL);
  else
    cor_reply_empty (request, 500, "originate failed");
}

/* NULL: answered. */
static const char *
own_conference (CorRequest *request)
{
  const char *id = cor_request_string (request, "confId");
  if (id && cor_person_device (request->person, id))
    return id;
  cor_reply_empty (request, id ? 403 : 400, NULL);
  return NULL;
}

static void
reply (CorRequest *request, gboolean done)
{
  cor_reply_empty (request, done ? 200 : 500, done ? NULL : "no such conference or user");
}

static void
on_end (CorRequest *request)
{
  const char *id = own_conference (request);
  if (id)
    reply (request, cor_conferences_end (request->demo->conferences, id));
}

static void
on_mute (CorRequest *request)
{
  const char *id = own_conference (request), *user = cor_request_string (request, "userId");
  const char *path = g_uri_get_path (soup_server_message_get_uri (request->message));
  if (!id)
    return;
  if (!user)
    cor_reply_empty (request, 400, NULL);
  else
    reply (request, cor_conferences_mute (request->demo->conferences, id, user,
                                          g_str_has_suffix (path, "/mute_userconf")));
}

static void
on_hang_up (CorRequest *request)
{
  const char *id = own_conference (request), *number = cor_request_string (request, "extenId");
  if (!id)
    return;
  if (!number)
    cor_reply_empty (request, 400, NULL);
  else
    reply (request, cor_conferences_hang_up (request->demo->conferences, id, number));
}

const CorRoute cor_routes_conference[] = { { "GET", "/astproxy/conference/:id", on_conference },
                                           { "POST", "/astproxy/start_conf", on_start },
                                           { "POST", "/astproxy/join_myconf", on_join },
                                           { "POST", "/astproxy/end_conf", on_end },
                                           { "POST", "/astproxy/mute_userconf", on_mute },
                                           { "POST", "/astproxy/unmute_userconf", on_mute },
                                           { "POST", "/astproxy/hangup_userconf", on_hang_up },
                                           { NULL } };
