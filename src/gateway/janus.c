/* SPDX-License-Identifier: GPL-3.0-or-later
 * One session with Janus. */
#include "config.h"
#include "janus-private.h"
#include "words.h"

#define MAX_ID (G_GINT64_CONSTANT (1) << 53)

G_DEFINE_FINAL_TYPE (CorJanus, cor_janus, G_TYPE_OBJECT)

/* What runs is not waited for any more. */
static void
stop_all (CorJanus *self)
{
  g_cancellable_cancel (self->cancel);
  g_object_unref (self->cancel);
  self->cancel = g_cancellable_new ();
  self->outbox.sending = FALSE;
  self->keeping = FALSE;
  cor_clock_stop (self->clock, &self->keepalive_timer);
  cor_clock_stop (self->clock, &self->retry_timer);
  cor_clock_stop (self->clock, &self->poll_timer);
  cor_clock_stop (self->clock, &self->check_timer);
}

static void
tell_replied (CorJanus *self, CorAsk ask, guint tag, const CorJanusEvent *reply)
{
  if (self->listener != NULL)
    self->listener->replied (ask, tag, reply, self->data);
}

static void
tell_cut (CorJanus *self, const char *reason)
{
  self->told_cut = TRUE;
  if (self->listener != NULL)
    self->listener->cut (reason, self->data);
}

/* --- Trouble --- */

static gboolean
on_retry (gpointer data)
{
  CorJanus *self = data;

  self->retry_timer = 0;
  if (self->id != 0)
    cor_janus_ask_resume (self);
  else
    cor_janus_ask_create (self);
  return G_SOURCE_REMOVE;
}

static void
wait_and_retry (CorJanus *self)
{
  self->state = COR_JANUS_WAITING;
  self->retry_timer =
    cor_clock_start (self->clock, cor_backoff_next (&self->backoff), on_retry, self);
}

static void
take_unanswered (CorJanus *self)
{
  CorPost *post = cor_outbox_fail (&self->outbox);

  if (post == NULL)
    return;
  tell_replied (self, post->ask, post->tag, NULL);
  cor_post_free (post);
}

static void
leave (CorJanus *self)
{
  g_autoptr (CorJanus) keep = g_object_ref (self);

  cor_janus_abort (self);
  tell_replied (self, COR_ASK_DESTROY, 0, NULL);
}

static void
take_trouble (CorJanus *self, const char *reason)
{
  g_autoptr (CorJanus) keep = g_object_ref (self);
  gboolean was_open = self->state == COR_JANUS_OPEN;

  if (self->leaving) {
    leave (self);
    return;
  }
  self->state = COR_JANUS_WAITING;
  take_unanswered (self);
  stop_all (self);
  self->troubles++;
  if (was_open && self->troubles == 1) {
    cor_janus_ask_resume (self);
    return;
  }
  wait_and_retry (self);
  tell_cut (self, reason);
}

static void
take_loss (CorJanus *self)
{
  g_autoptr (CorJanus) keep = g_object_ref (self);

  if (self->leaving) {
    leave (self);
    return;
  }
  stop_all (self);
  cor_outbox_clear (&self->outbox);
  self->id = self->bell = 0;
  if (self->losses++ > 0)
    wait_and_retry (self);
  else
    cor_janus_ask_create (self);
  if (self->listener != NULL)
    self->listener->lost (self->data);
}

static void
take_refusal (CorJanus *self, const CorJanusEvent *error)
{
  g_autoptr (CorJanus) keep = g_object_ref (self);
  g_autofree char *reason = cor_gateway_error_to_text (error);

  if (error->code != 403 && error->code != 405) {
    take_trouble (self, reason);
    return;
  }
  cor_janus_abort (self);
  if (self->listener != NULL)
    self->listener->refused (reason, self->data);
}

/* --- Answers --- */

static gboolean on_keepalive (gpointer data);

static void
go_on (CorJanus *self)
{
  self->state = COR_JANUS_OPEN;
  self->keepalive_timer = cor_clock_start (self->clock, COR_JANUS_KEEPALIVE_MS, on_keepalive, self);
  cor_janus_ask_poll (self);
  cor_janus_ask_post (self);
}

