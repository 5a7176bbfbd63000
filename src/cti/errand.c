/* SPDX-License-Identifier: GPL-3.0-or-later
 * URLs of the user's own desk phones that the server asks this computer to GET. */
#include "config.h"
#include "errand.h"
#include "cti-private.h"

#define MAX_BODY (64 * 1024)

struct _CorErrands {
  CorCti *cti; /* borrowed */
  CorHttp *http;
  CorErrandFunc func;
  gpointer user_data;
  CorPace pace;
  GQueue waiting;        /* CorErrand */
  CorErrand *current;    /* is being done, or NULL */
  GCancellable *request; /* of the current one */
  guint limit;           /* of the current one */
  guint turn;            /* until the pace allows the next */
  gboolean challenged;   /* the current one has been asked for its credentials */
  gboolean closed;
};

void
cor_errand_free (CorErrand *errand)
{
  if (errand == NULL)
    return;
  cor_lan_url_free (errand->url);
  g_free (errand->device);
  g_free (errand->kind);
  g_free (errand);
}

static void start_next (CorErrands *self);
static void send_request (CorErrands *self);

static void
drop_waiting_for (CorErrands *self, const char *device)
{
  GList *link = self->waiting.head;

  while (link != NULL) {
    GList *next = link->next;

    if (g_str_equal (((CorErrand *)link->data)->device, device)) {
      cor_errand_free (link->data);
      g_queue_delete_link (&self->waiting, link);
    }
    link = next;
  }
}

static void
finish (CorErrands *self, gboolean done)
{
  g_autoptr (CorErrand) errand = g_steal_pointer (&self->current);

  g_rc_box_acquire (self); /* whoever is told may free it */
  cor_clock_stop (self->cti->clock, &self->limit);
  g_cancellable_cancel (self->request);
  g_clear_object (&self->request);
  if (!done)
    drop_waiting_for (self, errand->device);
  self->func (errand, done, self->user_data);
  if (!self->closed)
    start_next (self);
  g_rc_box_release (self);
}

static gboolean
is_done (const CorErrand *errand, guint status)
{
  return (status >= 200 && status < 300) || (status == 302 && errand->redirect_is_done);
}

static void
take_answer (CorErrands *self, guint status)
{
  gboolean asked_for = status == 401 && self->current->url->user != NULL;

  if (asked_for && !self->challenged) {
    self->challenged = TRUE;
    send_request (self);
    return;
  }
  g_debug ("desk: %s at %s: %u", self->current->kind, self->current->url->shown, status);
  finish (self, is_done (self->current, status));
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CorErrands *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CorHttpResponse) response = cor_http_send_finish (COR_HTTP (source), result, &error);

  /* One that was cancelled has been told of already. */
  if (!self->closed && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    if (response != NULL)
      take_answer (self, response->status);
    else
      finish (self, FALSE);
  }
  g_rc_box_release (self);
}

static void
send_request (CorErrands *self)
{
  const CorHttpRequest request = { .lan = self->current->url,
                                   .digest = self->challenged,
                                   .max_body = MAX_BODY,
                                   .timeout_ms = 2 * COR_ERRAND_MS };

  cor_http_send_async (self->http, &request, self->request, on_answer, g_rc_box_acquire (self));
}

static gboolean
on_limit (gpointer user_data)
{
  CorErrands *self = user_data;

  self->limit = 0;
  g_debug ("desk: %s at %s: no answer", self->current->kind, self->current->url->shown);
  finish (self, FALSE);
  return G_SOURCE_REMOVE;
}

static gboolean
on_turn (gpointer user_data)
{
  CorErrands *self = user_data;

  self->turn = 0;
  start_next (self);
  return G_SOURCE_REMOVE;
}

static void
start_next (CorErrands *self)
{
  const CorClock *clock = self->cti->clock;
  gint64 wait;

  if (self->current != NULL || self->turn != 0 || self->waiting.length == 0)
    return;
  wait = cor_pace_take (&self->pace, cor_clock_now (clock));
  if (wait > 0) {
    self->turn = cor_clock_start (clock, (guint)(wait / 1000) + 1, on_turn, self);
    return;
  }
  self->current = g_queue_pop_head (&self->waiting);
  self->challenged = FALSE;
  self->request = g_cancellable_new ();
  self->limit = cor_clock_start (clock, COR_ERRAND_MS, on_limit, self);
  send_request (self);
}

CorErrands *
cor_errands_new (CorCti *cti, CorErrandFunc func, gpointer user_data)
{
  CorErrands *self = g_rc_box_new0 (CorErrands);

  self->cti = cti;
  self->http = g_object_ref (cti->http);
  self->func = func;
  self->user_data = user_data;
  g_queue_init (&self->waiting);
  cor_pace_init (&self->pace, COR_ERRANDS_PER_SECOND, COR_ERRANDS_AT_ONCE,
                 cor_clock_now (cti->clock));
  return self;
}

void
cor_errands_free (CorErrands *self)
{
  self->closed = TRUE;
  cor_clock_stop (self->cti->clock, &self->limit);
  cor_clock_stop (self->cti->clock, &self->turn);
  g_cancellable_cancel (self->request);
  g_clear_object (&self->request);
  g_clear_pointer (&self->current, cor_errand_free);
  g_queue_clear_full (&self->waiting, (GDestroyNotify)cor_errand_free);
  g_clear_object (&self->http);
  g_rc_box_release (self);
}

gboolean
cor_errands_push (CorErrands *self, CorErrand *errand)
{
  if (self->waiting.length >= COR_ERRAND_MAX_WAITING) {
    cor_errand_free (errand);
    return FALSE;
  }
  g_queue_push_tail (&self->waiting, errand);
  start_next (self);
  return TRUE;
}
