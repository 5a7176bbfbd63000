/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the server's machines wrote of calls. */
#include "config.h"
#include "cti/summary.h"
#include "cti-private.h"
#include "errors.h"
#include "request.h"
#include "summary-parse.h"
#include <string.h>

/* A letter may take six bytes in JSON. */
#define MOST_BODY (6 * COR_CTI_TRANSCRIPT_MAX + 64 * 1024)

static char *
dup_first (const char *id)
{
  return g_strndup (id, strcspn (id, "/"));
}

/* "" without one. */
static const char *
find_second (const char *id)
{
  const char *slash = strchr (id, '/');

  return slash != NULL ? slash + 1 : "";
}

static char *
dup_path (const char *what, const char *id)
{
  g_autofree char *own = dup_first (id);
  g_autofree char *first = g_uri_escape_string (own, NULL, FALSE);
  g_autofree char *second = g_uri_escape_string (find_second (id), NULL, FALSE);

  if (*second == '\0')
    return g_strdup_printf ("/%s/%s", what, first);
  return g_strdup_printf ("/%s/%s?linkedid=%s", what, first, second);
}

/* --- Texts. --- */

static void
return_text (CorCti *self, GAsyncResult *result, GTask *task, const char *field, gsize max)
{
  GError *error = NULL;
  g_autoptr (JsonObject) body = cor_request_send_finish_object (self, result, &error);
  char *text;

  if (body == NULL) {
    g_task_return_error (task, error);
    return;
  }
  text = cor_summary_parse_text (body, field, max);
  if (text == NULL)
    g_task_return_error (task, cor_error_bad_data (self->host->shown));
  else if (*text == '\0')
    g_task_return_new_error (task, COR_CTI_ERROR, COR_CTI_ERROR_NOT_FOUND, "nothing written");
  else
    g_task_return_pointer (task, g_steal_pointer (&text), g_free);
  g_free (text);
}

static void
on_summary (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  return_text (COR_CTI (source), result, task, "summary", COR_CTI_SUMMARY_MAX);
}

void
cor_cti_fetch_summary_async (CorCti *self,
                             const char *id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *path = dup_path ("summary", id);
  const CorRequest request = { .method = "GET", .path = path, .max_body = MOST_BODY };

  g_task_set_source_tag (task, cor_cti_fetch_summary_async);
  cor_request_send_async (self, &request, cancellable, on_summary, task);
}

char *
cor_cti_fetch_summary_finish (CorCti *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_transcript (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  return_text (COR_CTI (source), result, task, "transcription", COR_CTI_TRANSCRIPT_MAX);
}

void
cor_cti_fetch_transcript_async (CorCti *self,
                                const char *id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *path = dup_path ("transcripts", id);
  const CorRequest request = { .method = "GET", .path = path, .max_body = MOST_BODY };

  g_task_set_source_tag (task, cor_cti_fetch_transcript_async);
  cor_request_send_async (self, &request, cancellable, on_transcript, task);
}

char *
cor_cti_fetch_transcript_finish (CorCti *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
cor_cti_put_summary_async (CorCti *self,
                           const char *id,
                           const char *text,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *path = dup_path ("summary", id);
  g_autofree char *body = cor_json_build ("summary", text, NULL);
  const CorRequest request = { .method = "PUT", .path = path, .body = body };

  g_task_set_source_tag (task, cor_cti_put_summary_async);
  cor_request_send_async (self, &request, cancellable, (GAsyncReadyCallback)cor_request_return_done,
                          task);
}

gboolean
cor_cti_put_summary_finish (CorCti *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- Which calls have any. --- */

static char *
build_lookups (const char *const *ids)
{
  GString *body = g_string_new ("{\"lookups\":[");

  for (guint i = 0; ids[i] != NULL && i < COR_CTI_STATUSES_MAX; i++) {
    g_autofree char *first = dup_first (ids[i]);
    const char *second = find_second (ids[i]);
    g_autofree char *lookup =
      cor_json_build ("uniqueid", first, *second != '\0' ? "linkedid" : NULL, second, NULL);

    g_string_append_printf (body, "%s%s", i > 0 ? "," : "", lookup);
  }
  g_string_append (body, "]}");
  return g_string_free (body, FALSE);
}

static void
on_statuses (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (JsonObject) body = cor_request_send_finish_object (COR_CTI (source), result, &error);

  if (body == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, cor_summary_parse_statuses (body),
                           (GDestroyNotify)g_hash_table_unref);
}

void
cor_cti_fetch_statuses_async (CorCti *self,
                              const char *const *ids,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *body = build_lookups (ids);
  const CorRequest request = { .method = "POST", .path = "/history/statuses", .body = body };

  g_task_set_source_tag (task, cor_cti_fetch_statuses_async);
  cor_request_send_async (self, &request, cancellable, on_statuses, task);
}

GHashTable *
cor_cti_fetch_statuses_finish (CorCti *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_watching (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = cor_request_send_finish (COR_CTI (source), result, &error);

  if (body == NULL)
    g_debug ("cti: watch for a summary: %s", error->message);
}

void
cor_cti_watch_summary (CorCti *self, const char *id)
{
  g_autofree char *first = dup_first (id);
  const char *second = find_second (id);
  g_autofree char *body =
    cor_json_build ("uniqueid", first, *second != '\0' ? "linkedid" : NULL, second, NULL);
  const CorRequest request = { .method = "POST", .path = "/summary/watch", .body = body };

  cor_request_send_async (self, &request, NULL, on_watching, NULL);
}