static void
on_created (CorJanus *self, const CorJanusEvent *event)
{
  if (event->kind == COR_JANUS_ERROR) {
    take_refusal (self, event);
    return;
  }
  if (event->kind != COR_JANUS_SUCCESS || event->id == 0 || event->id > MAX_ID) {
    g_autofree char *reason = cor_gateway_status_to_text (200);

    take_trouble (self, reason);
    return;
  }
  self->id = event->id;
  self->told_cut = FALSE;
  go_on (self);
  if (self->listener != NULL)
    self->listener->opened (self->data);
}

static void
on_resumed (CorJanus *self, const CorJanusEvent *event)
{
  if (event->kind == COR_JANUS_ERROR && (event->code == 458 || event->code == 459)) {
    take_loss (self);
    return;
  }
  go_on (self);
  if (self->told_cut && self->listener != NULL)
    self->listener->resumed (self->data);
  self->told_cut = FALSE;
}

/* That it can't be done again means that it was done; but a handle is made or not. */
static gboolean
is_done_before (const CorPost *post, const CorJanusEvent *event)
{
  return post->tries > 0 && event->kind == COR_JANUS_ERROR && post->ask >= COR_ASK_REGISTER;
}

static void
on_posted (CorJanus *self, const CorJanusEvent *event)
{
  CorPost *post = cor_outbox_finish (&self->outbox);

  cor_janus_ask_post (self);
  if (self->leaving && post->ask == COR_ASK_DESTROY)
    cor_janus_abort (self);
  tell_replied (self, is_done_before (post, event) ? COR_ASK_AGAIN : post->ask, post->tag, event);
  cor_post_free (post);
}

static void
on_answered (CorJanus *self, CorJanusOp kind, JsonObject *object)
{
  CorJanusEvent event;

  cor_janus_event_read (&event, object);
  cor_janus_event_trace (object);
  if (kind == COR_JANUS_OP_CREATE) {
    on_created (self, &event);
  } else if (kind == COR_JANUS_OP_RESUME) {
    on_resumed (self, &event);
  } else if (event.kind == COR_JANUS_ERROR && event.code == 458) {
    take_loss (self);
  } else if (kind == COR_JANUS_OP_KEEPALIVE) {
    self->keeping = FALSE;
  } else if (kind == COR_JANUS_OP_POST) {
    on_posted (self, &event);
  }
}

/* FALSE: something else goes on now than this poll. */
static gboolean
take_event (CorJanus *self, JsonObject *object)
{
  g_autoptr (GCancellable) life = g_object_ref (self->cancel);
  CorJanusEvent event;

  cor_janus_event_read (&event, object);
  cor_janus_event_trace (object);
  if (event.kind == COR_JANUS_TIMEOUT || (event.kind == COR_JANUS_ERROR && event.code == 458))
    take_loss (self);
  else if (event.kind == COR_JANUS_ERROR)
    take_refusal (self, &event);
  else if (self->listener != NULL)
    self->listener->event (&event, self->data);
  return !g_cancellable_is_cancelled (life);
}

static void
on_polled (CorJanus *self, GPtrArray *objects)
{
  self->troubles = 0;
  self->losses = 0;
  cor_clock_stop (self->clock, &self->check_timer);
  cor_backoff_reset (&self->backoff);
  for (guint i = 0; i < objects->len; i++) {
    if (!take_event (self, objects->pdata[i]))
      return;
  }
  cor_janus_ask_poll (self);
}

static void
take_answer (CorJanus *self, CorJanusOp kind, const CorHttpResponse *response)
{
  g_autoptr (GPtrArray) objects =
    response->status == 200 ? cor_janus_read_answer (response->body) : NULL;

  if (objects != NULL && kind == COR_JANUS_OP_POLL) {
    on_polled (self, objects);
  } else if (objects != NULL && objects->len == 1) {
    on_answered (self, kind, objects->pdata[0]);
  } else {
    g_autofree char *reason = cor_gateway_status_to_text (response->status);

    take_trouble (self, reason);
  }
}

void
cor_janus_take_response (CorJanus *self,
                         CorJanusOp op,
                         const CorHttpResponse *response,
                         const GError *error)
{
  if (response == NULL)
    take_trouble (self, error->message);
  else
    take_answer (self, op, response);
}

