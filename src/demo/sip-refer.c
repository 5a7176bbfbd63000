/* SPDX-License-Identifier: GPL-3.0-or-later
 * A telephone sends the party of a call elsewhere: to a number, or to the party of another of its
 * calls (Replaces). */
#include "sip-private.h"

/* The exchange takes leave of the telephone when the parties are together. */
#define LEAVE_MS 20

static void
on_notifier_close (int err, const struct sip_msg *msg, void *data)
{
  CorLeg *leg = data;
  leg->notifier = mem_deref (leg->notifier);
}

static gboolean
is_dialog (const CorLeg *leg, const struct pl *call_id, const struct pl *to, const struct pl *from)
{
  const struct sip_dialog *dialog = leg->session ? sipsess_dialog (leg->session) : NULL;
  return leg->up && !leg->over && sip_dialog_established (dialog) &&
         !pl_strcmp (call_id, sip_dialog_callid (dialog)) &&
         !pl_strcmp (to, sip_dialog_ltag (dialog)) && !pl_strcmp (from, sip_dialog_rtag (dialog));
}

/* Of the same telephone, and as both its ends name it. */
static CorLeg *
find_place (CorLeg *leg, const struct pl *escaped)
{
  char value[512];
  struct pl all, call_id, to, from;
  if (re_snprintf (value, sizeof value, "%H", uri_header_unescape, escaped) < 0)
    return NULL;
  pl_set_str (&all, value);
  if (re_regex (all.p, all.l, "[^;]+", &call_id) || msg_param_decode (&all, "to-tag", &to) ||
      msg_param_decode (&all, "from-tag", &from))
    return NULL;
  for (guint i = 0; i < leg->thread->legs->len; i++) {
    CorLeg *other = leg->thread->legs->pdata[i];
    if (other != leg && g_str_equal (other->user, leg->user) &&
        is_dialog (other, &call_id, &to, &from))
      return other;
  }
  return NULL;
}

static void
on_leave_time (void *data)
{
  cor_leg_hang_up (data);
}

static void
join (CorLeg *leg, CorLeg *other)
{
  CorSipEvent event = { COR_SIP_EVENT_JOINED, leg->call };
  g_strlcpy (event.from, leg->party->number, sizeof event.from);
  g_strlcpy (event.to, other->party->number, sizeof event.to);
  cor_sip_tell (leg->thread, &event);
  tmr_start (&leg->end, LEAVE_MS, on_leave_time, leg);
  tmr_start (&other->end, LEAVE_MS, on_leave_time, other);
}

static void
tell (CorLeg *leg, const char *result)
{
  struct mbuf *mb = mbuf_alloc (64);
  if (!mb)
    return;
  (void)mbuf_printf (mb, "SIP/2.0 %s\r\n", result);
  mb->pos = 0;
  (void)sipevent_notify (leg->notifier, mb, SIPEVENT_TERMINATED, SIPEVENT_NORESOURCE, 0);
  mem_deref (mb);
}

/* The party goes where it is told, and says that it has arrived. */
static void
go (CorLeg *leg, const char *number, const struct uri *target)
{
  static const struct pl name = PL ("Replaces");
  struct pl place;
  CorLeg *other;
  if (uri_header_get (&target->headers, &name, &place)) {
    tell (leg, cor_party_kind (number) != COR_PARTY_INVALID ? "200 OK" : "404 Not Found");
    return;
  }
  other = leg->up ? find_place (leg, &place) : NULL;
  if (other && leg->thread->faults.sip == COR_SIP_NO_TRANSFER)
    tell (leg, "486 Busy Here");
  else if (other) {
    tell (leg, "200 OK");
    join (leg, other);
  } else
    tell (leg, "481 Call/Transaction Does Not Exist");
}

void
cor_leg_on_refer (struct sip *sip, const struct sip_msg *msg, void *data)
{
  CorLeg *leg = data;
  struct sip_addr target;
  const struct sip_hdr *header = sip_msg_hdr (msg, SIP_HDR_REFER_TO);
  char number[64];
  if (!header || sip_addr_decode (&target, &header->val) ||
      pl_strcpy (&target.uri.user, number, sizeof number)) {
    (void)sip_reply (sip, msg, 400, "Bad Refer-To");
    return;
  }
  g_free (leg->party->transferred_to);
  leg->party->transferred_to = g_utf8_make_valid (number, -1);
  leg->notifier = mem_deref (leg->notifier);
  if (sipevent_accept (&leg->notifier, leg->thread->events, msg, sipsess_dialog (leg->session),
                       NULL, 202, "Accepted", 60, 60, 60, leg->party->number, "message/sipfrag",
                       NULL, NULL, false, on_notifier_close, leg, NULL)) {
    (void)sip_reply (sip, msg, 500, "Server Internal Error");
    return;
  }
  go (leg, number, &target.uri);
}
