/* SPDX-License-Identifier: GPL-3.0-or-later
 * The realtime socket.
 *
 * Two things make own timers necessary: the middleware drops a login with a
 * wrong token without a word, and the server would keep a dead connection for
 * hours. The server pings, so silence beyond its interval means a dead line. */
#include "config.h"
#include "realtime.h"
#include "engineio.h"
#include "model/secret.h"
#include "model/trace.h"
#include "net/backoff.h"
#include "net/websocket.h"
#include <string.h>

/* A connection that held this long was a good one: the next fall starts the back-off anew. */
#define STEADY_US (10 * G_USEC_PER_SEC)

typedef enum {
  STOPPED,
  WAITING,    /* for the next try */
  OPENING,    /* until the server's 40 */
  SIGNING_IN, /* until authe_ok */
  ONLINE,
} State;

struct _CorRealtime {
  GObject parent;
  char *url;
  char *ca_file;
  const CorClock *clock;
  char *user;
  char *token;
  State state;
  CorWebSocket *socket;
  GCancellable *opening;
  CorBackoff backoff;
  guint timer; /* of the state */
  guint quiet_ms;
  gint64 heard_at;     /* us */
  gint64 online_since; /* us */
  gboolean was_online;
};

G_DEFINE_FINAL_TYPE (CorRealtime, cor_realtime, G_TYPE_OBJECT)

enum { EVENT, WENT_ONLINE, WENT_OFFLINE, REFUSED, TAKEN_OVER, N_SIGNALS };
static guint signals[N_SIGNALS];

static gboolean on_timer (gpointer user_data);

static void
set_timer (CorRealtime *self, guint ms)
{
  cor_clock_stop (self->clock, &self->timer);
  self->timer = cor_clock_start (self->clock, ms, on_timer, self);
}

static void
drop_socket (CorRealtime *self)
{
  g_autoptr (CorWebSocket) socket = g_steal_pointer (&self->socket);

  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  if (socket == NULL)
    return;
  g_signal_handlers_disconnect_by_data (socket, self);
  cor_websocket_close (socket);
}

/* Leaves whatever state it is in, without a timer. */
static void
leave (CorRealtime *self, State next)
{
  gboolean was_online = self->state == ONLINE;

  drop_socket (self);
  cor_clock_stop (self->clock, &self->timer);
  self->state = next;
  if (!was_online)
    return;
  if (cor_clock_now (self->clock) - self->online_since >= STEADY_US)
    cor_backoff_reset (&self->backoff);
  cor_trace_note (COR_TRACE_NEWS, "offline");
  g_signal_emit (self, signals[WENT_OFFLINE], 0);
}

static void
retry (CorRealtime *self)
{
  leave (self, WAITING);
  if (self->state == WAITING)
    set_timer (self, cor_backoff_next (&self->backoff));
}

static void
refuse (CorRealtime *self)
{
  retry (self);
  g_signal_emit (self, signals[REFUSED], 0);
}

static void
read_open (CorRealtime *self, const CorFrame *frame)
{
  g_autoptr (JsonObject) object = cor_json_parse_object (frame->payload, frame->payload_len, NULL);
  gint64 interval = cor_json_get_int (object, "pingInterval", 25000);

  self->quiet_ms = (guint)CLAMP (interval, 5000, 60000) + COR_REALTIME_GRACE_MS;
  cor_websocket_send (self->socket, COR_FRAME_TEXT_CONNECT);
}

static void
sign_in (CorRealtime *self)
{
  g_autofree char *login = cor_engineio_build_login (self->user, self->token);

  self->state = SIGNING_IN;
  cor_websocket_send (self->socket, login);
  set_timer (self, COR_REALTIME_LOGIN_MS);
}

static void
go_online (CorRealtime *self)
{
  gboolean first = !self->was_online;

  self->state = ONLINE;
  self->was_online = TRUE;
  self->online_since = cor_clock_now (self->clock);
  set_timer (self, self->quiet_ms);
  cor_trace_note (COR_TRACE_NEWS, "online");
  g_signal_emit (self, signals[WENT_ONLINE], 0, first);
}

/* Without the acknowledgement the other program would wait 8 s. */
static void
give_way (CorRealtime *self)
{
  cor_websocket_send (self->socket, COR_FRAME_TEXT_TAKE_OVER_ACK);
  cor_realtime_stop (self);
  g_signal_emit (self, signals[TAKEN_OVER], 0);
}

/* Its name alone: what it says is about somebody. */
static void
trace (const CorFrame *frame)
{
  const char *start = memchr (frame->payload, '"', frame->payload_len);
  gsize left = start != NULL ? frame->payload_len - (gsize)(start + 1 - frame->payload) : 0;
  const char *end = left > 0 ? memchr (start + 1, '"', MIN (left, 64)) : NULL;
  g_autofree char *name = end != NULL ? g_strndup (start + 1, (gsize)(end - start - 1)) : NULL;

  if (name != NULL)
    cor_trace_note (COR_TRACE_NEWS, name);
}

static void
handle_event (CorRealtime *self, const CorFrame *frame)
{
  g_autoptr (CorEvent) event = cor_event_parse (frame->payload, frame->payload_len);

  trace (frame);
  if (event->kind == COR_EVENT_AUTHORIZED && self->state == SIGNING_IN)
    go_online (self);
  else if (event->kind == COR_EVENT_UNAUTHORIZED)
    refuse (self);
  else if (event->kind == COR_EVENT_TAKE_OVER)
    give_way (self);
  else if (self->state == ONLINE)
    g_signal_emit (self, signals[EVENT], 0, event);
}

