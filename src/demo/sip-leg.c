/* SPDX-License-Identifier: GPL-3.0-or-later
 * Legs: begun, ended, and those by which a party calls the user. */
#include "sip-private.h"
#include <string.h>

#define MAX_LEGS 200
#define DROP_DELAY_MS 32
#define CANCEL_WAIT_MS 1000

void
cor_leg_free (gpointer data)
{
  CorLeg *leg = data;
  tmr_cancel (&leg->next);
  tmr_cancel (&leg->end);
  cor_media_close (leg);
  leg->notifier = mem_deref (leg->notifier);
  leg->session = mem_deref (leg->session);
  leg->sdp = mem_deref (leg->sdp);
  if (leg->invite)
    g_string_free (leg->invite, TRUE);
  g_free (leg);
}

static CorLeg *
add_leg (CorSipThread *thread, const char *user, const char *number)
{
  CorLeg *leg = g_new0 (CorLeg, 1);
  leg->thread = thread;
  leg->party = cor_sip_thread_party (thread, number);
  leg->kind = cor_party_kind (number);
  g_strlcpy (leg->user, user, sizeof leg->user);
  tmr_init (&leg->next);
  tmr_init (&leg->end);
  tmr_init (&leg->media.tick);
  g_ptr_array_add (thread->legs, leg);
  return leg;
}

static void
on_drop_time (void *data)
{
  CorLeg *leg = data;
  g_ptr_array_remove (leg->thread->legs, leg);
}

static CorLeg *
other_leg (CorLeg *leg)
{
  GPtrArray *legs = leg->thread->legs;
  for (guint i = 0; i < legs->len; i++) {
    CorLeg *other = legs->pdata[i];
    if (other != leg && other->call == leg->call && !other->over)
      return other;
  }
  return NULL;
}

/* The leg is freed a little later: libre is still in its handler. */
void
cor_leg_ended (CorLeg *leg, const char *cause)
{
  if (leg->over)
    return;
  leg->over = TRUE;
  tmr_cancel (&leg->end);
  cor_media_close (leg);
  tmr_start (&leg->next, DROP_DELAY_MS, on_drop_time, leg);
  if (other_leg (leg))
    return;
  leg->party->state = "idle";
  if (leg->waiting)
    leg->waiting->state = "idle";
  cor_leg_emit (leg, COR_SIP_EVENT_OVER, cause);
}

static void
end_session (CorLeg *leg, const char *cause)
{
  leg->session = mem_deref (leg->session);
  cor_leg_ended (leg, cause);
}

/* Our CANCEL is not repeated when it is lost: libre's follows then. */
static void
on_cancel_lost (void *data)
{
  end_session (data, "answered_elsewhere");
}

void
cor_leg_hang_up (CorLeg *leg)
{
  if (leg->over)
    return;
  if (leg->outgoing && !leg->up && leg->elsewhere && leg->invite) {
    cor_leg_cancel_elsewhere (leg);
    tmr_start (&leg->end, CANCEL_WAIT_MS, on_cancel_lost, leg);
    return;
  }
  if (!leg->outgoing && !leg->up && leg->session)
    (void)sipsess_reject (leg->session, 480, "Temporarily Unavailable", NULL);
  end_session (leg, "normal_clearing");
}

gboolean
cor_leg_hold (CorLeg *leg, gboolean hold)
{
  struct mbuf *mb = NULL;
  if (!leg->up || leg->over)
    return FALSE;
  sdp_media_set_ldir (leg->audio, hold ? SDP_SENDONLY : SDP_SENDRECV);
  int err = sdp_encode (&mb, leg->sdp, true);
  if (!err)
    err = sipsess_modify (leg->session, mb);
  mem_deref (mb);
  return !err;
}

/* --- the user calls --- */

void
cor_leg_on_invite (const struct sip_msg *msg, void *data)
{
  CorSipThread *thread = data;
  const char *user = cor_sip_authenticate (thread, msg);
  char number[64];
  if (!user)
    return;
  if (thread->legs->len >= MAX_LEGS) {
    (void)sip_treply (NULL, thread->sip, msg, 503, "Service Unavailable");
    return;
  }
  struct pl *wanted = (struct pl *)&msg->uri.user;
  if (!pl_isset (wanted) ||
      re_snprintf (number, sizeof number, "%H", uri_user_unescape, wanted) < 0)
    number[0] = '\0';
  g_strcanon (number, "+0123456789*#", '?');
  CorLeg *leg = add_leg (thread, user, number);
  leg->call = ++thread->next_call;
  cor_leg_emit (leg, COR_SIP_EVENT_BEGIN, NULL);
  cor_leg_ring_in (leg, msg);
}

/* --- a party calls --- */

static void
on_progress (const struct sip_msg *msg, void *data)
{
  CorLeg *leg = data;
  cor_leg_emit (leg, COR_SIP_EVENT_RINGING, NULL);
  leg->party->state = "ringing";
  if (leg->asked_early && mbuf_get_left (msg->mb) && !sdp_decode (leg->sdp, msg->mb, false))
    cor_media_update (leg);
}

static void
on_answered (const struct sip_msg *msg, void *data)
{
  CorLeg *leg = data, *other;
  while ((other = other_leg (leg))) {
    other->elsewhere = TRUE;
    cor_leg_hang_up (other);
  }
  cor_leg_set_up (leg);
}

static void
on_cancel_time (void *data)
{
  cor_leg_hang_up (data);
}

static int
connect_leg (CorLeg *leg, const CorBinding *binding, const CorSipCall *call)
{
  struct mbuf *mb = NULL;
  const char *shown = call->shown ? call->shown : leg->party->number;
  g_autofree char *from = g_strdup_printf ("sip:%s@127.0.0.1:%u", shown, leg->thread->port);
  int err = cor_leg_make_sdp (leg);
  if (!err)
    err = sdp_encode (&mb, leg->sdp, true);
  leg->thread->connecting = leg;
  if (!err)
    err = sipsess_connect (
      &leg->session, leg->thread->sessions, binding->uri, leg->party->name, from, shown, NULL, 0,
      "application/sdp", mb, NULL, NULL, false, cor_leg_on_offer, cor_leg_on_answer, on_progress,
      on_answered, cor_leg_on_info, cor_leg_on_refer, cor_leg_on_close, leg, "%s",
      call->answer_after ? "Call-Info: <sip:127.0.0.1>;answer-after=0\r\n" : "");
  leg->thread->connecting = NULL;
  mem_deref (mb);
  return err;
}

gboolean
cor_leg_call (CorSipThread *thread, const CorSipCall *call)
{
  guint id = ++thread->next_call, n = 0;
  cor_sip_sweep_bindings (thread);
  for (guint i = 0; i < thread->bindings->len && thread->legs->len < MAX_LEGS; i++) {
    const CorBinding *binding = thread->bindings->pdata[i];
    if (!g_str_equal (binding->user, call->to))
      continue;
    CorLeg *leg = add_leg (thread, call->to, call->from);
    leg->call = id;
    leg->outgoing = TRUE;
    leg->asked_early = call->early;
    leg->elsewhere = call->answered_elsewhere;
    leg->end_after_ms = call->hangup_after_ms;
    if (!n++)
      cor_leg_emit (leg, COR_SIP_EVENT_BEGIN, NULL);
    if (connect_leg (leg, binding, call))
      cor_leg_ended (leg, "normal_circuit_congestion");
    else if (call->cancel_after_ms)
      tmr_start (&leg->end, call->cancel_after_ms, on_cancel_time, leg);
  }
  return n > 0;
}
