/* SPDX-License-Identifier: GPL-3.0-or-later
 * The mirror of the phonebook beyond lists. */
#include "config.h"
#include "store/book.h"
#include "match.h"
#include "store-private.h"
#include <glib/gi18n-lib.h>

#define PART 500 /* contacts read or compared in one turn */

/* Every job of this file; which of the fields it uses is its own affair. */
typedef struct {
  CorJob job;
  CorStore *store;
  GTask *task; /* or NULL when nobody waits */
  gpointer answer;
  GDestroyNotify answer_free;
  GPtrArray *rows; /* CorContact or CorCard */
  GStrv numbers;
  CorStoreMark *mark;
  gint64 number; /* in and out */
  gboolean changed;
  GError *error;
} BookJob;

static void
book_job_free (BookJob *self)
{
  g_clear_object (&self->task);
  if (self->answer != NULL && self->answer_free != NULL)
    self->answer_free (self->answer);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_strfreev (self->numbers);
  cor_store_mark_free (self->mark);
  g_clear_error (&self->error);
  g_object_unref (self->store);
  g_free (self);
}

static void
on_done (BookJob *job)
{
  if (job->changed)
    cor_store_note_contacts_changed (job->store);
  if (job->task == NULL)
    g_debug ("The mirror of the phonebook has done what nobody waits for");
  else if (job->error != NULL)
    g_task_return_error (job->task, g_steal_pointer (&job->error));
  else if (job->job.cancelled)
    g_task_return_new_error (job->task, COR_STORE_ERROR, COR_STORE_ERROR_OPEN, "%s",
                             _ ("The local copy of phonebook and history is closed"));
  else if (job->answer != NULL)
    g_task_return_pointer (job->task, g_steal_pointer (&job->answer), job->answer_free);
  else
    g_task_return_int (job->task, (gssize)job->number);
  book_job_free (job);
}

static BookJob *
book_job_new (CorStore *store, GTask *task, void (*run) (BookJob *job, CorDb *db))
{
  BookJob *self = g_new0 (BookJob, 1);

  self->job.run = (void (*) (CorJob *, CorDb *))run;
  self->job.done = (void (*) (CorJob *))on_done;
  self->store = g_object_ref (store);
  self->task = task;
  return self;
}

static void
push (BookJob *job)
{
  cor_worker_push (cor_store_get_worker (job->store), &job->job);
}

static GPtrArray *
dup_contacts (GPtrArray *contacts)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < contacts->len; i++)
    g_ptr_array_add (copy, g_object_ref (contacts->pdata[i]));
  return copy;
}

void
cor_store_mark_free (CorStoreMark *mark)
{
  if (mark == NULL)
    return;
  g_free (mark->stamp);
  g_free (mark);
}

static void
run_read_mark (BookJob *job, CorDb *db)
{
  CorStoreMark *mark = g_new0 (CorStoreMark, 1);
  CorBookMark read;

  cor_db_read_mark (db, &read);
  mark->total = read.total;
  mark->stamp = read.stamp;
  mark->time = read.time;
  mark->offset = read.offset;
  job->answer = mark;
  job->answer_free = (GDestroyNotify)cor_store_mark_free;
  cor_db_set_error (db, &job->error);
}

void
cor_store_read_mark_async (CorStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  push (book_job_new (self, g_task_new (self, NULL, callback, user_data), run_read_mark));
}

