/* SPDX-License-Identifier: GPL-3.0-or-later
 * A CANCEL that says why (RFC 3326): libre's own carries no header of ours, so this one is written
 * by hand from the INVITE as it was sent, and libre's follows as its repetition. */
#include "sip-private.h"
#include <string.h>

static void
copy_header (const struct sip_msg *invite, enum sip_hdrid id, const char *name, struct mbuf *out)
{
  const struct sip_hdr *header = sip_msg_hdr (invite, id);
  if (header)
    (void)mbuf_printf (out, "%s: %r\r\n", name, &header->val);
}

void
cor_leg_cancel_elsewhere (CorLeg *leg)
{
  struct mbuf *in = mbuf_alloc (2048), *out = mbuf_alloc (2048);
  struct sip_msg *invite = NULL;
  if (in && out && leg->invite && !mbuf_write_str (in, leg->invite->str)) {
    in->pos = 0;
    if (!sip_msg_decode (&invite, in)) {
      (void)mbuf_printf (out, "CANCEL %r SIP/2.0\r\n", &invite->ruri);
      copy_header (invite, SIP_HDR_VIA, "Via", out);
      copy_header (invite, SIP_HDR_TO, "To", out);
      copy_header (invite, SIP_HDR_FROM, "From", out);
      copy_header (invite, SIP_HDR_CALL_ID, "Call-ID", out);
      (void)mbuf_printf (out,
                         "CSeq: %u CANCEL\r\nMax-Forwards: 70\r\n"
                         "Reason: SIP;cause=200;text=\"Call completed elsewhere\"\r\n"
                         "Content-Length: 0\r\n\r\n",
                         invite->cseq.num);
      out->pos = 0;
      (void)sip_send (leg->thread->sip, NULL, leg->invite_by, &leg->invite_to, out);
    }
  }
  mem_deref (invite);
  mem_deref (in);
  mem_deref (out);
}
