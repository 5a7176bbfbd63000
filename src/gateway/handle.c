/* SPDX-License-Identifier: GPL-3.0-or-later
 * Janus' handles: one registers and takes the first call that comes, helpers of
 * it take all others. The plugin needs half a second to tidy up after a call,
 * so a helper is dialed by once. It does not go with its call: a call that
 * comes while the first handle is tidied up is given to any helper that there
 * is, and would be lost with it. */
#include "config.h"
#include "line-private.h"

void
cor_gateway_handle_free (CorGatewayHandle *self)
{
  cor_clock_stop (self->line->clock, &self->timer);
  g_ptr_array_unref (self->candidates);
  g_free (self);
}

CorGatewayHandle *
cor_gateway_handle_find (CorGatewayLine *line, guint64 id)
{
  for (guint i = 0; id != 0 && i < line->handles->len; i++) {
    CorGatewayHandle *handle = line->handles->pdata[i];

    if (handle->id == id)
      return handle;
  }
  return NULL;
}

CorGatewayHandle *
cor_gateway_handle_find_tag (CorGatewayLine *line, guint tag)
{
  for (guint i = 0; i < line->handles->len; i++) {
    CorGatewayHandle *handle = line->handles->pdata[i];

    if (handle->tag == tag)
      return handle;
  }
  return NULL;
}

CorGatewayHandle *
cor_gateway_handle_begin (CorGatewayLine *line, gboolean master)
{
  CorGatewayHandle *self;

  if (line->janus == NULL || line->handles->len >= COR_GATEWAY_MAX_HANDLES)
    return NULL;
  self = g_new0 (CorGatewayHandle, 1);
  self->line = line;
  self->tag = ++line->last_tag;
  self->master = master;
  self->candidates = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (line->handles, self);
  if (!cor_janus_send (line->janus, COR_ASK_ATTACH, self->tag, 0, cor_request_attach ())) {
    g_ptr_array_remove (line->handles, self);
    return NULL;
  }
  return self;
}

gboolean
cor_gateway_handle_ask_jsep (CorGatewayHandle *self,
                             CorAsk ask,
                             JsonObject *body,
                             const char *type,
                             const char *sdp)
{
  JsonObject *request = cor_request_message (body, type, sdp);

  if (self->line->janus != NULL && self->id != 0)
    return cor_janus_send (self->line->janus, ask, self->tag, self->id, request);
  json_object_unref (request);
  return FALSE;
}

gboolean
cor_gateway_handle_ask (CorGatewayHandle *self, CorAsk ask, JsonObject *body)
{
  return cor_gateway_handle_ask_jsep (self, ask, body, NULL, NULL);
}

static void
join (CorGatewayHandle *self)
{
  self->state = COR_HANDLE_JOINING;
  cor_gateway_handle_ask (self, COR_ASK_HELPER,
                          cor_body_helper (&self->line->account, self->line->master_id));
}

static void
detach (CorGatewayHandle *self)
{
  CorGatewayLine *line = self->line;

  cor_clock_stop (line->clock, &self->timer);
  self->state = COR_HANDLE_LEAVING;
  if (self->id == 0)
    return; /* as soon as it is attached */
  if (line->janus == NULL || !cor_janus_send (line->janus, COR_ASK_DETACH, self->tag, self->id,
                                              cor_request_plain (COR_ASK_DETACH)))
    g_ptr_array_remove (line->handles, self);
}

static gboolean
on_rested (gpointer data)
{
  CorGatewayHandle *self = data;

  self->timer = 0;
  detach (self);
  return G_SOURCE_REMOVE;
}

static void
rest (CorGatewayHandle *self)
{
  cor_clock_stop (self->line->clock, &self->timer);
  if (self->id == 0) {
    detach (self);
    return;
  }
  self->state = COR_HANDLE_RESTING;
  self->timer = cor_clock_start (self->line->clock, COR_GATEWAY_REST_MS, on_rested, self);
}

void
cor_gateway_handle_take_attached (CorGatewayHandle *self, const CorJanusEvent *reply)
{
  gboolean wanted = self->state == COR_HANDLE_ATTACHING;

  if (self->id != 0)
    return;
  if (reply->id == 0 || cor_gateway_handle_find (self->line, reply->id) != NULL) {
    cor_gateway_handle_remove (self);
    return;
  }
  self->id = reply->id;
  if (!wanted) {
    detach (self);
  } else if (!self->master) {
    join (self);
  } else {
    self->state = COR_HANDLE_FREE;
    cor_janus_set_bell (self->line->janus, self->id);
    cor_gateway_register_send (self->line);
  }
}

void
cor_gateway_handle_take_joined (CorGatewayHandle *self)
{
  if (self->state != COR_HANDLE_JOINING)
    return;
  self->state = self->call != NULL ? COR_HANDLE_BUSY : COR_HANDLE_FREE;
  if (self->call != NULL)
    cor_gateway_call_go_on (self->call);
}

static gboolean
is_spare (CorGatewayHandle *self)
{
  return !self->master && self->call == NULL && self->state <= COR_HANDLE_FREE;
}

CorGatewayHandle *
cor_gateway_handle_take (CorGatewayLine *line, CorGatewayCall *call)
{
  CorGatewayHandle *self = NULL;

  for (guint i = 0; i < line->handles->len && self == NULL; i++) {
    if (is_spare (line->handles->pdata[i]))
      self = line->handles->pdata[i];
  }
  if (self == NULL)
    self = cor_gateway_handle_begin (line, FALSE);
  if (self == NULL)
    return NULL;
  self->call = call;
  if (self->state == COR_HANDLE_FREE)
    self->state = COR_HANDLE_BUSY;
  return self;
}

void
cor_gateway_handle_keep_spare (CorGatewayLine *line)
{
  if (!line->registered || line->calls->len >= COR_GATEWAY_MAX_CALLS)
    return;
  for (guint i = 0; i < line->handles->len; i++) {
    if (is_spare (line->handles->pdata[i]))
      return;
  }
  cor_gateway_handle_begin (line, FALSE);
}

static void
forget_candidates (CorGatewayHandle *self)
{
  g_ptr_array_set_size (self->candidates, 0);
  self->completed = FALSE;
}

static gboolean
on_closing (gpointer data)
{
  CorGatewayHandle *self = data;

  self->timer = 0;
  cor_gateway_handle_take_hangup (self);
  return G_SOURCE_REMOVE;
}

void
cor_gateway_handle_release (CorGatewayHandle *self, gboolean used)
{
  self->call = NULL;
  forget_candidates (self);
  if (!used) {
    rest (self);
    return;
  }
  self->state = COR_HANDLE_CLOSING;
  self->timer = cor_clock_start (self->line->clock, COR_GATEWAY_CLOSING_MS, on_closing, self);
}

void
cor_gateway_handle_take_hangup (CorGatewayHandle *self)
{
  if (self->state != COR_HANDLE_CLOSING)
    return;
  cor_clock_stop (self->line->clock, &self->timer);
  forget_candidates (self);
  if (self->master)
    self->state = COR_HANDLE_FREE;
  else
    rest (self);
}

void
cor_gateway_handle_remove (CorGatewayHandle *self)
{
  CorGatewayLine *line = self->line;
  CorGatewayCall *call = self->call;

  if (call != NULL) {
    call->handle = NULL;
    self->call = NULL;
  }
  if (line->master == self)
    line->master = NULL;
  if (self->master && line->janus != NULL)
    cor_janus_set_bell (line->janus, 0);
  g_ptr_array_remove (line->handles, self);
  if (call != NULL)
    cor_gateway_call_orphan (call);
}