CorStoreMark *
cor_store_read_mark_finish (CorStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
run_write_mark (BookJob *job, CorDb *db)
{
  const CorBookMark mark = { .total = job->mark->total,
                             .stamp = job->mark->stamp,
                             .time = job->mark->time,
                             .offset = job->mark->offset };

  cor_db_write_mark (db, &mark);
}

void
cor_store_write_mark (CorStore *self, const CorStoreMark *mark)
{
  BookJob *job = book_job_new (self, NULL, run_write_mark);

  job->mark = g_new0 (CorStoreMark, 1);
  *job->mark = *mark;
  job->mark->stamp = g_strdup (mark->stamp);
  push (job);
}

static void
run_count_seen (BookJob *job, CorDb *db)
{
  job->number = cor_db_count_seen (db, (gboolean)job->number);
  cor_db_set_error (db, &job->error);
}

void
cor_store_count_seen_async (CorStore *self,
                            gboolean in_all_passes,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  BookJob *job = book_job_new (self, g_task_new (self, NULL, callback, user_data), run_count_seen);

  job->number = in_all_passes;
  push (job);
}

static void
run_begin_pass (BookJob *job, CorDb *db)
{
  cor_db_begin_pass (db);
}

void
cor_store_begin_pass (CorStore *self)
{
  push (book_job_new (self, NULL, run_begin_pass));
}

gint64
cor_store_count_seen_finish (CorStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}

static void
run_check (BookJob *job, CorDb *db)
{
  db->forced = TRUE;
  cor_db_put_contacts (db, job->rows, &job->changed);
  db->forced = FALSE;
  job->number = job->changed;
  cor_db_set_error (db, &job->error);
}

void
cor_store_check_contacts_async (CorStore *self,
                                GPtrArray *contacts,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  BookJob *job = book_job_new (self, g_task_new (self, NULL, callback, user_data), run_check);

  job->rows = dup_contacts (contacts);
  push (job);
}

gboolean
cor_store_check_contacts_finish (CorStore *self,
                                 GAsyncResult *result,
                                 gboolean *ret_changed,
                                 GError **error)
{
  gssize changed = g_task_propagate_int (G_TASK (result), error);

  if (changed < 0)
    return FALSE;
  *ret_changed = changed > 0;
  return TRUE;
}

static void
run_hide (BookJob *job, CorDb *db)
{
  cor_db_hide_contact (db, job->rows->pdata[0], &job->changed, &job->error);
}

static void
run_show (BookJob *job, CorDb *db)
{
  db->forced = TRUE;
  cor_db_show_contact (db, job->rows->pdata[0], &job->changed);
  db->forced = FALSE;
}

static void
push_contact (CorStore *self, CorContact *contact, void (*run) (BookJob *job, CorDb *db))
{
  BookJob *job = book_job_new (self, NULL, run);

  job->rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (job->rows, g_object_ref (contact));
  push (job);
}

void
cor_store_hide_contact (CorStore *self, CorContact *contact)
{
  push_contact (self, contact, run_hide);
}

void
cor_store_show_contact (CorStore *self, CorContact *contact)
{
  push_contact (self, contact, run_show);
}

static void
run_read (BookJob *job, CorDb *db)
{
  sqlite3_stmt *statement =
    cor_db_prepare (db, "SELECT " COR_DB_CONTACT_COLUMNS
                        " FROM contact WHERE id > ?1 ORDER BY id LIMIT " G_STRINGIFY (PART));
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 last = 0;

  sqlite3_bind_int64 (statement, 1, job->number);
  while (cor_db_row (db, statement)) {
    last = sqlite3_column_int64 (statement, 0);
    g_ptr_array_add (rows, cor_db_contact_from_row (db, statement));
  }
  job->number = rows->len == PART ? last : 0;
  job->answer = rows;
  job->answer_free = (GDestroyNotify)g_ptr_array_unref;
  g_object_set_data_full (G_OBJECT (job->task), "after",
                          g_memdup2 (&job->number, sizeof job->number), g_free);
  cor_db_set_error (db, &job->error);
}

void
cor_store_read_contacts_async (CorStore *self,
                               gint64 after,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  BookJob *job = book_job_new (self, g_task_new (self, NULL, callback, user_data), run_read);

  job->number = after;
  job->job.is_read = TRUE;
  push (job);
}

GPtrArray *
cor_store_read_contacts_finish (CorStore *self,
                                GAsyncResult *result,
                                gint64 *ret_after,
                                GError **error)
{
  GPtrArray *rows = g_task_propagate_pointer (G_TASK (result), error);
  const gint64 *after = g_object_get_data (G_OBJECT (result), "after");

  if (rows != NULL)
    *ret_after = *after;
  return rows;
}

/* Some each turn, so that a search need not wait for all. */
static void
run_match (BookJob *job, CorDb *db)
{
  GByteArray *known = job->answer;

  for (guint i = 0; i < PART && known->len < job->rows->len && db->rc == SQLITE_OK; i++) {
    guint8 is_known = cor_db_knows_card (db, job->rows->pdata[known->len]);

    g_byte_array_append (known, &is_known, 1);
  }
  job->job.again = known->len < job->rows->len && db->rc == SQLITE_OK;
  cor_db_set_error (db, &job->error);
}

void
cor_store_match_cards_async (CorStore *self,
                             GPtrArray *cards,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  BookJob *job = book_job_new (self, g_task_new (self, NULL, callback, user_data), run_match);

  job->rows = g_ptr_array_ref (cards);
  job->answer = g_byte_array_new ();
  job->answer_free = (GDestroyNotify)g_byte_array_unref;
  push (job);
}

GByteArray *
cor_store_match_cards_finish (CorStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
run_find_calls (BookJob *job, CorDb *db)
{
  job->answer = cor_db_find_history (db, (const char *const *)job->numbers, (guint)job->number);
  job->answer_free = (GDestroyNotify)g_ptr_array_unref;
  cor_db_set_error (db, &job->error);
}

void
cor_store_find_calls_async (CorStore *self,
                            const char *const *numbers,
                            guint limit,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  BookJob *job = book_job_new (self, g_task_new (self, NULL, callback, user_data), run_find_calls);

  job->numbers = g_strdupv ((char **)numbers);
  job->number = limit;
  job->job.is_read = TRUE;
  push (job);
}

GPtrArray *
cor_store_find_calls_finish (CorStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
