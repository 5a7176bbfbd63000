/* SPDX-License-Identifier: GPL-3.0-or-later
 * The life of a call through the gateway. */
#include "config.h"
#include "referral.h"
#include "model/call-hints.h"
#include "model/sip-code.h"
#include <glib/gi18n-lib.h>
#include <string.h>

CorGatewayCall *
cor_gateway_call_find (CorGatewayLine *line, CorCall *call)
{
  for (guint i = 0; i < line->calls->len; i++) {
    CorGatewayCall *entry = line->calls->pdata[i];

    if (entry->call == call)
      return entry;
  }
  return NULL;
}

static CorGatewayCall *
add (CorGatewayLine *line, CorCall *call)
{
  CorGatewayCall *self = g_new0 (CorGatewayCall, 1);

  self->line = line;
  self->call = g_object_ref (call);
  self->decline_code = 480;
  g_ptr_array_add (line->calls, self);
  return self;
}

static void
call_free (CorGatewayCall *self)
{
  if (self->peer != NULL)
    g_signal_handlers_disconnect_by_data (self->peer, self);
  g_clear_object (&self->peer);
  g_object_unref (self->call);
  g_free (self->uri);
  g_free (self->post_dial);
  g_free (self->sip_id);
  g_free (self->local);
  g_free (self->remote);
  g_free (self);
}

void
cor_gateway_call_wait (CorGatewayCall *self, guint ms, GSourceFunc func)
{
  cor_clock_stop (self->line->clock, &self->patience);
  if (func != NULL)
    self->patience = cor_clock_start (self->line->clock, ms, func, self);
}

/* --- The end --- */

/* An incoming call that was not answered is declined, any other hung up. */
static void
tell_handle (CorGatewayCall *self, CorGatewayHandle *handle)
{
  if (cor_call_is_incoming (self->call) && !self->sent)
    cor_gateway_handle_ask (handle, COR_ASK_DECLINE, cor_body_decline (self->decline_code));
  else
    cor_gateway_handle_ask (handle, COR_ASK_HANGUP, cor_body_plain (COR_ASK_HANGUP));
}

static void
drop_handle (CorGatewayCall *self, gboolean tell)
{
  CorGatewayHandle *handle = g_steal_pointer (&self->handle);
  gboolean used = self->sent || cor_call_is_incoming (self->call);

  if (handle == NULL)
    return;
  cor_janus_forget (self->line->janus, handle->tag);
  if (used && tell)
    tell_handle (self, handle);
  cor_gateway_handle_release (handle, used);
}

void
cor_gateway_call_end (CorGatewayCall *self, CorCallEnd end, const char *text, gboolean tell)
{
  g_autoptr (CorGatewayLine) line = g_object_ref (self->line);
  g_autoptr (CorCall) call = g_object_ref (self->call);

  cor_gateway_referral_note_end (self);
  g_ptr_array_remove (line->calls, self);
  cor_clock_stop (line->clock, &self->patience);
  cor_clock_stop (line->clock, &self->trickle);
  cor_clock_stop (line->clock, &self->orphan);
  drop_handle (self, tell);
  call_free (self);
  cor_call_set_control (call, NULL);
  cor_call_set_ended (call, end, text);
  cor_gateway_line_rest (line);
}

void
cor_gateway_call_lose (CorGatewayCall *self)
{
  const CorSipEnding ending = { .lost = TRUE };
  CorCallState state = cor_call_get_state (self->call);
  const char *text;
  CorCallEnd end = cor_sip_ending_to_end (
    &ending, state == COR_CALL_INCOMING && !self->sent ? state : COR_CALL_ACTIVE, &text);

  cor_gateway_call_end (self, end, text, TRUE);
}

static gboolean
on_orphan (gpointer data)
{
  CorGatewayCall *self = data;

  self->orphan = 0;
  cor_gateway_call_lose (self);
  return G_SOURCE_REMOVE;
}

/* The gateway ends a call that it forgot; should the sound go on nevertheless, it may for a while,
 * but not for good: nobody could be told of the end. */
