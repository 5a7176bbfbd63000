/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who the other side of a call is now (RFC 3325): a PBX that has put somebody
 * else there, who was transferred to us or took the call, says so in an INVITE
 * or UPDATE within the call, or when it answers ours. */
#include "config.h"
#include "engine-private.h"
#include "guard.h"

static const struct sip_hdr *
find_identity (const struct sip_msg *message)
{
  const struct sip_hdr *asserted = sip_msg_xhdr (message, "P-Asserted-Identity");

  return asserted != NULL ? asserted : sip_msg_xhdr (message, "Remote-Party-ID");
}

static CorWireCall *
find_call (CorEngine *engine, const struct pl *id)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, cor_wire_calls (engine));
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    CorWireCall *wire = value;

    if (pl_strcmp (id, call_id (wire->call)) == 0)
      return wire;
  }
  return NULL;
}

/* A request within a call, or an answer to what we asked when we called. */
static gboolean
is_of_call (const struct sip_msg *message)
{
  return message->req ? pl_isset (&message->to.tag) : pl_strcmp (&message->cseq.met, "INVITE") == 0;
}

void
cor_wire_note_identity (CorEngine *engine, const struct sip_msg *message)
{
  CorWireCall *wire = is_of_call (message) ? find_call (engine, &message->callid) : NULL;
  const struct sip_hdr *header = wire != NULL ? find_identity (message) : NULL;
  g_autofree char *number = NULL;
  struct sip_addr address;
  CorEvent *event;

  if (header == NULL || sip_addr_decode (&address, &header->val) != 0)
    return;
  number = cor_wire_number (&address.uri);
  if (*number == '\0')
    return;
  event = cor_wire_event (COR_EVENT_IDENTITY, wire->line, wire->id);
  event->text = g_steal_pointer (&number);
  if (pl_isset (&address.dname))
    event->name = cor_wire_text (address.dname.p, (gssize)address.dname.l);
  cor_wire_emit (engine, event);
}

void
cor_wire_note_identity_in (CorEngine *engine,
                           const struct sa *source,
                           const uint8_t *packet,
                           size_t length)
{
  struct sip_msg *message =
    cor_wire_is_server (engine, source) ? cor_wire_read (packet, length) : NULL;

  if (message != NULL)
    cor_wire_note_identity (engine, message);
  mem_deref (message);
}
