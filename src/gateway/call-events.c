/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the gateway tells of a call. */
#include "config.h"
#include "referral.h"
#include "model/party.h"
#include "model/sip-code.h"
#include "sdp.h"
#include "words.h"
#include <glib/gi18n-lib.h>

/* --- Their description --- */

static gboolean
on_trickled (gpointer data)
{
  CorGatewayCall *self = data;

  self->trickle = 0;
  if (self->handle != NULL)
    self->handle->completed = TRUE;
  cor_gateway_call_deliver (self);
  return G_SOURCE_REMOVE;
}

/* A gateway that trickles tells its addresses beside the description, at times before it. */
void
cor_gateway_call_deliver (CorGatewayCall *self)
{
  CorGatewayLine *line = self->line;
  g_autofree char *sdp = NULL;

  if (self->peer == NULL || self->remote == NULL || self->handle == NULL)
    return;
  if (!self->handle->completed && !cor_sdp_has_candidates (self->remote)) {
    if (self->trickle == 0)
      self->trickle = cor_clock_start (line->clock, COR_GATEWAY_TRICKLE_MS, on_trickled, self);
    return;
  }
  cor_clock_stop (line->clock, &self->trickle);
  sdp = cor_sdp_add_candidates (self->remote, self->handle->candidates);
  cor_peer_set_remote (self->peer, sdp);
}

static void
take_description (CorGatewayCall *self, const CorJanusEvent *event)
{
  if (event->sdp == NULL || event->offer || !self->offers)
    return;
  g_free (self->remote);
  self->remote = g_strdup (event->sdp);
  cor_gateway_call_deliver (self);
}

/* Whom the exchange has put at the other end. */
static void
take_party (CorGatewayCall *self, const CorJanusEvent *event)
{
  g_autofree char *name = NULL;
  g_autofree char *number = cor_headers_read_party (event, &name);

  cor_party_take (self->call, number, name);
}

/* --- The way to the answer --- */

static void
take_taken (CorGatewayCall *self, const CorJanusEvent *event)
{
  if (cor_call_is_incoming (self->call) || !self->sent)
    return;
  self->taken = TRUE;
  cor_gateway_call_wait (self, 0, NULL);
  if (self->sip_id == NULL)
    self->sip_id = g_strdup (event->call_id);
  if (event->telling == COR_SIP_PROGRESS)
    take_description (self, event);
}

static void
take_ringing (CorGatewayCall *self, const CorJanusEvent *event)
{
  take_taken (self, event);
  if (self->taken)
    cor_call_set_state (self->call, COR_CALL_RINGING);
}

static void
take_accepted (CorGatewayCall *self, const CorJanusEvent *event)
{
  if (!self->sent || cor_call_get_state (self->call) == COR_CALL_ACTIVE)
    return;
  if (cor_call_get_state (self->call) == COR_CALL_ENDED) {
    /* Another phone has it, by the server's word; this answer crossed that. */
    cor_gateway_call_end (self, COR_CALL_END_ELSEWHERE, NULL, TRUE);
    return;
  }
  take_taken (self, event);
  cor_gateway_call_wait (self, 0, NULL);
  take_description (self, event);
  if (self->remote == NULL) {
    cor_gateway_call_end (self, COR_CALL_END_FAILED,
                          _ ("The server's gateway did not say how to exchange sound."), TRUE);
    return;
  }
  cor_call_set_state (self->call, COR_CALL_ACTIVE);
  cor_gateway_referral_note_active (self);
  if (self->post_dial != NULL)
    cor_peer_send_digits (self->peer, self->post_dial);
}

/* --- While it goes on --- */

/* The other side holds, or takes back. The gateway could answer that by itself, but then nobody
 * here would know. What was agreed about the sound stays, since the path and the keys do. */
static void
take_update (CorGatewayCall *self, const CorJanusEvent *event)
{
  const CorSdpAgreed agreed = { self->local, self->remote, cor_call_is_held (self->call) };
  gboolean offered = event->sdp != NULL && event->offer;
  g_autofree char *sdp = NULL;

  if (cor_call_get_state (self->call) != COR_CALL_ACTIVE || self->local == NULL ||
      self->remote == NULL || self->handle == NULL)
    return;
  sdp = offered ? cor_sdp_answer_again (&agreed, event->sdp) : cor_sdp_offer_again (&agreed);
  if (sdp == NULL)
    return;
  cor_gateway_handle_ask_jsep (self->handle, COR_ASK_UPDATE, cor_body_plain (COR_ASK_UPDATE),
                               offered ? "answer" : "offer", sdp);
  cor_call_set_held_by_peer (self->call, offered && cor_sdp_is_hold (event->sdp));
}

