/* SPDX-License-Identifier: GPL-3.0-or-later
 * How a gateway line registers: the master handle asks the plugin, the plugin
 * asks the exchange, and refreshes by itself from then on. */
#include "config.h"
#include "line-private.h"
#include "model/sip-code.h"
#include "words.h"
#include <glib/gi18n-lib.h>

#define ALREADY_REGISTERED 445

static void
stop_timers (CorGatewayLine *self)
{
  cor_clock_stop (self->clock, &self->retry_timer);
  cor_clock_stop (self->clock, &self->refresh_timer);
  cor_clock_stop (self->clock, &self->answer_timer);
}

void
cor_gateway_register_stop (CorGatewayLine *self)
{
  stop_timers (self);
  self->registered = FALSE;
}

static gboolean
on_retry (gpointer data)
{
  CorGatewayLine *self = data;

  self->retry_timer = 0;
  if (self->master == NULL)
    cor_gateway_register_start (self);
  else
    cor_gateway_register_send (self);
  return G_SOURCE_REMOVE;
}

void
cor_gateway_register_hurry (CorGatewayLine *self)
{
  gboolean idle = self->answer_timer == 0 && !self->registered && self->master != NULL;

  if (self->retry_timer == 0 && !idle)
    return;
  cor_clock_stop (self->clock, &self->retry_timer);
  on_retry (self);
}

void
cor_gateway_register_fail (CorGatewayLine *self, const char *reason)
{
  cor_gateway_register_stop (self);
  self->retry_timer =
    cor_clock_start (self->clock, cor_backoff_next (&self->backoff), on_retry, self);
  cor_line_set_state (COR_LINE (self), COR_LINE_REGISTERING, reason);
}

static gboolean
on_no_answer (gpointer data)
{
  CorGatewayLine *self = data;

  self->answer_timer = 0;
  cor_gateway_register_fail (
    self, _ ("The telephone exchange behind the server's gateway does not answer. Trying again."));
  return G_SOURCE_REMOVE;
}

static void
ask (CorGatewayLine *self, gboolean again)
{
  cor_clock_stop (self->clock, &self->answer_timer);
  self->answer_timer = cor_clock_start (self->clock, COR_GATEWAY_REGISTER_MS, on_no_answer, self);
  cor_gateway_handle_ask (self->master, COR_ASK_REGISTER,
                          cor_body_register (&self->account, again));
}

void
cor_gateway_register_start (CorGatewayLine *self)
{
  self->registered = FALSE;
  self->master = cor_gateway_handle_begin (self, TRUE);
}

void
cor_gateway_register_send (CorGatewayLine *self)
{
  if (self->wanted && self->master != NULL && self->master->id != 0)
    ask (self, FALSE);
}

/* The plugin refreshes the registration, and tells when that failed. Should it have forgotten, a
 * registration that nobody renews would make a phone that never rings. */
static gboolean
on_refresh (gpointer data)
{
  CorGatewayLine *self = data;

  self->refresh_timer = 0;
  if (self->master != NULL)
    ask (self, TRUE);
  return G_SOURCE_REMOVE;
}

static void
on_registered (CorGatewayLine *self, const CorJanusEvent *event)
{
  guint more = (guint)(cor_clock_random (self->clock) * COR_GATEWAY_REFRESH_MS / 9);

  if (!self->wanted)
    return;
  stop_timers (self);
  if (event->master_id != 0)
    self->master_id = event->master_id;
  self->registered = TRUE;
  cor_backoff_reset (&self->backoff);
  self->refresh_timer =
    cor_clock_start (self->clock, COR_GATEWAY_REFRESH_MS + more, on_refresh, self);
  cor_line_set_state (COR_LINE (self), COR_LINE_READY, NULL);
  cor_gateway_handle_keep_spare (self);
}

static void
on_refused (CorGatewayLine *self, const CorJanusEvent *event)
{
  g_autofree char *reason =
    event->code != 0
      ? cor_sip_code_to_reason (event->code, event->text != NULL ? event->text : "",
                                self->account.user)
      : g_strdup (_ ("The telephone exchange behind the server's gateway did not accept this "
                     "phone. Trying again."));

  if (!self->wanted)
    return;
  if (!cor_sip_code_is_final (event->code)) {
    cor_gateway_register_fail (self, reason);
    return;
  }
  self->wanted = FALSE;
  cor_gateway_register_stop (self);
  cor_line_set_state (COR_LINE (self), COR_LINE_FAILED, reason);
  cor_gateway_line_rest (self);
}

static void
on_error (CorGatewayLine *self, const CorJanusEvent *event)
{
  g_autofree char *reason = NULL;

  if (event->code == ALREADY_REGISTERED && self->master_id != 0) {
    on_registered (self, event);
    return;
  }
  reason = cor_gateway_error_to_text (event);
  if (self->wanted)
    cor_gateway_register_fail (self, reason);
}

/* An error of a request to register: by the master alone, since a helper's comes with another name
 * of what was asked. */
static gboolean
is_own_error (const CorJanusEvent *event)
{
  CorAsk what = cor_ask_from_transaction (event->transaction);

  return what == COR_ASK_REGISTER || (what == COR_ASK_AGAIN && event->code == ALREADY_REGISTERED);
}

gboolean
cor_gateway_register_take (CorGatewayLine *self, const CorJanusEvent *event)
{
  if (event->telling == COR_SIP_REGISTERED)
    on_registered (self, event);
  else if (event->telling == COR_SIP_REGISTRATION_FAILED || event->telling == COR_SIP_GATEWAY_DOWN)
    on_refused (self, event);
  else if (event->telling == COR_SIP_ERROR && is_own_error (event))
    on_error (self, event);
  else
    return event->telling == COR_SIP_UNREGISTERED;
  return TRUE;
}
