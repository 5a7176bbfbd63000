/* SPDX-License-Identifier: GPL-3.0-or-later
 * The one road of a click: request -> decision -> call, question or refusal. */
#include "config.h"
#include "session-referral.h"
#include "route/route.h"
#include <glib/gi18n-lib.h>

/* A request that waited longer is not dialled unless its user says so again. */
#define WAIT_US (30 * G_USEC_PER_SEC)

static void
set_waiting (CorSession *self, CorDialRequest *request, const CorNumber *number)
{
  cor_number_free (self->waiting_number);
  self->waiting_number = number != NULL ? cor_number_copy (number) : NULL;
  self->waiting_since = cor_clock_now (self->clock);
  if (!g_set_object (&self->waiting, request))
    return;
  cor_session_update_trouble (self);
  cor_session_notify (self, PROP_WAITING);
}

/* Who has to sign in first may be back much later, and somebody else. */
static gboolean
needs_sign_in (CorSession *self)
{
  return self->state == COR_SESSION_SIGNED_OUT || self->state == COR_SESSION_NEEDS_OTP;
}

void
cor_session_note_state (CorSession *self)
{
  if (needs_sign_in (self))
    self->waiting_confirms = TRUE;
}

static gboolean
line_is_expected (CorSession *self)
{
  if (self->line != NULL)
    return cor_line_get_state (self->line) == COR_LINE_REGISTERING;
  return self->state != COR_SESSION_READY || self->line_pending ||
         (self->cti != NULL && self->profile == NULL);
}

typedef enum {
  FRESH,     /* just clicked */
  CONFIRMED, /* its user said yes */
  WAITED,    /* for something to dial with */
} Stage;

static CorRouteDecision *
decide (CorSession *self, CorDialRequest *request, Stage stage)
{
  CorRouteWorld world = {
    .recent_canonical = self->recent_canonical,
    .recent_was_link = self->recent_was_link,
    .question_open = self->asking != NULL,
    .chosen_device = self->texts[PROP_DEVICE],
    .confirmed = stage == CONFIRMED || (stage == WAITED && self->waiting_answered),
    .waited = stage == WAITED,
    .line_ready = self->line != NULL && cor_line_get_state (self->line) == COR_LINE_READY,
    .line_expected = line_is_expected (self),
    .devices = G_LIST_MODEL (self->devices),
    .policy = self->policy,
    .classify = cor_session_classify,
    .classify_data = self,
    .peer = self->peer_asks,
  };

  cor_session_describe_acts (self, &world);
  return cor_route_decide (request, &world);
}

/* --- The call. --- */

/* Who typed tones meant them. What a link brings, or a number that others wrote, is offered. */
static gboolean
sends_tones_itself (CorDialRequest *request, const CorRouteDecision *decision)
{
  return decision->kind == COR_ROUTE_THIS_COMPUTER &&
         cor_dial_request_get_origin (request) == COR_ORIGIN_TYPED;
}

/* The one place where a number is rewritten. To everybody else the call is to the number that was
 * asked for: names, history and the guard against the same click know it by that. */
static CorCall *
place_call (CorSession *self, CorDialRequest *request, const CorRouteDecision *decision)
{
  g_autoptr (CorNumber) dialled = cor_session_rewrite (self, decision->number);
  CorDevice *device;
  CorCall *call = NULL;

  if (!sends_tones_itself (request, decision))
    g_clear_pointer (&dialled->post_dial, g_free);
  if (decision->kind == COR_ROUTE_DESK_PHONE) {
    device = cor_session_find_device (self, decision->device);
    call = cor_cti_originate (self->cti, dialled->canonical, decision->device,
                              cor_device_get_name (device));
  } else {
    call = cor_session_follow_referral (self, request, dialled);
    if (call == NULL)
      call = cor_line_dial (self->line, dialled);
  }
  cor_call_set_number (call, decision->number->canonical);
  if (dialled->post_dial == NULL)
    cor_call_set_post_dial (call, decision->number->post_dial);
  return call;
}

/* The INVITE first: it is on its way while the window is built. */
static void
begin_call (CorSession *self, CorDialRequest *request, const CorRouteDecision *decision)
{
  g_autoptr (CorCall) call = place_call (self, request, decision);

  cor_session_note_click (self, request, decision->number);
  cor_call_list_add (self->calls, call);
  cor_session_emit_raise (self, cor_dial_request_get_activation_token (request));
  cor_session_emit_show_call (self, call);
}

/* Several that wait are a question at once: which of them? The one that was first stays where its
 * user saw it. */
static void
ask_which_waits (CorSession *self, CorDialRequest *request, const CorNumber *number)
{
  char *reason = _ ("Several calls wait for your phone to be ready.");
  const CorRouteDecision first = { .kind = COR_ROUTE_ASK,
                                   .number = self->waiting_number,
                                   .reason = reason };
  const CorRouteDecision second = { .kind = COR_ROUTE_ASK,
                                    .number = (CorNumber *)number,
                                    .reason = reason };

  self->waiting_confirms = TRUE;
  if (self->asking == NULL)
    cor_session_ask (self, self->waiting, &first);
  cor_session_ask (self, request, &second);
}

