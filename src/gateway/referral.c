/* SPDX-License-Identifier: GPL-3.0-or-later
 * The other side of a call through the gateway asks us to call somebody else. */
#include "config.h"
#include "referral.h"
#include "model/sip-code.h"
#include <string.h>

#define REFERRALS_MAX 8        /* of all calls */
#define REFUSED_MAX 3          /* of one call: who goes on asking is not asked about any more */
#define DECIDE_MS (170 * 1000) /* for its user to decide */
#define LEAVE_MS 4000          /* for them to end the call that we are transferred from */

typedef struct {
  CorGatewayLine *line;
  guint id;
  guint64 handle;  /* by which they asked */
  CorCall *before; /* in which they asked; it may have ended */
  CorCall *after;  /* that was made for it; NULL: not decided yet */
  guint timer;
} Referral;

static void
referral_free (gpointer data)
{
  Referral *self = data;

  cor_clock_stop (self->line->clock, &self->timer);
  g_object_unref (self->before);
  g_clear_object (&self->after);
  g_free (self);
}

GPtrArray *
cor_gateway_referrals_new (void)
{
  return g_ptr_array_new_with_free_func (referral_free);
}

static Referral *
find (CorGatewayLine *line, guint id)
{
  for (guint i = 0; i < line->referrals->len; i++) {
    Referral *self = line->referrals->pdata[i];

    if (self->id == id)
      return self;
  }
  return NULL;
}

static Referral *
find_followed_by (CorGatewayLine *line, CorCall *call)
{
  for (guint i = 0; i < line->referrals->len; i++) {
    Referral *self = line->referrals->pdata[i];

    if (self->after == call)
      return self;
  }
  return NULL;
}

/* By the handle that they asked by, or any when that is gone. */
static void
decline (CorGatewayLine *line, guint64 handle, guint64 id, guint code)
{
  CorGatewayHandle *by = cor_gateway_handle_find (line, handle);

  if (by == NULL || by->state == COR_HANDLE_LEAVING)
    by = line->master;
  if (by != NULL)
    cor_gateway_handle_ask (by, COR_ASK_DECLINE, cor_body_decline_transfer (id, code));
}

static void
end (Referral *self, guint code)
{
  decline (self->line, self->handle, self->id, code);
  g_ptr_array_remove (self->line->referrals, self);
}

/* --- They ask. --- */

static gboolean
is_asked_about (CorGatewayLine *line, CorCall *call)
{
  for (guint i = 0; i < line->referrals->len; i++) {
    if (((Referral *)line->referrals->pdata[i])->before == call)
      return TRUE;
  }
  return FALSE;
}

/* Nobody is sent on from a call that does not stand, and nobody twice at once. */
static guint
check_call (CorGatewayLine *line, const CorGatewayCall *call)
{
  if (call == NULL || cor_call_get_state (call->call) != COR_CALL_ACTIVE ||
      call->refused >= REFUSED_MAX || line->referrals->len >= REFERRALS_MAX)
    return 603;
  return is_asked_about (line, call->call) ? 491 : 0;
}

static guint
read_target (const char *target, char **ret_number)
{
  g_autofree char *lower = g_ascii_strdown (target, -1);
  g_autofree char *name = NULL;
  g_autofree char *number = cor_headers_read_address (target, &name);

  if (strstr (lower, "sip:") == NULL && strstr (lower, "sips:") == NULL)
    return 416;
  if (strstr (lower, ";method=") != NULL && strstr (lower, ";method=invite") == NULL)
    return 501;
  if (*number == '\0')
    return 404;
  *ret_number = g_steal_pointer (&number);
  return 0;
}

static gboolean
on_undecided (gpointer data)
{
  Referral *self = data;

  self->timer = 0;
  end (self, 408);
  return G_SOURCE_REMOVE;
}

static void
ask (CorGatewayHandle *handle, guint id, const char *number)
{
  CorGatewayLine *line = handle->line;
  g_autoptr (CorCall) call = g_object_ref (handle->call->call);
  Referral *self = g_new0 (Referral, 1);

  self->line = line;
  self->id = id;
  self->handle = handle->id;
  self->before = g_object_ref (call);
  self->timer = cor_clock_start (line->clock, DECIDE_MS, on_undecided, self);
  g_ptr_array_add (line->referrals, self);
  g_signal_emit_by_name (line, "referred", call, number, id);
}

void
cor_gateway_referral_take (CorGatewayHandle *handle, const CorJanusEvent *event)
{
  CorGatewayLine *line = handle->line;
  g_autofree char *number = NULL;
  guint code = check_call (line, handle->call);

  if (event->refer_id == 0 || event->refer_id > G_MAXUINT32 ||
      find (line, (guint)event->refer_id) != NULL)
    return;
  if (code == 0)
    code = read_target (event->refer_to != NULL ? event->refer_to : "", &number);
  if (code == 0)
    ask (handle, (guint)event->refer_id, number);
  else
    decline (line, handle->id, event->refer_id, code);
}

/* --- It is followed, or not. --- */

void
cor_gateway_referral_refuse (CorGatewayLine *line, guint referral)
{
  Referral *self = find (line, referral);
  CorGatewayCall *call;

  if (self == NULL || self->after != NULL)
    return;
  call = cor_gateway_call_find (line, self->before);
  if (call != NULL)
    call->refused++;
  end (self, 603);
}

/* Who asked may leave at once, too. */
static void
set_sent_on (const Referral *self, gboolean sent_on)
{
  CorGatewayCall *before = cor_gateway_call_find (self->line, self->before);

  if (before != NULL)
    before->transferring = sent_on;
}

/* A call that is not even sent ends by itself. */
CorCall *
cor_gateway_referral_follow (CorGatewayLine *line, const CorNumber *number, guint referral)
{
  Referral *self = find (line, referral);
  CorCall *call;

  if (self == NULL || self->after != NULL)
    return NULL;
  cor_clock_stop (line->clock, &self->timer);
  call = cor_gateway_call_dial (line, number, referral);
  if (cor_gateway_call_find (line, call) == NULL) {
    end (self, 503);
    return call;
  }
  self->after = g_object_ref (call);
  set_sent_on (self, TRUE);
  return call;
}

static gboolean
on_left_behind (gpointer data)
{
  Referral *self = data;
  CorGatewayCall *before = cor_gateway_call_find (self->line, self->before);
  const CorSipEnding ending = { .transferred = TRUE };
  const char *text;
  CorCallEnd how = cor_sip_ending_to_end (&ending, COR_CALL_ACTIVE, &text);

  self->timer = 0;
  g_ptr_array_remove (self->line->referrals, self);
  if (before != NULL)
    cor_gateway_call_end (before, how, text, TRUE);
  return G_SOURCE_REMOVE;
}

/* Who asked is to end the call that it was asked in. Some wait for us to. */
void
cor_gateway_referral_note_active (CorGatewayCall *call)
{
  Referral *self = find_followed_by (call->line, call->call);

  if (self != NULL && self->timer == 0)
    self->timer = cor_clock_start (call->line->clock, LEAVE_MS, on_left_behind, self);
}

/* The gateway tells them of a call that it knows. One that was reached can't fail any more, but
 * there is nothing left to be left behind. */
void
cor_gateway_referral_note_end (CorGatewayCall *call)
{
  Referral *self = find_followed_by (call->line, call->call);

  if (self == NULL || self->timer != 0)
    return;
  set_sent_on (self, FALSE);
  if (!call->sent)
    end (self, 503);
  else
    g_ptr_array_remove (call->line->referrals, self);
}
