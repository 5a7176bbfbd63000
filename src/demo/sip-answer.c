/* SPDX-License-Identifier: GPL-3.0-or-later
 * Calls that come in: what each number does, and the handlers of every session. */
#include "sip-private.h"
#include <string.h>

#define ANSWER_MS 1000
#define QUICK_ANSWER_MS 100
#define EARLY_MS 2000

void
cor_leg_emit (CorLeg *leg, CorSipEventKind kind, const char *cause)
{
  CorSipEvent event = { kind, leg->call };
  g_strlcpy (event.from, leg->outgoing ? leg->party->number : leg->user, sizeof event.from);
  g_strlcpy (event.to, leg->outgoing ? leg->user : leg->party->number, sizeof event.to);
  g_strlcpy (event.cause, cause ? cause : "", sizeof event.cause);
  cor_sip_tell (leg->thread, &event);
}

const char *
cor_leg_cause (guint status)
{
  switch (status) {
  case 486:
  case 600:
    return "user_busy";
  case 403:
  case 603:
    return "call_rejected";
  case 404:
  case 484:
    return "unallocated_number";
  case 408:
  case 480:
    return "no_answer";
  default:
    return "normal_clearing";
  }
}

/* --- session description --- */

int
cor_leg_make_sdp (CorLeg *leg)
{
  struct sa local;
  int err = sa_set_str (&local, "127.0.0.1", 0);
  err = err ? err : cor_media_open (leg);
  err = err ? err : sdp_session_alloc (&leg->sdp, &local);
  err = err ? err
            : sdp_media_add (&leg->audio, leg->sdp, sdp_media_audio,
                             sa_port (rtp_local (leg->media.rtp)), sdp_proto_rtpavp);
  err = err ? err
            : sdp_format_add (NULL, leg->audio, false, "8", "PCMA", 8000, 1, NULL, NULL, NULL,
                              false, NULL);
  err = err ? err
            : sdp_format_add (NULL, leg->audio, false, "0", "PCMU", 8000, 1, NULL, NULL, NULL,
                              false, NULL);
  return err ? err
             : sdp_format_add (NULL, leg->audio, false, "101", telev_rtpfmt, 8000, 1, NULL, NULL,
                               NULL, false, "0-15");
}

/* Reads what the message offers or answers; ENOTSUP: nothing we can talk. */
int
cor_leg_take_offer (CorLeg *leg, const struct sip_msg *msg)
{
  if (!mbuf_get_left (msg->mb))
    return 0;
  int err = sdp_decode (leg->sdp, msg->mb, true);
  if (err)
    return err;
  return sdp_media_rport (leg->audio) && !list_isempty (sdp_media_format_lst (leg->audio, false))
           ? 0
           : ENOTSUP;
}

static gboolean
is_held (CorLeg *leg)
{
  return sdp_media_dir (leg->audio) != SDP_SENDRECV;
}

static void
tell_hold (CorLeg *leg)
{
  const char *state = is_held (leg) ? "held" : "up";
  if (!leg->up || g_str_equal (leg->party->state, state))
    return;
  leg->party->state = state;
  cor_leg_emit (leg, is_held (leg) ? COR_SIP_EVENT_HELD : COR_SIP_EVENT_RESUMED, NULL);
}

int
cor_leg_on_offer (struct mbuf **ret_answer, const struct sip_msg *msg, void *data)
{
  CorLeg *leg = data;
  int err = cor_leg_take_offer (leg, msg);
  if (err)
    return err;
  cor_media_update (leg);
  tell_hold (leg);
  return sdp_encode (ret_answer, leg->sdp, !mbuf_get_left (msg->mb));
}

int
cor_leg_on_answer (const struct sip_msg *msg, void *data)
{
  CorLeg *leg = data;
  if (!mbuf_get_left (msg->mb))
    return 0;
  int err = sdp_decode (leg->sdp, msg->mb, false);
  if (err)
    return err;
  if (leg->up || leg->asked_early)
    cor_media_update (leg);
  tell_hold (leg);
  return 0;
}

/* --- what happens in a call --- */

static void
on_end_time (void *data)
{
  cor_leg_hang_up (data);
}

