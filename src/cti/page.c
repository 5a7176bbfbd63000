/* SPDX-License-Identifier: GPL-3.0-or-later
 * {"count": n, "rows": [...]}: how phonebook and history come. */
#include "config.h"
#include "page.h"
#include "cti-private.h"
#include "errors.h"
#include "request.h"

typedef struct {
  CorRowParser parser;
  guint total;
} Page;

GPtrArray *
cor_page_parse (JsonObject *body, CorRowParser parser, GHashTable *own, guint *ret_total)
{
  JsonArray *rows = cor_json_get_array (body, "rows");
  guint n = cor_json_array_length (rows);
  g_autoptr (GPtrArray) page = NULL;

  if (rows == NULL)
    return NULL;
  page = g_ptr_array_new_full (n, g_object_unref);
  for (guint i = 0; i < n; i++) {
    JsonObject *row = cor_json_array_get_object (rows, i);
    GObject *object = row != NULL ? parser (row, own) : NULL;

    if (object != NULL)
      g_ptr_array_add (page, object);
  }
  *ret_total = (guint)CLAMP (cor_json_get_int (body, "count", n), 0, G_MAXINT);
  return g_steal_pointer (&page);
}

static void
on_body (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CorCti *self = COR_CTI (source);
  Page *page = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (JsonObject) body = cor_request_send_finish_object (self, result, &error);
  GPtrArray *rows = NULL;

  if (body != NULL) {
    rows = cor_page_parse (body, page->parser, self->own_extensions, &page->total);
    if (rows == NULL)
      error = cor_error_bad_data (self->host->shown);
  }
  if (rows != NULL)
    g_task_return_pointer (task, rows, (GDestroyNotify)g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/* Takes the task. */
void
cor_page_fetch_async (CorCti *self,
                      const char *path,
                      CorRowParser parser,
                      GCancellable *cancellable,
                      GTask *task)
{
  const CorRequest request = { .method = "GET", .path = path };
  Page *page = g_new0 (Page, 1);

  page->parser = parser;
  g_task_set_task_data (task, page, g_free);
  cor_request_send_async (self, &request, cancellable, on_body, task);
}

GPtrArray *
cor_page_fetch_finish (CorCti *self, GAsyncResult *result, guint *ret_total, GError **error)
{
  GPtrArray *rows = g_task_propagate_pointer (G_TASK (result), error);
  Page *page = g_task_get_task_data (G_TASK (result));

  if (rows != NULL && ret_total != NULL)
    *ret_total = page->total;
  return rows;
}
