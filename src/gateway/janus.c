/* SPDX-License-Identifier: GPL-3.0-or-later
 * One session with Janus. */
#include "config.h"
#include "janus.h"
#include "outbox.h"
#include "net/backoff.h"
#include "net/pace.h"
#include "words.h"

#define MAX_REPLY (64 * 1024)
#define MAX_POLL (1024 * 1024)
#define MAX_EVENTS 10 /* asked for in one poll */
#define POLLS_PER_S 20
#define POLLS_AT_ONCE 200
#define MAX_ID (G_GINT64_CONSTANT (1) << 53)

typedef enum {
  STATE_CLOSED,
  STATE_CREATING,
  STATE_OPEN,
  STATE_WAITING, /* for the next try */
  STATE_ASKING,  /* whether the session is still there */
} State;

struct _CorJanus {
  GObject parent;
  CorGatewayWay way; /* its object is referenced */
  const CorClock *clock;
  char *url;
  const CorJanusListener *listener; /* or NULL */
  gpointer data;
  State state;
  guint64 id;           /* 0: none is known */
  guint64 bell;         /* a handle, or 0 */
  GCancellable *cancel; /* of all that runs now */
  CorOutbox outbox;
  gboolean keeping; /* a keep-alive is under way */
  guint keepalive_timer;
  guint retry_timer;
  guint poll_timer;
  guint troubles;   /* since the last good answer to a poll */
  guint losses;     /* the same */
  gboolean leaving; /* it ends with the posts */
  gboolean told_cut;
  CorBackoff backoff;
  CorPace pace;
  guint serial;
};

G_DEFINE_FINAL_TYPE (CorJanus, cor_janus, G_TYPE_OBJECT)

/* One request and its answer. */
typedef enum { OP_CREATE, OP_RESUME, OP_KEEPALIVE, OP_POLL, OP_POST } OpKind;
typedef struct {
  CorJanus *self;
  OpKind kind;
} Op;

static void start_create (CorJanus *self);
static void start_resume (CorJanus *self);
static void start_poll (CorJanus *self);
static void pump (CorJanus *self);

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
    start_resume (self);
  else
    start_create (self);
  return G_SOURCE_REMOVE;
}