static gboolean
on_keepalive (gpointer data)
{
  CorJanus *self = data;

  self->keepalive_timer = cor_clock_start (self->clock, COR_JANUS_KEEPALIVE_MS, on_keepalive, self);
  cor_janus_ask_keepalive (self);
  return G_SOURCE_REMOVE;
}

/* --- The object --- */

void
cor_janus_set_listener (CorJanus *self, const CorJanusListener *listener, gpointer data)
{
  self->listener = listener;
  self->data = data;
}

void
cor_janus_open (CorJanus *self)
{
  g_return_if_fail (self->state == COR_JANUS_CLOSED);

  cor_janus_ask_create (self);
}

static void
start_anew (CorJanus *self)
{
  self->state = COR_JANUS_WAITING;
  take_unanswered (self);
  stop_all (self);
  if (self->way.renew != NULL)
    self->way.renew (self->way.object);
  cor_backoff_reset (&self->backoff);
  on_retry (self);
}

static gboolean
on_bell_unheard (gpointer data)
{
  CorJanus *self = data;

  self->check_timer = 0;
  start_anew (self);
  return G_SOURCE_REMOVE;
}

void
cor_janus_check (CorJanus *self)
{
  if (self->state == COR_JANUS_CLOSED || self->leaving)
    return;
  if (self->state != COR_JANUS_OPEN || self->bell == 0) {
    start_anew (self);
    return;
  }
  cor_clock_stop (self->clock, &self->check_timer);
  self->check_timer = cor_clock_start (self->clock, COR_JANUS_CHECK_MS, on_bell_unheard, self);
  /* As long as it does not ring, a call that comes is told to a poll that may hang at nothing:
   * once it has, the gateway keeps what it has to tell for the next poll. */
  if (self->way.freshen != NULL)
    self->way.freshen (self->way.object);
  cor_janus_ask_ring (self, COR_JANUS_OP_RING);
}

void
cor_janus_set_bell (CorJanus *self, guint64 handle)
{
  self->bell = handle;
}

gboolean
cor_janus_send (CorJanus *self, CorAsk ask, guint tag, guint64 handle, JsonObject *request)
{
  const CorPost post = { .ask = ask, .tag = tag, .handle = handle, .request = request };

  if (self->state == COR_JANUS_CLOSED || self->id == 0) {
    json_object_unref (request);
    return FALSE;
  }
  if (!cor_outbox_add (&self->outbox, &post))
    return FALSE;
  cor_janus_ask_post (self);
  return TRUE;
}

void
cor_janus_forget (CorJanus *self, guint tag)
{
  cor_outbox_forget (&self->outbox, tag);
}

void
cor_janus_destroy (CorJanus *self)
{
  self->leaving = TRUE;
  if (self->state != COR_JANUS_OPEN ||
      !cor_janus_send (self, COR_ASK_DESTROY, 0, 0, cor_request_plain (COR_ASK_DESTROY)))
    leave (self);
}

void
cor_janus_abort (CorJanus *self)
{
  stop_all (self);
  cor_outbox_clear (&self->outbox);
  self->state = COR_JANUS_CLOSED;
  self->id = 0;
}

static void
dispose (GObject *object)
{
  CorJanus *self = COR_JANUS (object);

  self->listener = NULL;
  cor_janus_abort (self);
  g_clear_object (&self->way.object);
  G_OBJECT_CLASS (cor_janus_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  CorJanus *self = COR_JANUS (object);

  g_object_unref (self->cancel);
  g_free (self->url);
  G_OBJECT_CLASS (cor_janus_parent_class)->finalize (object);
}

static void
cor_janus_class_init (CorJanusClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = dispose;
  object_class->finalize = finalize;
}

static void
cor_janus_init (CorJanus *self)
{
  self->cancel = g_cancellable_new ();
}

CorJanus *
cor_janus_new (const CorGatewayWay *way, const CorClock *clock, const char *url)
{
  CorJanus *self = g_object_new (COR_TYPE_JANUS, NULL);

  self->way = *way;
  g_object_ref (self->way.object);
  self->clock = clock;
  self->url = g_strdup (url);
  self->backoff.clock = clock;
  cor_janus_start_pace (self);
  return self;
}