static void
handle_frame (CorRealtime *self, const CorFrame *frame)
{
  switch (frame->kind) {
  case COR_FRAME_OPEN:
    read_open (self, frame);
    break;
  case COR_FRAME_PING:
    cor_websocket_send (self->socket, COR_FRAME_TEXT_PONG);
    break;
  case COR_FRAME_CONNECT:
    if (self->state == OPENING)
      sign_in (self);
    break;
  case COR_FRAME_EVENT:
    handle_event (self, frame);
    break;
  case COR_FRAME_CLOSE:
  case COR_FRAME_DISCONNECT:
  case COR_FRAME_REFUSED:
    retry (self);
    break;
  case COR_FRAME_OTHER:
  default:
    break;
  }
}

static void
on_text (CorRealtime *self, GBytes *text)
{
  gsize len;
  const char *data = g_bytes_get_data (text, &len);
  CorFrame frame = cor_engineio_parse (len > 0 ? data : "", len);

  self->heard_at = cor_clock_now (self->clock);
  handle_frame (self, &frame);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorRealtime) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean open = cor_websocket_open_finish (COR_WEBSOCKET (source), result, &error);

  if (self->socket != COR_WEBSOCKET (source)) {
    cor_websocket_close (COR_WEBSOCKET (source));
    return;
  }
  if (!open)
    retry (self);
}

static void
open_socket (CorRealtime *self)
{
  self->state = OPENING;
  self->quiet_ms = 25000 + COR_REALTIME_GRACE_MS;
  self->opening = g_cancellable_new ();
  self->socket = cor_websocket_new (self->ca_file);
  g_signal_connect_object (self->socket, "text", G_CALLBACK (on_text), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->socket, "closed", G_CALLBACK (retry), self, G_CONNECT_SWAPPED);
  set_timer (self, COR_REALTIME_OPEN_MS);
  cor_websocket_open_async (self->socket, self->url, self->opening, on_opened, g_object_ref (self));
}

static void
check_quiet (CorRealtime *self)
{
  gint64 silence_ms = (cor_clock_now (self->clock) - self->heard_at) / 1000;

  if (silence_ms >= self->quiet_ms)
    retry (self);
  else
    set_timer (self, self->quiet_ms - (guint)silence_ms);
}

static gboolean
on_timer (gpointer user_data)
{
  CorRealtime *self = user_data;

  self->timer = 0;
  switch (self->state) {
  case WAITING:
    open_socket (self);
    break;
  case OPENING:
    retry (self);
    break;
  case SIGNING_IN:
    refuse (self);
    break;
  case ONLINE:
    check_quiet (self);
    break;
  case STOPPED:
  default:
    break;
  }
  return G_SOURCE_REMOVE;
}

static void
start_anew (CorRealtime *self)
{
  leave (self, STOPPED);
  self->was_online = FALSE;
  cor_backoff_reset (&self->backoff);
  open_socket (self);
}

void
cor_realtime_start (CorRealtime *self, const char *user, const char *token)
{
  if (self->state != STOPPED && g_strcmp0 (user, self->user) == 0 &&
      g_strcmp0 (token, self->token) == 0)
    return;
  g_free (self->user);
  cor_secret_free (self->token);
  self->user = g_strdup (user);
  self->token = g_strdup (token);
  start_anew (self);
}

void
cor_realtime_set_token (CorRealtime *self, const char *token)
{
  if (self->token == NULL)
    return;
  cor_secret_free (self->token);
  self->token = g_strdup (token);
}

void
cor_realtime_renew (CorRealtime *self)
{
  if (self->state != STOPPED)
    start_anew (self);
}

void
cor_realtime_stop (CorRealtime *self)
{
  leave (self, STOPPED);
}

gboolean
cor_realtime_is_started (CorRealtime *self)
{
  return self->state != STOPPED;
}

gboolean
cor_realtime_is_online (CorRealtime *self)
{
  return self->state == ONLINE;
}

static void
dispose (GObject *object)
{
  CorRealtime *self = COR_REALTIME (object);

  drop_socket (self);
  cor_clock_stop (self->clock, &self->timer);
  self->state = STOPPED;
  G_OBJECT_CLASS (cor_realtime_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  CorRealtime *self = COR_REALTIME (object);

  g_free (self->url);
  g_free (self->ca_file);
  g_free (self->user);
  cor_secret_free (self->token);
  G_OBJECT_CLASS (cor_realtime_parent_class)->finalize (object);
}

static guint
add_signal (const char *name, guint n_params, GType type)
{
  return g_signal_new (name, COR_TYPE_REALTIME, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                       n_params, type);
}

static void
cor_realtime_class_init (CorRealtimeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = dispose;
  object_class->finalize = finalize;
  signals[EVENT] = add_signal ("event", 1, G_TYPE_POINTER);
  signals[WENT_ONLINE] = add_signal ("online", 1, G_TYPE_BOOLEAN);
  signals[WENT_OFFLINE] = add_signal ("offline", 0, G_TYPE_NONE);
  signals[REFUSED] = add_signal ("refused", 0, G_TYPE_NONE);
  signals[TAKEN_OVER] = add_signal ("taken-over", 0, G_TYPE_NONE);
}

static void
cor_realtime_init (CorRealtime *self)
{
}

CorRealtime *
cor_realtime_new (const char *url, const char *ca_file, const CorClock *clock)
{
  CorRealtime *self = g_object_new (COR_TYPE_REALTIME, NULL);

  self->url = g_strdup (url);
  self->ca_file = g_strdup (ca_file);
  self->clock = clock;
  self->backoff.clock = clock;
  return self;
}
