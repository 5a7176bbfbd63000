/* SPDX-License-Identifier: GPL-3.0-or-later
 * The one road of a click: request -> decision -> call, question or refusal. */
#include "config.h"
#include "session-private.h"
#include "route/route.h"
#include <glib/gi18n-lib.h>

/* A request that waited longer is not dialled unless its user says so again. */
#define WAIT_US (30 * G_USEC_PER_SEC)

static void
set_waiting (CorSession *self, CorDialRequest *request)
{
  if (!g_set_object (&self->waiting, request))
    return;
  self->waiting_since = cor_clock_now (self->clock);
  cor_session_update_trouble (self);
  cor_session_notify (self, PROP_WAITING);
}

static gboolean
line_is_expected (CorSession *self)
{
  if (self->line != NULL)
    return cor_line_get_state (self->line) == COR_LINE_REGISTERING;
  return self->state != COR_SESSION_READY || self->line_pending ||
         (self->cti != NULL && self->profile == NULL);
}

static CorRouteDecision *
decide (CorSession *self, CorDialRequest *request, gboolean confirmed)
{
  CorRouteWorld world = {
    .now = cor_clock_now (self->clock),
    .last_canonical = self->last_canonical,
    .last_time = self->last_time,
    .chosen_device = self->texts[PROP_DEVICE],
    .confirmed = confirmed,
    .line_ready = self->line != NULL && cor_line_get_state (self->line) == COR_LINE_READY,
    .line_expected = line_is_expected (self),
    .devices = G_LIST_MODEL (self->devices),
  };

  return cor_route_decide (request, &world);
}

static void
remember (CorSession *self, const CorNumber *number)
{
  g_free (self->last_canonical);
  self->last_canonical = g_strdup (number->canonical);
  self->last_time = cor_clock_now (self->clock);
}

/* --- The call. --- */

/* The INVITE first: it is on its way while the window is built. */
static void
begin_call (CorSession *self, const CorRouteDecision *decision, const char *token)
{
  g_autoptr (CorCall) call = NULL;

  remember (self, decision->number);
  if (decision->kind == COR_ROUTE_DESK_PHONE) {
    CorDevice *device = cor_session_find_device (self, decision->device);
    call = cor_cti_originate (self->cti, decision->number->canonical, decision->device,
                              cor_device_get_name (device));
  } else
    call = cor_line_dial (self->line, decision->number);
  cor_call_list_add (self->calls, call);
  cor_session_emit_raise (self, token);
  cor_session_emit_show_call (self, call);
}

static void
wait_for_line (CorSession *self, CorDialRequest *request, const CorNumber *number)
{
  /* The newest wins; but two that waited are a question, not a call. */
  self->waiting_confirms = self->waiting != NULL && self->waiting != request;
  remember (self, number);
  set_waiting (self, request);
  cor_session_emit_raise (self, cor_dial_request_get_activation_token (request));
}

static void
act (CorSession *self, CorDialRequest *request, const CorRouteDecision *decision)
{
  const char *token = cor_dial_request_get_activation_token (request);

  switch (decision->kind) {
  case COR_ROUTE_THIS_COMPUTER:
  case COR_ROUTE_DESK_PHONE:
    begin_call (self, decision, token);
    break;
  case COR_ROUTE_ASK:
    remember (self, decision->number);
    cor_session_emit_raise (self, token);
    cor_session_ask (self, request, decision->number, decision->reason);
    break;
  case COR_ROUTE_RAISE:
    cor_session_emit_raise (self, token);
    break;
  case COR_ROUTE_WAIT:
    wait_for_line (self, request, decision->number);
    break;
  case COR_ROUTE_REFUSE:
  default:
    cor_session_emit_raise (self, token);
    cor_session_emit_refused (self, decision->reason);
  }
}

void
cor_session_dial (CorSession *self, CorDialRequest *request)
{
  g_autoptr (CorRouteDecision) decision = decide (self, request, FALSE);

  act (self, request, decision);
}

void
cor_session_confirm (CorSession *self, CorDialRequest *request)
{
  g_autoptr (CorRouteDecision) decision = decide (self, request, TRUE);

  cor_session_close_question (self);
  if (self->waiting == request)
    set_waiting (self, NULL);
  act (self, request, decision);
}

void
cor_session_dismiss (CorSession *self, CorDialRequest *request)
{
  if (self->asking != NULL && cor_question_get_request (self->asking) == request)
    cor_session_close_question (self);
  if (self->waiting == request)
    set_waiting (self, NULL);
}

void
cor_session_drop_waiting (CorSession *self)
{
  set_waiting (self, NULL);
}

/* Something to dial with may have appeared. */
void
cor_session_try_waiting (CorSession *self)
{
  g_autoptr (CorDialRequest) request = NULL;
  g_autoptr (CorRouteDecision) decision = NULL;
  gboolean late;

  if (self->waiting == NULL)
    return;
  request = g_object_ref (self->waiting);
  /* It was remembered when it began to wait, and is no duplicate of itself. */
  decision = decide (self, request, TRUE);
  if (decision->kind == COR_ROUTE_WAIT)
    return;
  late = self->waiting_confirms || cor_clock_now (self->clock) - self->waiting_since > WAIT_US;
  set_waiting (self, NULL);
  if (late && decision->number != NULL)
    cor_session_ask (self, request, decision->number,
                     _ ("This call was waiting for your phone to be ready."));
  else
    act (self, request, decision);
}