void
cor_leg_set_up (CorLeg *leg)
{
  if (leg->up)
    return;
  leg->up = TRUE;
  leg->party->state = "up";
  cor_media_update (leg);
  cor_leg_emit (leg, COR_SIP_EVENT_UP, NULL);
  tmr_cancel (&leg->end);
  if (leg->end_after_ms)
    tmr_start (&leg->end, leg->end_after_ms, on_end_time, leg);
}

/* ACK of our answer, or the telephone's 200. */
void
cor_leg_on_established (const struct sip_msg *msg, void *data)
{
  cor_leg_set_up (data);
}

static gboolean
take_info_digit (CorLeg *leg, const struct sip_msg *msg)
{
  struct pl body, digit;
  pl_set_mbuf (&body, msg->mb);
  if (re_regex (body.p, body.l, "Signal=[ ]*[0-9*#A-D]1", NULL, &digit))
    return FALSE;
  if (leg->party->digits->len < 200)
    g_string_append_len (leg->party->digits, digit.p, 1);
  cor_leg_note_digits (leg);
  return TRUE;
}

void
cor_leg_on_info (struct sip *sip, const struct sip_msg *msg, void *data)
{
  if (take_info_digit (data, msg))
    (void)sip_reply (sip, msg, 200, "OK");
  else
    (void)sip_reply (sip, msg, 488, "Not Acceptable Here");
}

void
cor_leg_on_close (int err, const struct sip_msg *msg, void *data)
{
  cor_leg_ended (data, cor_leg_cause (msg && !msg->req ? msg->scode : 0));
}

/* --- a call that comes in --- */

static void
answer (void *data)
{
  CorLeg *leg = data;
  struct mbuf *mb = NULL;
  if (!sdp_encode (&mb, leg->sdp, !sa_isset (sdp_media_raddr (leg->audio), SA_ALL)) &&
      !sipsess_answer (leg->session, 200, "OK", mb, NULL))
    leg->party->state = "up";
  mem_deref (mb);
}

static void
refuse (CorLeg *leg, const struct sip_msg *msg, guint status, const char *reason)
{
  (void)sip_treply (NULL, leg->thread->sip, msg, status, reason);
  cor_leg_ended (leg, cor_leg_cause (status));
}

static void
accept_call (CorLeg *leg, const struct sip_msg *msg)
{
  gboolean early = leg->kind == COR_PARTY_EARLY;
  struct mbuf *mb = NULL;
  int err = early ? sdp_encode (&mb, leg->sdp, false) : 0;
  if (!err)
    err = sipsess_accept (&leg->session, leg->thread->sessions, msg, early ? 183 : 180,
                          early ? "Session Progress" : "Ringing", leg->party->number,
                          "application/sdp", mb, NULL, NULL, false, cor_leg_on_offer,
                          cor_leg_on_answer, cor_leg_on_established, cor_leg_on_info,
                          cor_leg_on_refer, cor_leg_on_close, leg, NULL);
  mem_deref (mb);
  if (err) {
    refuse (leg, msg, 500, "Server Internal Error");
    return;
  }
  cor_leg_emit (leg, COR_SIP_EVENT_RINGING, NULL);
  leg->party->state = "ringing";
  if (early)
    cor_media_update (leg);
  if (leg->kind == COR_PARTY_SILENT)
    return;
  tmr_start (&leg->next,
             early                           ? EARLY_MS
             : leg->kind == COR_PARTY_PERSON ? ANSWER_MS
                                             : QUICK_ANSWER_MS,
             answer, leg);
}

void
cor_leg_ring_in (CorLeg *leg, const struct sip_msg *msg)
{
  switch (leg->kind) {
  case COR_PARTY_INVALID:
    refuse (leg, msg, 404, "Not Found");
    return;
  case COR_PARTY_BUSY:
    refuse (leg, msg, 486, "Busy Here");
    return;
  case COR_PARTY_DECLINES:
    refuse (leg, msg, 603, "Decline");
    return;
  case COR_PARTY_ECHO:
  case COR_PARTY_TONE:
  case COR_PARTY_SILENT:
  case COR_PARTY_EARLY:
  case COR_PARTY_PERSON:
  default:
    break;
  }
  int err = cor_leg_make_sdp (leg);
  if (!err)
    err = cor_leg_take_offer (leg, msg);
  if (err == ENOTSUP || err == EBADMSG || err == EPROTO)
    refuse (leg, msg, 488, "Not Acceptable Here");
  else if (err)
    refuse (leg, msg, 500, "Server Internal Error");
  else
    accept_call (leg, msg);
}
