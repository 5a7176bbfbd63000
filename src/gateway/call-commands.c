/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the user of a call wants, as the gateway's requests and the sound's. */
#include "config.h"
#include "line-private.h"
#include "model/sip-code.h"
#include <glib/gi18n-lib.h>

static void
set_refused (CorGatewayCall *self)
{
  cor_call_set_trouble (self->call, _ ("The other side did not accept that. Try again."));
}

/* --- Hold --- */

void
cor_gateway_call_hold_refused (CorGatewayCall *self)
{
  cor_gateway_call_wait (self, 0, NULL);
  cor_peer_set_hold (self->peer, cor_call_is_held (self->call));
  set_refused (self);
}

/* Where the gateway is in the middle of something it ignores the request. */
static gboolean
on_late (gpointer data)
{
  CorGatewayCall *self = data;

  self->patience = 0;
  cor_gateway_call_hold_refused (self);
  return G_SOURCE_REMOVE;
}

void
cor_gateway_call_take_hold (CorGatewayCall *self, gboolean held)
{
  if (cor_call_get_state (self->call) != COR_CALL_ACTIVE || self->peer == NULL)
    return;
  cor_gateway_call_wait (self, 0, NULL);
  cor_peer_set_hold (self->peer, held);
  cor_call_set_held (self->call, held);
}

/* The sound stops at once, and comes back when the gateway is ready for it. */
void
cor_gateway_call_set_hold (CorGatewayCall *self, gboolean hold)
{
  CorAsk ask = hold ? COR_ASK_HOLD : COR_ASK_UNHOLD;
  JsonObject *body;

  if (cor_call_is_held (self->call) == hold && self->patience == 0)
    return;
  if (self->handle == NULL) {
    set_refused (self);
    return;
  }
  body = hold ? cor_body_hold () : cor_body_plain (ask);
  if (hold)
    cor_peer_set_hold (self->peer, TRUE);
  cor_gateway_call_wait (self, COR_GATEWAY_COMMAND_MS, on_late);
  if (!cor_gateway_handle_ask (self->handle, ask, body))
    cor_gateway_call_hold_refused (self);
}

/* --- CorCallControl --- */

static CorGatewayCall *
find (CorCallControl *control, CorCall *call)
{
  CorGatewayCall *self = cor_gateway_call_find (COR_GATEWAY_LINE (control), call);

  if (self != NULL)
    cor_call_set_trouble (call, NULL);
  return self;
}

static void
control_answer (CorCallControl *control, CorCall *call)
{
  CorGatewayCall *self = find (control, call);

  if (self != NULL)
    cor_gateway_call_answer (self);
}

static void
control_decline (CorCallControl *control, CorCall *call)
{
  CorGatewayCall *self = find (control, call);

  if (self == NULL)
    return;
  self->decline_code = COR_SIP_DECLINED;
  cor_gateway_call_end (self, COR_CALL_END_DECLINED, NULL, TRUE);
}

static void
control_hang_up (CorCallControl *control, CorCall *call)
{
  CorGatewayCall *self = find (control, call);

  if (self != NULL)
    cor_gateway_call_end (self, COR_CALL_END_LOCAL, NULL, TRUE);
}

static void
control_set_hold (CorCallControl *control, CorCall *call, gboolean hold)
{
  CorGatewayCall *self = find (control, call);

  if (self == NULL || cor_call_get_state (call) != COR_CALL_ACTIVE)
    return;
  if (!hold)
    cor_gateway_call_hold_others (self);
  cor_gateway_call_set_hold (self, !!hold);
}

static void
control_set_mute (CorCallControl *control, CorCall *call, gboolean mute)
{
  CorGatewayCall *self = find (control, call);

  if (self == NULL || self->peer == NULL)
    return;
  cor_peer_set_mute (self->peer, mute);
  cor_call_set_muted (call, mute);
}

static void
control_send_digits (CorCallControl *control, CorCall *call, const char *digits)
{
  CorGatewayCall *self = find (control, call);

  if (self != NULL && self->peer != NULL)
    cor_peer_send_digits (self->peer, digits);
}

static void
send_elsewhere (CorGatewayCall *self, const char *to, const char *replace)
{
  g_autofree char *uri = cor_request_uri (&self->line->account, to);

  self->transferring =
    self->handle != NULL &&
    cor_gateway_handle_ask (self->handle, COR_ASK_TRANSFER, cor_body_transfer (uri, replace));
  if (!self->transferring)
    set_refused (self);
  cor_call_set_transferring (self->call, self->transferring);
}

static void
control_transfer (CorCallControl *control, CorCall *call, const char *to)
{
  CorGatewayCall *self = find (control, call);

  if (self != NULL && !self->transferring)
    send_elsewhere (self, to, NULL);
}

/* The gateway knows the dialog by its Call-ID. */
static void
control_join (CorCallControl *control, CorCall *call, CorCall *other)
{
  CorGatewayCall *self = find (control, call);
  CorGatewayCall *place = cor_gateway_call_find (COR_GATEWAY_LINE (control), other);

  if (self == NULL || self->transferring)
    return;
  if (place != NULL && place->sip_id != NULL)
    send_elsewhere (self, cor_call_get_number (other), place->sip_id);
  else
    set_refused (self);
}

void
cor_gateway_commands_init (CorCallControlInterface *iface)
{
  iface->answer = control_answer;
  iface->decline = control_decline;
  iface->hang_up = control_hang_up;
  iface->set_hold = control_set_hold;
  iface->set_mute = control_set_mute;
  iface->send_digits = control_send_digits;
  iface->transfer = control_transfer;
  iface->join = control_join;
}