/* The question with the device that Call will mean, where its user has named none. */
static CorDialRequest *
name_device (CorSession *self, CorDialRequest *request, const char *device)
{
  if (device == NULL || cor_dial_request_get_device (request) != NULL ||
      g_strcmp0 (device, self->texts[PROP_DEVICE]) == 0)
    return g_object_ref (request);
  return cor_dial_request_new (cor_dial_request_get_text (request),
                               cor_dial_request_get_origin (request), device,
                               cor_dial_request_get_activation_token (request));
}

static void
wait_for_line (CorSession *self,
               CorDialRequest *request,
               const CorNumber *number,
               gboolean answered)
{
  gboolean is_second = !answered && self->waiting_number != NULL &&
                       !g_str_equal (self->waiting_number->canonical, number->canonical);

  cor_session_note_click (self, request, number);
  cor_session_emit_raise (self, cor_dial_request_get_activation_token (request));
  if (is_second) {
    ask_which_waits (self, request, number);
    return;
  }
  self->waiting_answered = answered;
  self->waiting_confirms = needs_sign_in (self);
  set_waiting (self, request, number);
}

static void
act (CorSession *self, CorDialRequest *request, const CorRouteDecision *decision, Stage stage)
{
  g_autoptr (CorDialRequest) question = NULL;
  const char *token = cor_dial_request_get_activation_token (request);

  switch (decision->kind) {
  case COR_ROUTE_THIS_COMPUTER:
  case COR_ROUTE_DESK_PHONE:
    begin_call (self, request, decision);
    break;
  case COR_ROUTE_ASK:
    if (decision->asks == COR_QUESTION_CALL)
      cor_session_note_click (self, request, decision->number);
    else
      cor_session_note_asked_call (self);
    cor_session_emit_raise (self, token);
    question = name_device (self, request, decision->device);
    cor_session_ask (self, question, decision);
    break;
  case COR_ROUTE_TRANSFER:
  case COR_ROUTE_LISTEN:
  case COR_ROUTE_INTRUDE:
    cor_session_act (self, decision);
    break;
  case COR_ROUTE_RAISE:
    cor_session_emit_raise (self, token);
    if (self->asking != NULL)
      cor_session_emit_ask (self, self->asking);
    break;
  case COR_ROUTE_WAIT:
    wait_for_line (self, request, decision->number, stage == CONFIRMED);
    break;
  case COR_ROUTE_REFUSE:
  default:
    cor_session_emit_raise (self, token);
    cor_session_emit_refused (self, decision->reason);
  }
  cor_session_settle_referrals (self);
}

void
cor_session_dial (CorSession *self, CorDialRequest *request)
{
  g_autoptr (CorRouteDecision) decision = decide (self, request, FRESH);

  act (self, request, decision, FRESH);
}

/* The answer is about all that was asked: what was not chosen is a No. The one that waits can be
 * answered where it stands, while the question is about another. */
static void
end_question (CorSession *self, CorDialRequest *request)
{
  gboolean asks_waiting = self->waiting != NULL && cor_session_is_asking (self, self->waiting);
  gboolean is_waiting = self->waiting == request;

  if (is_waiting || asks_waiting)
    set_waiting (self, NULL, NULL);
  if (!is_waiting || asks_waiting)
    cor_session_close_question (self);
}

void
cor_session_confirm (CorSession *self, CorDialRequest *request)
{
  g_autoptr (CorDialRequest) held = g_object_ref (request);
  g_autoptr (CorRouteDecision) decision = NULL;

  end_question (self, request);
  decision = decide (self, request, CONFIRMED);
  act (self, request, decision, CONFIRMED);
}

void
cor_session_dismiss (CorSession *self, CorDialRequest *request)
{
  if (cor_session_is_asking (self, request) || self->waiting == request)
    end_question (self, request);
  cor_session_settle_referrals (self);
}

void
cor_session_drop_waiting (CorSession *self)
{
  g_autoptr (CorDialRequest) waiting = NULL;

  if (g_set_object (&waiting, self->waiting))
    end_question (self, waiting);
  cor_session_settle_referrals (self);
}

static void
ask_late (CorSession *self, CorDialRequest *request, CorRouteDecision *decision)
{
  if (decision->kind != COR_ROUTE_ASK) {
    g_free (decision->reason);
    decision->reason = g_strdup (_ ("This call was waiting for your phone to be ready."));
  }
  cor_session_emit_raise (self, cor_dial_request_get_activation_token (request));
  cor_session_ask (self, request, decision);
}

/* Something to dial with may have appeared. */
void
cor_session_try_waiting (CorSession *self)
{
  g_autoptr (CorDialRequest) request = NULL;
  g_autoptr (CorRouteDecision) decision = NULL;
  gboolean late;

  if (self->waiting == NULL || cor_session_is_asking (self, self->waiting))
    return;
  request = g_object_ref (self->waiting);
  decision = decide (self, request, WAITED);
  if (decision->kind == COR_ROUTE_WAIT)
    return;
  late = self->waiting_confirms || cor_clock_now (self->clock) - self->waiting_since > WAIT_US;
  set_waiting (self, NULL, NULL);
  if (decision->kind != COR_ROUTE_REFUSE && late)
    ask_late (self, request, decision);
  else
    act (self, request, decision, WAITED);
}