void
cor_gateway_call_orphan (CorGatewayCall *self)
{
  cor_gateway_call_wait (self, 0, NULL);
  cor_clock_stop (self->line->clock, &self->orphan);
  if (cor_call_get_state (self->call) == COR_CALL_ACTIVE)
    self->orphan = cor_clock_start (self->line->clock, COR_GATEWAY_ORPHAN_MS, on_orphan, self);
  else
    cor_gateway_call_lose (self);
}

static gboolean
on_impatient (gpointer data)
{
  CorGatewayCall *self = data;

  self->patience = 0;
  cor_gateway_call_end (self, COR_CALL_END_FAILED,
                        _ ("The server's gateway does not take up the call. Try again."), TRUE);
  return G_SOURCE_REMOVE;
}

/* --- The sound --- */

static void
on_described (CorPeer *peer, const char *sdp, gpointer data)
{
  CorGatewayCall *self = data;

  if (self->local != NULL || sdp == NULL)
    return;
  self->local = g_strdup (sdp);
  cor_gateway_call_go_on (self);
}

static void
on_secured (CorPeer *peer, gpointer data)
{
  CorGatewayCall *self = data;

  cor_call_set_secure (self->call, TRUE);
}

static void
on_failed (CorPeer *peer, const char *reason, gpointer data)
{
  cor_gateway_call_end (data, COR_CALL_END_FAILED, reason, TRUE);
}

static void
open_peer (CorGatewayCall *self, gboolean offers)
{
  CorGatewayLine *line = self->line;

  self->offers = offers;
  self->peer = cor_peer_source_open (line->source, self->call, offers, line->account.ice);
  g_signal_connect (self->peer, "described", G_CALLBACK (on_described), self);
  g_signal_connect (self->peer, "secured", G_CALLBACK (on_secured), self);
  g_signal_connect (self->peer, "failed", G_CALLBACK (on_failed), self);
}

/* One call is spoken in at a time. Nothing ever takes a call off hold but its user. */
void
cor_gateway_call_hold_others (CorGatewayCall *self)
{
  GPtrArray *calls = self->line->calls;

  for (guint i = 0; i < calls->len; i++) {
    CorGatewayCall *other = calls->pdata[i];

    if (other != self && cor_call_get_state (other->call) == COR_CALL_ACTIVE)
      cor_gateway_call_set_hold (other, TRUE);
  }
}

/* --- Going out --- */

static gboolean
on_not_sent (gpointer data)
{
  cor_call_set_ended (data, COR_CALL_END_FAILED,
                      _ ("This computer is not connected as a phone: see the line's state."));
  return G_SOURCE_REMOVE;
}

static gboolean
on_too_many (gpointer data)
{
  cor_call_set_ended (data, COR_CALL_END_FAILED,
                      _ ("There are too many calls on this computer already."));
  return G_SOURCE_REMOVE;
}

static void
send_call (CorGatewayCall *self)
{
  self->sent = TRUE;
  if (!cor_gateway_handle_ask_jsep (self->handle, COR_ASK_CALL,
                                    cor_body_call (self->uri, self->referral), "offer",
                                    self->local))
    cor_gateway_call_wait (self, 0, on_impatient);
}

static void
send_accept (CorGatewayCall *self)
{
  self->sent = TRUE;
  if (!cor_gateway_handle_ask_jsep (self->handle, COR_ASK_ACCEPT, cor_body_accept (),
                                    self->offers ? "offer" : "answer", self->local))
    cor_gateway_call_wait (self, 0, on_impatient);
}

void
cor_gateway_call_go_on (CorGatewayCall *self)
{
  if (self->sent || self->local == NULL || self->handle == NULL)
    return;
  if (self->handle->state == COR_HANDLE_JOINING)
    return;
  if (self->handle->state == COR_HANDLE_ATTACHING)
    return;
  if (cor_call_is_incoming (self->call))
    send_accept (self);
  else
    send_call (self);
}