static void
transfer_failed (CorGatewayCall *self, const char *reason)
{
  self->transferring = FALSE;
  cor_call_set_trouble (self->call, reason);
  cor_call_set_transferring (self->call, FALSE);
}

/* RFC 3515: the first line of an answer, as the one that was sent elsewhere got it. */
static void
take_notify (CorGatewayCall *self, const CorJanusEvent *event)
{
  g_autofree char *reason = NULL;
  gint64 code = 0;

  if (!self->transferring || event->content == NULL ||
      !g_str_has_prefix (event->content, "SIP/2.0 "))
    return;
  code = g_ascii_strtoll (event->content + sizeof "SIP/2.0 " - 1, NULL, 10);
  if (code >= 200 && code < 300) {
    const CorSipEnding ending = { .transferred = TRUE };
    const char *text;
    CorCallEnd end = cor_sip_ending_to_end (&ending, COR_CALL_ACTIVE, &text);

    cor_gateway_call_end (self, end, text, TRUE);
  } else if (code >= 300) {
    reason = cor_sip_code_to_transfer_reason (code < 700 ? (guint)code : 0);
    transfer_failed (self, reason);
  }
}

/* --- The end --- */

static void
take_hangup (CorGatewayCall *self, const CorJanusEvent *event)
{
  CorGatewayHandle *handle = self->handle;
  CorCallState state = cor_call_get_state (self->call);
  const CorSipEnding ending = { .code = event->code,
                                .elsewhere = event->elsewhere && state == COR_CALL_INCOMING,
                                .transferred = self->transferring,
                                .lost = event->code >= 400 };
  const char *text;
  CorCallEnd end = cor_sip_ending_to_end (&ending, state, &text);

  cor_gateway_call_end (self, end, text, FALSE);
  cor_gateway_handle_take_hangup (handle);
}

void
cor_gateway_call_take_error (CorGatewayCall *self, CorAsk ask, const CorJanusEvent *error)
{
  gboolean incoming = cor_call_is_incoming (self->call);
  gboolean active = cor_call_get_state (self->call) == COR_CALL_ACTIVE;
  g_autofree char *reason =
    error != NULL ? cor_gateway_error_to_text (error)
                  : g_strdup (_ ("The server's gateway does not answer. Trying again."));

  if ((ask == COR_ASK_CALL && !incoming && !self->taken && self->sent) ||
      (ask == COR_ASK_ACCEPT && incoming && !active && self->sent)) {
    cor_gateway_call_end (self, COR_CALL_END_FAILED, reason, TRUE);
  } else if ((ask == COR_ASK_HOLD || ask == COR_ASK_UNHOLD) && active) {
    cor_gateway_call_hold_refused (self);
  } else if (ask == COR_ASK_TRANSFER && self->transferring) {
    transfer_failed (self, reason);
  }
}

static gboolean
is_of_another (CorGatewayCall *self, const CorJanusEvent *event)
{
  return event->call_id != NULL && self->sip_id != NULL &&
         !g_str_equal (event->call_id, self->sip_id) && event->telling != COR_SIP_NOTIFY;
}

static void
take_plugin_event (CorGatewayCall *self, const CorJanusEvent *event)
{
  switch (event->telling) {
  case COR_SIP_CALLING:
    take_taken (self, event);
    break;
  case COR_SIP_RINGING:
  case COR_SIP_PROGRESS:
    take_party (self, event);
    take_ringing (self, event);
    break;
  case COR_SIP_ACCEPTED:
    take_party (self, event);
    take_accepted (self, event);
    break;
  case COR_SIP_UPDATING_CALL:
    take_party (self, event);
    take_update (self, event);
    break;
  case COR_SIP_HOLDING:
  case COR_SIP_RESUMING:
    cor_gateway_call_take_hold (self, event->telling == COR_SIP_HOLDING);
    break;
  case COR_SIP_NOTIFY:
    take_notify (self, event);
    break;
  case COR_SIP_HANGUP:
    take_hangup (self, event);
    break;
  case COR_SIP_ERROR:
    cor_gateway_call_take_error (self, cor_ask_from_transaction (event->transaction), event);
    break;
  case COR_SIP_NOTHING:
  case COR_SIP_REGISTERED:
  case COR_SIP_REGISTRATION_FAILED:
  case COR_SIP_UNREGISTERED:
  case COR_SIP_INCOMING_CALL:
  case COR_SIP_TRANSFER:
  case COR_SIP_GATEWAY_DOWN:
  default:
    break;
  }
}

void
cor_gateway_call_take_event (CorGatewayCall *self, const CorJanusEvent *event)
{
  if (is_of_another (self, event))
    return;
  if (event->kind == COR_JANUS_PLUGIN)
    take_plugin_event (self, event);
  else if (event->kind == COR_JANUS_CUT_OFF && self->sent)
    cor_gateway_call_lose (self);
}
