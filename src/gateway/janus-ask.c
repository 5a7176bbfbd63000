/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is asked of Janus, and how often. */
#include "config.h"
#include "janus-private.h"
#include "model/secret.h"
#include "words.h"

#define MAX_REPLY (64 * 1024)
#define MAX_POLL (1024 * 1024)
#define MAX_EVENTS 10 /* asked for in one poll */
#define POLLS_PER_S 20
#define POLLS_AT_ONCE 200

/* One request and its answer. */
typedef struct {
  CorJanus *self;
  CorJanusOp kind;
} Op;

static void
on_sent (GObject *source, GAsyncResult *result, gpointer data)
{
  Op *op = data;
  g_autoptr (CorJanus) self = op->self; /* its reference */
  CorJanusOp kind = op->kind;
  g_autoptr (GError) error = NULL;
  g_autoptr (CorHttpResponse) response = self->way.send_finish (source, result, &error);

  g_free (op);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    cor_janus_take_response (self, kind, response, error);
}

static void
send_request (CorJanus *self, CorJanusOp kind, CorHttpRequest *request)
{
  Op *op = g_new (Op, 1);

  op->self = g_object_ref (self);
  op->kind = kind;
  self->way.send_async (self->way.object, request, self->cancel, on_sent, op);
}

static void
send_json (CorJanus *self, CorJanusOp kind, const char *url, JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  char *body;
  CorHttpRequest request = {
    .method = "POST", .url = url, .max_body = MAX_REPLY, .timeout_ms = COR_JANUS_POST_MS
  };

  json_node_set_object (node, object);
  body = json_to_string (node, FALSE);
  request.body = body;
  send_request (self, kind, &request);
  cor_secret_free (body); /* a registration's password is in it */
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
send_own (CorJanus *self, CorJanusOp kind, CorAsk ask)
{
  g_autoptr (JsonObject) object = cor_request_plain (ask);
  g_autofree char *transaction = cor_ask_to_transaction (ask, ++self->serial);
  g_autofree char *url = make_url (self, 0);

  json_object_set_string_member (object, "transaction", transaction);
  send_json (self, kind, url, object);
}

void
cor_janus_ask_create (CorJanus *self)
{
  self->state = COR_JANUS_CREATING;
  self->id = 0;
  send_own (self, COR_JANUS_OP_CREATE, COR_ASK_CREATE);
}

void
cor_janus_ask_ring (CorJanus *self, CorJanusOp op)
{
  g_autoptr (JsonObject) request = cor_request_message (cor_body_plain (COR_ASK_WAKE), NULL, NULL);
  g_autofree char *transaction = cor_ask_to_transaction (COR_ASK_WAKE, ++self->serial);
  g_autofree char *url = make_url (self, self->bell);

  json_object_set_string_member (request, "transaction", transaction);
  send_json (self, op, url, request);
}

void
cor_janus_ask_resume (CorJanus *self)
{
  self->state = COR_JANUS_ASKING;
  if (self->bell != 0)
    cor_janus_ask_ring (self, COR_JANUS_OP_RESUME);
  else
    send_own (self, COR_JANUS_OP_RESUME, COR_ASK_KEEPALIVE);
}

void
cor_janus_ask_keepalive (CorJanus *self)
{
  if (!self->keeping)
    send_own (self, COR_JANUS_OP_KEEPALIVE, COR_ASK_KEEPALIVE);
  self->keeping = TRUE;
}

static gboolean
on_poll_due (gpointer data)
{
  CorJanus *self = data;

  self->poll_timer = 0;
  cor_janus_ask_poll (self);
  return G_SOURCE_REMOVE;
}

/* A gateway that answers at once with nothing is not asked faster for it. */
void
cor_janus_ask_poll (CorJanus *self)
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
  send_request (self, COR_JANUS_OP_POLL, &request);
}

void
cor_janus_ask_post (CorJanus *self)
{
  CorPost *post = self->state == COR_JANUS_OPEN ? cor_outbox_start (&self->outbox) : NULL;
  g_autofree char *transaction = NULL;
  g_autofree char *url = NULL;

  if (post == NULL)
    return;
  transaction = cor_ask_to_transaction (post->tries > 0 ? COR_ASK_AGAIN : post->ask, post->tag);
  json_object_set_string_member (post->request, "transaction", transaction);
  url = make_url (self, post->handle);
  send_json (self, COR_JANUS_OP_POST, url, post->request);
}

void
cor_janus_start_pace (CorJanus *self)
{
  cor_pace_init (&self->pace, POLLS_PER_S, POLLS_AT_ONCE, cor_clock_now (self->clock));
}
