/* SPDX-License-Identifier: GPL-3.0-or-later
 * One REST request: kept to the server's rate, signed, its failures told apart. */
#include "config.h"
#include "request.h"
#include "cti-private.h"
#include "errors.h"
#include "model/redact.h"
#include "model/secret.h"
#include "model/trace.h"
#include "renew.h"

typedef struct {
  CorRequestFlags flags;
  char *method;
  char *url;
  char *path;
  char *body;
  gint64 sent_at; /* us */
  guint timeout_ms;
  gsize max_body;
  GSource *wait;
  const CorClock *clock;
  guint quiet_timer; /* until the server may be asked again */
  guint busy;        /* how often it was too busy */
  char *token;       /* that it was asked with; secret */
  GError *refused;   /* what it said to that; it is asked once more with another */
} Request;

#define BUSY_MAX 3
/* What a server may hold us up for; one that wants more is told of. */
#define QUIET_MAX_S 60

static void send_in_turn (GTask *task);

static void
request_free (Request *request)
{
  if (request->wait != NULL) {
    g_source_destroy (request->wait);
    g_source_unref (request->wait);
  }
  cor_clock_stop (request->clock, &request->quiet_timer);
  g_clear_error (&request->refused);
  cor_secret_free (request->token);
  g_free (request->method);
  g_free (request->url);
  g_free (request->path);
  cor_secret_free (request->body);
  g_free (request);
}

/* What was asked and how it went, without whom it is about. */
static void
trace (Request *request, const char *outcome)
{
  g_autofree char *path = cor_redact_path (request->path);
  g_autofree char *line = g_strdup_printf (
    "%s %s %s, %" G_GINT64_FORMAT " ms", request->method != NULL ? request->method : "GET", path,
    outcome, (g_get_monotonic_time () - request->sent_at) / 1000);

  cor_trace_note (COR_TRACE_REST, line);
}

static void
trace_response (Request *request, const CorHttpResponse *response, const GError *error)
{
  g_autofree char *status =
    response != NULL ? g_strdup_printf ("%u", response->status) : g_strdup (error->message);

  trace (request, status);
}

static gboolean
is_signed (const Request *request)
{
  return (request->flags & (COR_REQUEST_SIGN_IN | COR_REQUEST_OUTSIDE)) == 0;
}

static void
on_renewed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Request *request = g_task_get_task_data (task);
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task)) {
    cor_renew_finish (COR_CTI (source), result, NULL);
  } else if (cor_renew_finish (COR_CTI (source), result, &error)) {
    send_in_turn (task);
  } else {
    g_task_return_error (task, error != NULL ? error : g_error_copy (request->refused));
  }
}

/* Seconds; 0: the server is not asked again. */
static guint
find_pause (Request *request, const CorHttpResponse *response)
{
  const char *text = cor_http_response_get_header (response, "retry-after");
  guint64 seconds = 1u << MIN (request->busy, 4u);

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT32, &seconds, NULL))
    seconds = 1u << MIN (request->busy, 4u); /* a date, or nonsense */
  if (request->busy >= BUSY_MAX || seconds > QUIET_MAX_S)
    return 0;
  return (guint)MAX (seconds, 1);
}

/* Whether it is sent once more, and so not over. */
static gboolean
goes_on (GTask *task, const CorHttpResponse *response, const GError *error)
{
  CorCti *self = g_task_get_source_object (task);
  Request *request = g_task_get_task_data (task);
  guint pause = response->status == 429 ? find_pause (request, response) : 0;

  if (pause > 0) {
    request->busy++;
    self->quiet_until =
      MAX (self->quiet_until, cor_clock_now (self->clock) + (gint64)pause * G_USEC_PER_SEC);
    send_in_turn (task);
    return TRUE;
  }
  if (!g_error_matches (error, COR_CTI_ERROR, COR_CTI_ERROR_EXPIRED) || !is_signed (request) ||
      (request->flags & COR_REQUEST_ONCE) || request->refused != NULL)
    return FALSE;
  request->refused = g_error_copy (error);
  cor_renew_async (self, request->token, on_renewed, g_object_ref (task));
  return TRUE;
}

