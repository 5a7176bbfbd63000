/* SPDX-License-Identifier: GPL-3.0-or-later
 * Extensions, conversations, parkings and queues as the server writes them. */
#include "board.h"
#include "json-out.h"
#include <string.h>

static const char *
channel_status (const CorBoardCall *call, gboolean source)
{
  if (call->state == COR_LEG_UP)
    return "up";
  if (call->state == COR_LEG_STARTING)
    return "ringing";
  return source ? "ring" : "ringing";
}

/* The end of the number is hidden, and the whole name. */
#define HIDDEN "xxx"

static void
write_number (GString *out, const char *key, const char *number, gboolean hidden)
{
  gsize len = strlen (number);
  g_autofree char *shown = g_strdup_printf (
    "%.*s" HIDDEN, (int)(len > strlen (HIDDEN) ? len - strlen (HIDDEN) : 0), number);
  cor_json_string (out, key, hidden && len ? shown : number);
}

static void
write_name (GString *out, const char *key, const char *name, gboolean hidden)
{
  cor_json_string (out, key, hidden && *name ? HIDDEN : name);
}

static void
write_channel (const CorBoardCall *call, gboolean source, gboolean hidden, GString *out)
{
  const CorSide *side = source ? &call->from : &call->to;
  const CorSide *other = source ? &call->to : &call->from;
  const char *key = source ? "chSource" : "chDest";
  if (!side->channel) {
    cor_json_string (out, key, NULL);
    return;
  }
  cor_json_open (out, key, '{');
  cor_json_string (out, "type", source ? "source" : "dest");
  cor_json_string (out, "channel", side->channel);
  write_number (out, "callerNum", side->number, hidden);
  cor_json_int (out, "startTime", side->since * 1000);
  write_name (out, "callerName", side->name, hidden);
  write_number (out, "bridgedNum", other->channel ? other->number : "", hidden);
  write_name (out, "bridgedName", other->channel ? other->name : "", hidden);
  cor_json_bool (out, "inConference", FALSE);
  cor_json_string (out, "channelStatus", channel_status (call, source));
  cor_json_string (out, "bridgedChannel", other->channel ? other->channel : "");
  cor_json_close (out, '}');
}

static void
write_conversation (CorBoardCall *call, const CorExten *owner, gboolean hidden, GString *out)
{
  gboolean outgoing = call->from.exten == owner;
  const CorSide *other = outgoing ? &call->to : &call->from;
  g_autofree char *convid = cor_call_convid (call);
  gint64 now = g_get_real_time ();
  cor_json_open (out, convid, '{');
  cor_json_string (out, "id", convid);
  cor_json_string (out, "owner", owner->id);
  write_channel (call, FALSE, hidden, out);
  cor_json_string (out, "linkedId", call->uniqueid);
  cor_json_string (out, "uniqueId", call->uniqueid);
  write_channel (call, TRUE, hidden, out);
  cor_json_int (out, "duration", (now - call->start) / G_USEC_PER_SEC);
  cor_json_int (out, "startTime", call->start / G_USEC_PER_SEC * 1000);
  cor_json_bool (out, "connected", call->state == COR_LEG_UP);
  cor_json_string (out, "recording", call->recording ? call->recording : "false");
  cor_json_string (out, "direction", outgoing ? "out" : "in");
  cor_json_bool (out, "inConference", FALSE);
  cor_json_bool (out, "throughQueue", FALSE);
  cor_json_bool (out, "throughTrunk", !other->exten);
  write_number (out, "counterpartNum", other->number, hidden);
  write_name (out, "counterpartName", other->name, hidden);
  cor_json_close (out, '}');
}

void
cor_board_write_exten (CorBoard *board,
                       const char *key,
                       CorExten *exten,
                       const CorPerson *viewer,
                       GString *out)
{
  gboolean hidden = viewer && !viewer->advanced && viewer != exten->person;
  g_autofree char *port = exten->port ? g_strdup_printf ("%u", exten->port) : g_strdup ("");
  gboolean forwarded = g_str_equal (exten->person->presence, "callforward");
  cor_json_open (out, key, '{');
  cor_json_string (out, "ip", exten->ip);
  cor_json_string (out, "cf", forwarded ? exten->person->presence_to : "");
  cor_json_string (out, "mac", exten->mac);
  cor_json_string (out, "cfb", "");
  cor_json_string (out, "cfu", "");
  cor_json_bool (out, "dnd", g_str_equal (exten->person->presence, "dnd"));
  cor_json_string (out, "cfVm", "");
  cor_json_string (out, "port", port);
  cor_json_string (out, "name", exten->person->name);
  cor_json_string (out, "cfbVm", "");
  cor_json_string (out, "cfuVm", "");
  cor_json_string (out, "exten", exten->id);
  cor_json_raw (out, "codecs", "[\"ulaw\",\"alaw\",\"g722\"]");
  cor_json_string (out, "status", cor_board_status (board, exten));
  cor_json_string (out, "context", "from-internal");
  cor_json_string (out, "chanType", "pjsip");
  cor_json_string (out, "username", exten->person->username);
  cor_json_string (out, "sipuseragent", exten->agent);
  cor_json_open (out, "conversations", '{');
  for (guint i = 0; i < board->calls->len; i++) {
    CorBoardCall *call = board->calls->pdata[i];
    if (call->from.exten == exten || (call->to.exten == exten && call->to.channel))
      write_conversation (call, exten, hidden, out);
  }
  cor_json_close (out, '}');
  cor_json_close (out, '}');
}

void
cor_board_write_extens (CorBoard *board, const CorPerson *viewer, GString *out)
{
  cor_json_open (out, NULL, '{');
  for (guint i = 0; i < board->people->all->len; i++) {
    CorPerson *person = board->people->all->pdata[i];
    for (guint k = 0; k < person->devices->len; k++) {
      CorExten *exten = person->devices->pdata[k];
      cor_board_write_exten (board, exten->id, exten, viewer, out);
    }
  }
  cor_json_close (out, '}');
}

void
cor_board_write_parking (CorBoard *board, const char *key, guint lot, GString *out)
{
  const CorParked *parked = &board->parked[lot];
  g_autofree char *number = g_strdup_printf ("%u", COR_FIRST_PARKING + lot);
  cor_json_open (out, key, '{');
  cor_json_string (out, "name", number);
  cor_json_string (out, "parking", number);
  cor_json_int (out, "timeout", board->parking_s);
  cor_json_open (out, "parkedCaller", '{');
  if (parked->number) {
    gint64 waited = g_get_monotonic_time () / G_USEC_PER_SEC - parked->since;
    cor_json_string (out, "num", parked->number);
    cor_json_string (out, "name", parked->name);
    cor_json_string (out, "parking", number);
    cor_json_string (out, "channel", parked->channel);
    cor_json_int (out, "timeout", MAX ((gint64)board->parking_s - waited, 0));
    cor_json_string (out, "parkeeNum", parked->by);
    cor_json_string (out, "parkeeName", parked->by_name);
  }
  cor_json_close (out, '}');
  cor_json_close (out, '}');
}

void
cor_board_write_parkings (CorBoard *board, GString *out)
{
  cor_json_open (out, NULL, '{');
  for (guint lot = 0; lot < COR_PARKINGS; lot++) {
    g_autofree char *key = g_strdup_printf ("%u", COR_FIRST_PARKING + lot);
    cor_board_write_parking (board, key, lot, out);
  }
  cor_json_close (out, '}');
}
