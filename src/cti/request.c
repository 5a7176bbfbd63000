/* SPDX-License-Identifier: GPL-3.0-or-later
 * One REST request: kept to the server's rate, signed, its failures told apart. */
#include "config.h"
#include "request.h"
#include "cti-private.h"
#include "errors.h"
#include "model/redact.h"
#include "model/trace.h"

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
} Request;

static void
request_free (Request *request)
{
  if (request->wait != NULL) {
    g_source_destroy (request->wait);
    g_source_unref (request->wait);
  }
  g_free (request->method);
  g_free (request->url);
  g_free (request->path);
  g_free (request->body);
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
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_bytes_ref (response->body), (GDestroyNotify)g_bytes_unref);
}

static void
send_now (GTask *task)
{
  CorCti *self = g_task_get_source_object (task);
  Request *request = g_task_get_task_data (task);
  gboolean signs = (request->flags & (COR_REQUEST_SIGN_IN | COR_REQUEST_OUTSIDE)) == 0;
  g_autofree char *authorization =
    signs && self->token != NULL ? g_strconcat ("Authorization: Bearer ", self->token, NULL) : NULL;
  const char *const headers[] = { authorization, NULL };
  const CorHttpRequest http = { .method = request->method,
                                .url = request->url,
                                .headers = headers,
                                .body = request->body,
                                .max_body = request->max_body,
                                .timeout_ms = request->timeout_ms };

  request->sent_at = g_get_monotonic_time ();
  cor_http_send_async (self->http, &http, g_task_get_cancellable (task), on_response,
                       g_object_ref (task));
}

static gboolean on_turn (gpointer user_data);

static void
send_in_turn (GTask *task)
{
  CorCti *self = g_task_get_source_object (task);
  Request *request = g_task_get_task_data (task);
  gint64 wait = cor_pace_take (&self->pace, g_get_monotonic_time ());

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
