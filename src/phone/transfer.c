/* SPDX-License-Identifier: GPL-3.0-or-later
 * The other side of a call is told to call somebody else (RFC 3515). */
#include "config.h"
#include "engine-private.h"

/* The stack ends the call when the other side tells that it got there. */
void
cor_wire_transfer (CorWireCall *wire, const char *uri)
{
  int err = call_transfer (wire->call, uri);

  wire->transferring = err == 0;
  if (err != 0)
    cor_wire_on_transfer_failed (wire, NULL);
}

/* Where that is, and whose place there to take (RFC 3891): "to" and "from" are as the other end of
 * that dialog sees them. What an address of theirs has for a header of its own is left out. */
static char *
describe_place (struct call *call)
{
  const struct sip_dialog *dialog = call_dialog (call);
  g_autofree char *plain = NULL;
  g_autofree char *escaped = NULL;
  struct uri uri;
  struct pl pl;
  char text[512];

  pl_set_str (&pl, call_peeruri (call));
  if (!sip_dialog_established (dialog) || uri_decode (&uri, &pl) != 0)
    return NULL;
  uri.headers = pl_null;
  if (re_snprintf (text, sizeof text, "%H", uri_encode, &uri) < 0)
    return NULL;
  plain = g_strdup_printf ("%s;to-tag=%s;from-tag=%s", sip_dialog_callid (dialog),
                           sip_dialog_rtag (dialog), sip_dialog_ltag (dialog));
  escaped = g_uri_escape_string (plain, NULL, FALSE);
  return g_strdup_printf ("<%s?Replaces=%s>", text, escaped);
}

void
cor_wire_join (CorWireCall *wire, CorWireCall *other)
{
  g_autofree char *place = other != NULL ? describe_place (other->call) : NULL;

  if (place != NULL)
    cor_wire_transfer (wire, place);
  else
    cor_wire_on_transfer_failed (wire, NULL);
}

/* text: begins with SIP's code, if there is one. */
void
cor_wire_on_transfer_failed (CorWireCall *wire, const char *text)
{
  CorEvent *event = cor_wire_event (COR_EVENT_MOVE_FAILED, wire->line, wire->id);
  guint64 code = text != NULL ? g_ascii_strtoull (text, NULL, 10) : 0;

  wire->transferring = FALSE;
  event->code = code < 1000 ? (guint)code : 0;
  cor_wire_emit (wire->engine, event);
}