static void
wait_and_retry (CorJanus *self)
{
  self->state = STATE_WAITING;
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
  gboolean was_open = self->state == STATE_OPEN;

  if (self->leaving) {
    leave (self);
    return;
  }
  self->state = STATE_WAITING;
  take_unanswered (self);
  stop_all (self);
  self->troubles++;
  if (was_open && self->troubles == 1) {
    start_resume (self);
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
    start_create (self);
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
  self->state = STATE_OPEN;
  self->keepalive_timer = cor_clock_start (self->clock, COR_JANUS_KEEPALIVE_MS, on_keepalive, self);
  start_poll (self);
  pump (self);
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

  pump (self);
  if (self->leaving && post->ask == COR_ASK_DESTROY)
    cor_janus_abort (self);
  tell_replied (self, is_done_before (post, event) ? COR_ASK_AGAIN : post->ask, post->tag, event);
  cor_post_free (post);
}

static void
on_answered (CorJanus *self, OpKind kind, JsonObject *object)
{
  CorJanusEvent event;

  cor_janus_event_read (&event, object);
  if (kind == OP_CREATE) {
    on_created (self, &event);
  } else if (kind == OP_RESUME) {
    on_resumed (self, &event);
  } else if (event.kind == COR_JANUS_ERROR && event.code == 458) {
    take_loss (self);
  } else if (kind == OP_KEEPALIVE) {
    self->keeping = FALSE;
  } else {
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
  cor_backoff_reset (&self->backoff);
  for (guint i = 0; i < objects->len; i++) {
    if (!take_event (self, objects->pdata[i]))
      return;
  }
  start_poll (self);
}

static void
take_answer (CorJanus *self, OpKind kind, CorHttpResponse *response)
{
  g_autoptr (GPtrArray) objects =
    response->status == 200 ? cor_janus_read_answer (response->body) : NULL;

  if (objects != NULL && kind == OP_POLL) {
    on_polled (self, objects);
  } else if (objects != NULL && objects->len == 1) {
    on_answered (self, kind, objects->pdata[0]);
  } else {
    g_autofree char *reason = cor_gateway_status_to_text (response->status);

    take_trouble (self, reason);
  }
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer data)
{
  Op *op = data;
  g_autoptr (CorJanus) self = op->self; /* its reference */
  OpKind kind = op->kind;
  g_autoptr (GError) error = NULL;
  g_autoptr (CorHttpResponse) response = self->way.send_finish (source, result, &error);

  g_free (op);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (response == NULL)
    take_trouble (self, error->message);
  else
    take_answer (self, kind, response);
}

/* --- Asking --- */

static void
send_request (CorJanus *self, OpKind kind, CorHttpRequest *request)
{
  Op *op = g_new (Op, 1);

  op->self = g_object_ref (self);
  op->kind = kind;
  self->way.send_async (self->way.object, request, self->cancel, on_sent, op);
}

static void
send_json (CorJanus *self, OpKind kind, const char *url, JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *body = NULL;
  CorHttpRequest request = {
    .method = "POST", .url = url, .max_body = MAX_REPLY, .timeout_ms = COR_JANUS_POST_MS
  };

  json_node_set_object (node, object);
  body = json_to_string (node, FALSE);
  request.body = body;
  send_request (self, kind, &request);
}

static char *
make_url (CorJanus *self, guint64 handle)
{
  if (handle != 0)
    return g_strdup_printf ("%s/%" G_GUINT64_FORMAT "/%" G_GUINT64_FORMAT, self->url, self->id,
                            handle);
  if (self->id != 0)
    return g_strdup_printf ("%s/%" G_GUINT64_FORMAT, self->url, self->id);
  return g_strdup (self->url);
}

static void
send_own (CorJanus *self, OpKind kind, CorAsk ask)
{
  g_autoptr (JsonObject) object = cor_request_plain (ask);
  g_autofree char *transaction = cor_ask_to_transaction (ask, ++self->serial);
  g_autofree char *url = make_url (self, 0);

  json_object_set_string_member (object, "transaction", transaction);
  send_json (self, kind, url, object);
}

static void
start_create (CorJanus *self)
{
  self->state = STATE_CREATING;
  self->id = 0;
  send_own (self, OP_CREATE, COR_ASK_CREATE);
}

static void
start_resume (CorJanus *self)
{
  g_autoptr (JsonObject) request = NULL;
  g_autofree char *transaction = cor_ask_to_transaction (COR_ASK_WAKE, ++self->serial);
  g_autofree char *url = NULL;

  self->state = STATE_ASKING;
  if (self->bell == 0) {
    send_own (self, OP_RESUME, COR_ASK_KEEPALIVE);
    return;
  }
  request = cor_request_message (cor_body_plain (COR_ASK_WAKE), NULL, NULL);
  json_object_set_string_member (request, "transaction", transaction);
  url = make_url (self, self->bell);
  send_json (self, OP_RESUME, url, request);
}

static gboolean
on_keepalive (gpointer data)
{
  CorJanus *self = data;

  self->keepalive_timer = cor_clock_start (self->clock, COR_JANUS_KEEPALIVE_MS, on_keepalive, self);
  if (!self->keeping)
    send_own (self, OP_KEEPALIVE, COR_ASK_KEEPALIVE);
  self->keeping = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
on_poll_due (gpointer data)
{
  CorJanus *self = data;

  self->poll_timer = 0;
  start_poll (self);
  return G_SOURCE_REMOVE;
}

/* A gateway that answers at once with nothing is not asked faster for it. */
static void
start_poll (CorJanus *self)
{
  gint64 now = cor_clock_now (self->clock);
  gint64 wait = cor_pace_take (&self->pace, now);
  g_autofree char *url = NULL;
  CorHttpRequest request = { .max_body = MAX_POLL, .timeout_ms = COR_JANUS_POLL_MS };

  if (self->leaving)
    return;
  if (wait > 0) {
    self->poll_timer = cor_clock_start (self->clock, (guint)(wait / 1000) + 1, on_poll_due, self);
    return;
  }
  url = g_strdup_printf ("%s/%" G_GUINT64_FORMAT "?rid=%" G_GINT64_FORMAT "&maxev=%d", self->url,
                         self->id, now, MAX_EVENTS);
  request.url = url;
  send_request (self, OP_POLL, &request);
}

static void
pump (CorJanus *self)
{
  CorPost *post = self->state == STATE_OPEN ? cor_outbox_start (&self->outbox) : NULL;
  g_autofree char *transaction = NULL;
  g_autofree char *url = NULL;

  if (post == NULL)
    return;
  transaction = cor_ask_to_transaction (post->tries > 0 ? COR_ASK_AGAIN : post->ask, post->tag);
  json_object_set_string_member (post->request, "transaction", transaction);
  url = make_url (self, post->handle);
  send_json (self, OP_POST, url, post->request);
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
  g_return_if_fail (self->state == STATE_CLOSED);

  start_create (self);
}

void
cor_janus_check (CorJanus *self)
{
  if (self->state == STATE_CLOSED || self->leaving)
    return;
  self->state = STATE_WAITING;
  take_unanswered (self);
  stop_all (self);
  cor_backoff_reset (&self->backoff);
  on_retry (self);
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

  if (self->state == STATE_CLOSED || self->id == 0) {
    json_object_unref (request);
    return FALSE;
  }
  if (!cor_outbox_add (&self->outbox, &post))
    return FALSE;
  pump (self);
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
  if (self->state != STATE_OPEN ||
      !cor_janus_send (self, COR_ASK_DESTROY, 0, 0, cor_request_plain (COR_ASK_DESTROY)))
    leave (self);
}

void
cor_janus_abort (CorJanus *self)
{
  stop_all (self);
  cor_outbox_clear (&self->outbox);
  self->state = STATE_CLOSED;
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
  cor_pace_init (&self->pace, POLLS_PER_S, POLLS_AT_ONCE, cor_clock_now (clock));
  return self;
}