CorCall *
cor_gateway_call_dial (CorGatewayLine *line, const CorNumber *number, guint referral)
{
  CorCall *call =
    cor_call_new (COR_CALL_CONTROL (line), FALSE, number->canonical, _ ("This computer"), TRUE);
  gboolean full = line->calls->len >= COR_GATEWAY_MAX_CALLS;
  CorGatewayCall *self;

  if (cor_line_get_state (COR_LINE (line)) != COR_LINE_READY || !line->wanted || full) {
    cor_call_set_control (call, NULL);
    g_idle_add_full (G_PRIORITY_DEFAULT, full ? on_too_many : on_not_sent, g_object_ref (call),
                     g_object_unref);
    return call;
  }
  self = add (line, call);
  self->uri = cor_request_uri (&line->account, number->canonical);
  self->referral = referral;
  self->post_dial = g_strdup (number->post_dial);
  self->handle = cor_gateway_handle_take (line, self);
  cor_gateway_call_wait (self, self->handle != NULL ? COR_GATEWAY_PATIENCE_MS : 0, on_impatient);
  cor_gateway_call_hold_others (self);
  open_peer (self, TRUE);
  cor_gateway_handle_keep_spare (line);
  return call;
}

/* The gateway gave this handle to a call that came, in the instant when it was to be used for one
 * of ours: ours takes another, once. */
static void
displace (CorGatewayCall *self)
{
  CorGatewayHandle *handle = g_steal_pointer (&self->handle);

  handle->call = NULL;
  cor_janus_forget (self->line->janus, handle->tag);
  self->sent = FALSE;
  if (!self->displaced)
    self->handle = cor_gateway_handle_take (self->line, self);
  self->displaced = TRUE;
  if (self->handle != NULL)
    cor_gateway_call_go_on (self);
  else
    cor_gateway_call_wait (self, 0, on_impatient);
}

/* --- Coming in --- */

/* Whether the handle can have a call that comes. */
static gboolean
make_room (CorGatewayHandle *handle)
{
  CorGatewayCall *call = handle->call;

  if (handle->state == COR_HANDLE_ATTACHING || handle->state == COR_HANDLE_LEAVING)
    return FALSE;
  if (call != NULL && (cor_call_is_incoming (call->call) || call->taken))
    return FALSE;
  handle->state = COR_HANDLE_BUSY; /* before another is looked for */
  cor_clock_stop (handle->line->clock, &handle->timer);
  if (call != NULL)
    displace (call);
  return TRUE;
}

void
cor_gateway_call_take_incoming (CorGatewayHandle *handle, const CorJanusEvent *event)
{
  CorGatewayLine *line = handle->line;
  g_autofree char *number = cor_janus_read_number (event->address);
  g_autofree char *name = cor_janus_read_name (event->name);
  g_autofree char *called = cor_headers_read_called (event, line->account.user);
  g_autoptr (CorCall) call = NULL;
  CorGatewayCall *self;

  if (!make_room (handle))
    return;
  if (line->calls->len >= COR_GATEWAY_MAX_CALLS) {
    cor_gateway_handle_ask (handle, COR_ASK_DECLINE, cor_body_decline (486));
    cor_gateway_handle_release (handle, TRUE);
    return;
  }
  call = cor_call_new (COR_CALL_CONTROL (line), TRUE, number, _ ("This computer"), TRUE);
  cor_call_set_name (call, name);
  cor_call_set_called (call, called);
  if (cor_headers_want_answer (event))
    cor_call_set_wants_answer (call);
  self = add (line, call);
  self->handle = handle;
  handle->call = self;
  self->sip_id = g_strdup (event->call_id);
  self->remote = event->offer ? g_strdup (event->sdp) : NULL;
  cor_gateway_handle_keep_spare (line);
  g_signal_emit_by_name (line, "incoming", call);
}

void
cor_gateway_call_answer (CorGatewayCall *self)
{
  if (self->peer != NULL || self->handle == NULL)
    return;
  cor_gateway_call_wait (self, COR_GATEWAY_PATIENCE_MS, on_impatient);
  cor_gateway_call_hold_others (self);
  open_peer (self, self->remote == NULL);
  cor_gateway_call_deliver (self);
}