static void
on_response (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CorCti *self = g_task_get_source_object (task);
  Request *request = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (CorHttpResponse) response = cor_http_send_finish (COR_HTTP (source), result, &error);
  const CorErrorContext context = { .host = self->host->shown,
                                    .sign_in = (request->flags & COR_REQUEST_SIGN_IN) != 0,
                                    .otp_pending = self->otp_pending };

  trace_response (request, response, error);
  if (response != NULL)
    error = cor_error_from_response (&context, response);
  else
    error = cor_error_from_net (error);
  if (error == NULL)
    g_task_return_pointer (task, g_bytes_ref (response->body), (GDestroyNotify)g_bytes_unref);
  else if (response != NULL && goes_on (task, response, error))
    g_error_free (error);
  else
    g_task_return_error (task, error);
}

static void
send_now (GTask *task)
{
  CorCti *self = g_task_get_source_object (task);
  Request *request = g_task_get_task_data (task);
  g_autofree char *authorization = is_signed (request) && self->token != NULL
                                     ? g_strconcat ("Authorization: Bearer ", self->token, NULL)
                                     : NULL;
  const char *const headers[] = { authorization, NULL };
  const CorHttpRequest http = { .method = request->method,
                                .url = request->url,
                                .headers = headers,
                                .body = request->body,
                                .max_body = request->max_body,
                                .timeout_ms = request->timeout_ms };

  request->sent_at = g_get_monotonic_time ();
  cor_secret_free (request->token);
  request->token = g_strdup (self->token);
  cor_http_send_async (self->http, &http, g_task_get_cancellable (task), on_response,
                       g_object_ref (task));
}

static gboolean on_turn (gpointer user_data);

static gboolean
on_quiet_over (gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Request *request = g_task_get_task_data (task);

  request->quiet_timer = 0;
  if (!g_task_return_error_if_cancelled (task))
    send_in_turn (task);
  return G_SOURCE_REMOVE;
}

/* At the rate that the server allows, and not while it asks for less. */
static void
send_in_turn (GTask *task)
{
  CorCti *self = g_task_get_source_object (task);
  Request *request = g_task_get_task_data (task);
  gint64 quiet = self->quiet_until - cor_clock_now (self->clock), wait;

  if (quiet > 0) {
    request->quiet_timer =
      cor_clock_start (self->clock, (guint)(quiet / 1000) + 1, on_quiet_over, g_object_ref (task));
    return;
  }
  wait = cor_pace_take (&self->pace, g_get_monotonic_time ());
  if (wait == 0) {
    send_now (task);
    return;
  }
  g_clear_pointer (&request->wait, g_source_unref);
  request->wait = g_timeout_source_new ((guint)(wait / 1000) + 1);
  g_source_set_callback (request->wait, on_turn, g_object_ref (task), g_object_unref);
  g_source_attach (request->wait, g_task_get_context (task));
}

static gboolean
on_turn (gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (G_TASK (user_data));

  if (!g_task_return_error_if_cancelled (task))
    send_in_turn (task);
  return G_SOURCE_REMOVE;
}

void
cor_request_send_async (CorCti *self,
                        const CorRequest *request,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Request *copy = g_new0 (Request, 1);

  g_task_set_source_tag (task, cor_request_send_async);
  copy->clock = self->clock;
  copy->flags = request->flags;
  copy->method = g_strdup (request->method);
  copy->url = g_strconcat (self->host->origin, request->flags & COR_REQUEST_OUTSIDE ? "" : "/api",
                           request->path, NULL);
  copy->path = g_strdup (request->path);
  copy->body = g_strdup (request->body);
  copy->timeout_ms = request->timeout_ms;
  copy->max_body = request->max_body;
  g_task_set_task_data (task, copy, (GDestroyNotify)request_free);
  g_debug ("cti: %s %s", request->method, request->path);
  send_in_turn (task);
}

GBytes *
cor_request_send_finish (CorCti *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
cor_request_return_done (GObject *cti, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GBytes) body = cor_request_send_finish (COR_CTI (cti), result, &error);

  if (body == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

JsonObject *
cor_request_send_finish_object (CorCti *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GBytes) body = cor_request_send_finish (self, result, error);
  JsonObject *object;
  const char *text;
  gsize len;

  if (body == NULL)
    return NULL;
  text = g_bytes_get_data (body, &len);
  object = cor_json_parse_object (text, len, NULL);
  if (object == NULL)
    g_propagate_error (error, cor_error_bad_data (self->host->shown));
  return object;
}
