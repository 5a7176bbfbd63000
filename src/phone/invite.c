/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the stack reads of a message and does not keep: of an INVITE which
 * number was called and whether it asks for an answer by itself, and of its
 * refusal where to call instead. */
#include "config.h"
#include "engine-private.h"
#include "guard.h"

#define SHOWN_MAX 128 /* of a name or number */

char *
cor_wire_text (const char *text, gssize length)
{
  g_autofree char *valid = g_utf8_make_valid (text, length);
  GString *out = g_string_new (NULL);

  for (const char *c = valid; *c != '\0' && out->len < SHOWN_MAX; c = g_utf8_next_char (c)) {
    if (g_unichar_isprint (g_utf8_get_char (c)))
      g_string_append_unichar (out, g_utf8_get_char (c));
  }
  return g_string_free (out, FALSE);
}

char *
cor_wire_number (const struct uri *uri)
{
  g_autofree char *user = g_strndup (uri->user.p, uri->user.l);
  g_autofree char *plain = g_uri_unescape_string (user, NULL);

  if (plain == NULL || g_ascii_strcasecmp (plain, "anonymous") == 0 ||
      g_ascii_strcasecmp (plain, "unknown") == 0 || g_ascii_strcasecmp (plain, "restricted") == 0)
    return g_strdup ("");
  return cor_wire_text (plain, -1);
}

struct sip_msg *
cor_wire_read (const uint8_t *packet, size_t length)
{
  struct mbuf *buffer = mbuf_alloc (length);
  struct sip_msg *message = NULL;

  if (buffer == NULL)
    return NULL;
  mbuf_write_mem (buffer, packet, length);
  mbuf_set_pos (buffer, 0);
  if (sip_msg_decode (&message, buffer) != 0)
    message = NULL;
  mem_deref (buffer);
  return message;
}

/* --- An INVITE to us. --- */

/* The stack tells of the call in the same breath. Whoever else can send us a packet has no say. */
void
cor_wire_note_invite (CorEngine *engine,
                      const struct sa *source,
                      const uint8_t *packet,
                      size_t length)
{
  struct sip_msg **last = cor_wire_last_invite (engine);

  if (!cor_wire_is_server (engine, source))
    return;
  mem_deref (*last);
  *last = cor_wire_read (packet, length);
  if (*last != NULL)
    cor_wire_note_identity (engine, *last);
}

/* NULL when it is this user's own number, or not there. */
static char *
describe (const struct pl *value, const struct uri *own)
{
  g_autofree char *number = NULL;
  g_autofree char *name = NULL;
  struct sip_addr address;

  if (sip_addr_decode (&address, value) != 0 || !pl_isset (&address.uri.user) ||
      pl_cmp (&address.uri.user, &own->user) == 0)
    return NULL;
  number = cor_wire_number (&address.uri);
  if (*number == '\0')
    return NULL;
  if (pl_isset (&address.dname))
    name = cor_wire_text (address.dname.p, (gssize)address.dname.l);
  if (name == NULL || *name == '\0' || g_str_equal (name, number))
    return g_steal_pointer (&number);
  return g_strdup_printf ("%s (%s)", name, number);
}

/* The surest first: what the caller dialled, who sent it on, and whom it was for. */
static char *
describe_called (const struct sip_msg *message, const struct uri *own)
{
  static const char *const names[] = { "P-Called-Party-ID", "Diversion", "History-Info" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    const struct sip_hdr *header = sip_msg_xhdr (message, names[i]);
    char *called = header != NULL ? describe (&header->val, own) : NULL;

    if (called != NULL)
      return called;
  }
  /* Asterisk writes for whom it is as it reaches us: by the random name of our own Contact. */
  if (pl_cmp (&message->to.uri.user, &message->uri.user) == 0)
    return NULL;
  return describe (&message->to.val, own);
}

static gboolean
says (const struct sip_msg *message, const char *name, const char *word)
{
  const struct sip_hdr *header = sip_msg_xhdr (message, name);
  g_autofree char *value =
    header != NULL ? g_ascii_strdown (header->val.p, (gssize)header->val.l) : NULL;

  return value != NULL && strstr (value, word) != NULL;
}

/* RFC 5373, and what PBXes say for it. */
static gboolean
asks_for_answer (const struct sip_msg *message)
{
  const struct sip_hdr *info = sip_msg_xhdr (message, "Call-Info");
  struct pl after;

  if (info != NULL && msg_param_decode (&info->val, "answer-after", &after) == 0 &&
      pl_strcmp (&after, "0") == 0)
    return TRUE;
  return says (message, "Answer-Mode", "auto") || says (message, "Alert-Info", "auto-answer") ||
         says (message, "Alert-Info", "alert-autoanswer") ||
         says (message, "Alert-Info", "intercom") || says (message, "Alert-Info", "ring-answer");
}

void
cor_wire_describe_invite (CorEngine *engine,
                          const CorWireLine *line,
                          struct call *call,
                          CorEvent *event)
{
  const struct sip_msg *last = *cor_wire_last_invite (engine);

  if (last == NULL || pl_strcmp (&last->callid, call_id (call)) != 0)
    return;
  event->called = describe_called (last, account_luri (ua_account (line->ua)));
  event->on = asks_for_answer (last);
}

/* It is the newest one: the stack tells in the same breath. One that was to take a call's place
 * leaves that as it was. */
gboolean
cor_wire_describe_refused (CorEngine *engine, const CorWireLine *line, CorEvent *event)
{
  const struct sip_msg *last = *cor_wire_last_invite (engine);

  if (last == NULL || sip_msg_hdr (last, SIP_HDR_REPLACES) != NULL)
    return FALSE;
  event->called = describe_called (last, account_luri (ua_account (line->ua)));
  event->code = 488;
  event->insecure =
    line->srtp == COR_SRTP_REQUIRED &&
    re_regex ((const char *)mbuf_buf (last->mb), mbuf_get_left (last->mb), "a=crypto:") != 0;
  return TRUE;
}

/* --- An answer to ours: call somebody else. --- */

void
cor_wire_note_redirect (CorEngine *engine, const uint8_t *packet, size_t length)
{
  struct sip_msg *message = cor_wire_read (packet, length);
  const struct sip_hdr *contact = message != NULL ? sip_msg_hdr (message, SIP_HDR_CONTACT) : NULL;
  struct sip_addr address;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, cor_wire_calls (engine));
  while (contact != NULL && g_hash_table_iter_next (&iter, NULL, &value)) {
    CorWireCall *wire = value;

    if (wire->established || pl_strcmp (&message->callid, call_id (wire->call)) != 0 ||
        sip_addr_decode (&address, &contact->val) != 0)
      continue;
    g_free (wire->redirect);
    wire->redirect = cor_wire_number (&address.uri);
  }
  mem_deref (message);
}
