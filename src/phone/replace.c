/* SPDX-License-Identifier: GPL-3.0-or-later
 * An INVITE that is to take the place of a call of ours (RFC 3891): the other side has sent
 * somebody else, and the user goes on in the same call. Only the server's INVITEs get this far, and
 * who sends one has to name the call by what its two ends alone know. */
#include "config.h"
#include "replace.h"

#define EARLY_MAX 8 /* telephones that one call of ours rings at */

/* What a Replaces says; it points into the header. */
typedef struct {
  struct pl call_id;
  struct pl to_tag;
  struct pl from_tag;
  gboolean early_only;
} Place;

static gboolean
read_place (const struct sip_msg *message, Place *place)
{
  const struct sip_hdr *header = sip_msg_hdr (message, SIP_HDR_REPLACES);
  struct pl flag;

  if (sip_msg_hdr_count (message, SIP_HDR_REPLACES) != 1 ||
      re_regex (header->val.p, header->val.l, "[^; \t\r\n]+", &place->call_id) != 0 ||
      msg_param_decode (&header->val, "to-tag", &place->to_tag) != 0 ||
      msg_param_decode (&header->val, "from-tag", &place->from_tag) != 0)
    return FALSE;
  place->early_only = msg_param_exists (&header->val, "early-only", &flag) == 0;
  return TRUE;
}

static gboolean
is_early_tag (const CorWireCall *wire, const struct pl *tag)
{
  for (guint i = 0; wire->early != NULL && i < wire->early->len; i++) {
    if (pl_strcmp (tag, wire->early->pdata[i]) == 0)
      return TRUE;
  }
  return FALSE;
}

/* One that rings here is no place to take: it is not ours to give away. */
static gboolean
is_at (const CorWireCall *wire, const Place *place)
{
  const struct sip_dialog *dialog = call_dialog (wire->call);

  if (dialog == NULL || pl_strcmp (&place->call_id, sip_dialog_callid (dialog)) != 0 ||
      pl_strcmp (&place->to_tag, sip_dialog_ltag (dialog)) != 0)
    return FALSE;
  if (wire->established)
    return pl_strcmp (&place->from_tag, sip_dialog_rtag (dialog)) == 0;
  return call_is_outgoing (wire->call) && is_early_tag (wire, &place->from_tag);
}

static CorWireCall *
find_at (CorEngine *engine, guint line, const Place *place)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, cor_wire_calls (engine));
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    CorWireCall *wire = value;

    if (wire->line == line && is_at (wire, place))
      return wire;
  }
  return NULL;
}

guint
cor_wire_find_place (CorEngine *engine,
                     const CorWireLine *line,
                     struct call *call,
                     CorWireCall **ret_wire)
{
  const struct sip_msg *last = *cor_wire_last_invite (engine);
  CorWireCall *wire;
  Place place;

  if (last == NULL || pl_strcmp (&last->callid, call_id (call)) != 0 ||
      sip_msg_hdr (last, SIP_HDR_REPLACES) == NULL)
    return 0;
  if (!read_place (last, &place))
    return 400;
  wire = find_at (engine, line->id, &place);
  if (wire == NULL)
    return 481;
  if (wire->established && place.early_only)
    return 486;
  *ret_wire = wire;
  return 200;
}

void
cor_wire_note_early (CorEngine *engine, const uint8_t *packet, size_t length)
{
  struct sip_msg *message = cor_wire_read (packet, length);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, cor_wire_calls (engine));
  while (message != NULL && pl_isset (&message->to.tag) &&
         g_hash_table_iter_next (&iter, NULL, &value)) {
    CorWireCall *wire = value;

    if (wire->established || pl_strcmp (&message->callid, call_id (wire->call)) != 0 ||
        is_early_tag (wire, &message->to.tag))
      continue;
    if (wire->early == NULL)
      wire->early = g_ptr_array_new_with_free_func (g_free);
    if (wire->early->len < EARLY_MAX)
      g_ptr_array_add (wire->early, g_strndup (message->to.tag.p, message->to.tag.l));
  }
  mem_deref (message);
}
