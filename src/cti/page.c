/* SPDX-License-Identifier: GPL-3.0-or-later
 * {"count": n, "rows": [...]}: how phonebook and history come. */
#include "config.h"
#include "page.h"
#include "cti-private.h"
#include "errors.h"
#include "request.h"

typedef struct {
  CorRowParser parser;
  gboolean may_be_nothing; /* [] is a page without rows */
  GBytes *body;
  GHashTable *own;
  char *host; /* as people know it */
  guint total;
  CorPageFacts facts;
} Page;

static void
page_free (gpointer data)
{
  Page *page = data;

  g_clear_pointer (&page->body, g_bytes_unref);
  g_clear_pointer (&page->own, g_hash_table_unref);
  g_free (page->host);
  cor_page_facts_clear (&page->facts);
  g_free (page);
}

void
cor_page_facts_clear (CorPageFacts *facts)
{
  g_clear_pointer (&facts->stamp, g_free);
  g_clear_pointer (&facts->first, g_free);
  g_clear_pointer (&facts->last, g_free);
}

static char *
dup_place (JsonArray *rows, guint index)
{
  JsonObject *row = cor_json_array_get_object (rows, index);
  const char *source = cor_json_get_string (row, "source", COR_CTI_MAX_ID);

  return g_strdup_printf ("%" G_GINT64_FORMAT "/%s", cor_json_get_int (row, "id", 0),
                          source != NULL ? source : "");
}

void
cor_page_facts_read (JsonObject *body, CorPageFacts *facts)
{
  JsonArray *rows = cor_json_get_array (body, "rows");

  facts->n_rows = cor_json_array_length (rows);
  facts->counted = cor_json_get_int (body, "count", -1) >= 0;
  facts->stamp = g_strdup (cor_json_get_string (body, "last_sync_at", COR_CTI_MAX_ID));
  if (facts->n_rows > 0) {
    facts->first = dup_place (rows, 0);
    facts->last = dup_place (rows, facts->n_rows - 1);
  }
}

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

/* A user without a mailbox has no list of messages but this: []. */
static GPtrArray *
parse_nothing (const Page *page, const char *text, gsize len)
{
  g_autoptr (JsonArray) array =
    page->may_be_nothing ? cor_json_parse_array (text, len, NULL) : NULL;

  return array != NULL && cor_json_array_length (array) == 0
           ? g_ptr_array_new_with_free_func (g_object_unref)
           : NULL;
}

/* In a thread of its own: a page of 500 takes 30 ms. Nobody knows of the rows until they are
 * handed over, all at once. The thread's task may be the last to go, so it holds nothing that
 * belongs to the main context: the page is its owner's, who waits. */
static void
parse (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Page *page = task_data;
  gsize len;
  const char *text = g_bytes_get_data (page->body, &len);
  g_autoptr (JsonObject) body = cor_json_parse_object (text, len, NULL);
  GPtrArray *rows = body != NULL ? cor_page_parse (body, page->parser, page->own, &page->total)
                                 : parse_nothing (page, text, len);

  if (rows != NULL) {
    if (body != NULL)
      cor_page_facts_read (body, &page->facts);
    g_task_return_pointer (task, rows, (GDestroyNotify)g_ptr_array_unref);
  } else {
    g_task_return_error (task, cor_error_bad_data (page->host));
  }
}

static void
on_parsed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *rows = g_task_propagate_pointer (G_TASK (result), &error);

  if (rows != NULL)
    g_task_return_pointer (task, rows, (GDestroyNotify)g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
on_body (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CorCti *self = COR_CTI (source);
  Page *page = g_task_get_task_data (task);
  g_autoptr (GTask) parsing = NULL;
  GError *error = NULL;

  page->body = cor_request_send_finish (self, result, &error);
  if (page->body == NULL) {
    g_task_return_error (task, error);
    return;
  }
  page->own = g_hash_table_ref (self->own_extensions);
  page->host = g_strdup (self->host->shown);
  parsing = g_task_new (NULL, NULL, on_parsed, g_steal_pointer (&task));
  g_task_set_task_data (parsing, page, NULL);
  g_task_run_in_thread (parsing, parse);
}

static void
fetch (CorCti *self, const char *path, Page *page, GTask *task)
{
  const CorRequest request = { .method = "GET", .path = path };

  g_task_set_task_data (task, page, page_free);
  cor_request_send_async (self, &request, g_task_get_cancellable (task), on_body, task);
}

/* Takes the task. */
void
cor_page_fetch_async (CorCti *self,
                      const char *path,
                      CorRowParser parser,
                      GCancellable *cancellable,
                      GTask *task)
{
  Page *page = g_new0 (Page, 1);

  page->parser = parser;
  fetch (self, path, page, task);
}

void
cor_page_fetch_or_nothing_async (CorCti *self, const char *path, CorRowParser parser, GTask *task)
{
  Page *page = g_new0 (Page, 1);

  page->parser = parser;
  page->may_be_nothing = TRUE;
  fetch (self, path, page, task);
}

const CorPageFacts *
cor_page_fetch_get_facts (GAsyncResult *result)
{
  const Page *page = g_task_get_task_data (G_TASK (result));

  return &page->facts;
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
