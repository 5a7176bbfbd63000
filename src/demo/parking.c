/* SPDX-License-Identifier: GPL-3.0-or-later
 * Parking: /astproxy/park and pickup_parking, and what becomes of who waits too long. */
#include "parking.h"
#include "rest-calls.h"
#include <string.h>

void
cor_parking_on_park (CorRequest *request)
{
  const char *applicant = cor_request_string (request, "applicantId");
  if (!applicant) {
    cor_reply_empty (request, 400, NULL);
    return;
  }
  CorBoardCall *call = cor_rest_named_call (request);
  if (!call)
    return;
  if (strcmp (call->from.number, applicant) && strcmp (call->to.number, applicant)) {
    cor_reply_empty (request, 500, "the applicant is not in the call");
    return;
  }
  if (!cor_board_park (request->demo->board, call, applicant)) {
    cor_reply_empty (request, 500, "no free parking");
    return;
  }
  call->control->hangup (call, call->control_data);
  cor_reply_empty (request, 200, NULL);
}

/* `who` rings the telephone; a desk phone picks up by itself when it was asked for. */
static gboolean
ring (CorDemo *demo, const char *who, CorExten *device, gboolean picks_up)
{
  CorSipCall call = { who, device->id };
  if (!g_str_equal (device->type, "physical"))
    return demo->sip && cor_sip_call (demo->sip, &call);
  if (picks_up)
    cor_desk_receive (demo->desk, device->id, who);
  else
    cor_desk_ring (demo->desk, device->id, who, FALSE);
  return TRUE;
}

void
cor_parking_on_pick_up (CorRequest *request)
{
  CorDemo *demo = request->demo;
  const char *parking = cor_request_string (request, "parking");
  const char *destination = cor_request_string (request, "destId");
  CorExten *device = cor_person_device (request->person, destination);
  if (!destination || !parking) {
    cor_reply_empty (request, 400, NULL);
    return;
  }
  if (!device || !request->person->advanced) {
    cor_reply_empty (request, 403, NULL);
    return;
  }
  g_autofree char *who = cor_board_unpark (demo->board, parking);
  if (!who)
    cor_reply_empty (request, 500, "no parked call");
  else if (ring (demo, who, device, TRUE))
    cor_reply_empty (request, 200, NULL);
  else
    cor_reply_empty (request, 500, "extension is offline");
}

void
cor_parking_come_back (const char *who, const char *by, gpointer data)
{
  CorDemo *demo = data;
  CorExten *device = cor_people_exten (demo->people, by);
  if (device)
    ring (demo, who, device, FALSE);
}

void
cor_parking_on_demo (CorRequest *request)
{
  const char *who = cor_request_string (request, "who");
  const char *by = cor_request_string (request, "by");
  const char *name = cor_request_string (request, "name");
  const char *lot = NULL;
  if (who && by && strlen (who) < 64)
    lot = cor_board_park_party (request->demo->board, who, name ? name : "<unknown>", by);
  if (lot)
    cor_reply_text (request, 200, "{\"done\":true}");
  else
    cor_reply_text (request, 400, "{\"error\":\"give who and by; nine can wait\"}");
}
