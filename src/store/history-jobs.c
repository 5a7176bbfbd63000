/* SPDX-License-Identifier: GPL-3.0-or-later
 * The history as a whole, as others see it: calls become jobs for the worker. */
#include "config.h"
#include "query-model.h"
#include "store/history.h"
#include <glib/gi18n-lib.h>

typedef struct {
  CorJob job;
  CorStore *store;
  GTask *task; /* or NULL when nobody waits */
  GError *error;
  gboolean changed;
  gint64 time; /* the floor, or where what is known begins */
  gint64 to;
  gboolean complete; /* or whether it is recorded */
  char *id;          /* of one call, or NULL */
  CorStoreHistory history;
} HistoryJob;

static void
job_free (HistoryJob *self)
{
  g_clear_object (&self->task);
  g_clear_error (&self->error);
  g_object_unref (self->store);
  g_free (self->id);
  g_free (self);
}

static void
on_done (CorJob *job)
{
  HistoryJob *self = (HistoryJob *)job;

  if (self->changed) {
    g_signal_emit_by_name (self->store, "rows-changed", TRUE);
    g_signal_emit_by_name (self->store, "history-changed");
  }
  if (self->task == NULL)
    g_debug ("A change of the history is done");
  else if (self->error != NULL)
    g_task_return_error (self->task, g_steal_pointer (&self->error));
  else if (self->job.cancelled)
    g_task_return_new_error (self->task, COR_STORE_ERROR, COR_STORE_ERROR_OPEN, "%s",
                             _ ("The local copy of phonebook and history is closed"));
  else
    g_task_return_pointer (self->task, g_memdup2 (&self->history, sizeof self->history), g_free);
  job_free (self);
}

static HistoryJob *
job_new (CorStore *store, GTask *task, void (*run) (HistoryJob *job, CorDb *db))
{
  HistoryJob *self = g_new0 (HistoryJob, 1);

  self->job.run = (void (*) (CorJob *, CorDb *))run;
  self->job.done = on_done;
  self->store = g_object_ref (store);
  self->task = task;
  return self;
}

static void
push (HistoryJob *self)
{
  cor_worker_push (cor_store_get_worker (self->store), &self->job);
}

static gboolean
finish (CorStore *self, GAsyncResult *result, CorStoreHistory *ret_history, GError **error)
{
  g_autofree CorStoreHistory *history = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  history = g_task_propagate_pointer (G_TASK (result), error);
  if (history != NULL && ret_history != NULL)
    *ret_history = *history;
  return history != NULL;
}

void
cor_store_filter_set (GListModel *model, const CorHistoryFilter *filter)
{
  cor_query_model_set_filter (COR_QUERY_MODEL (model), filter);
}

static void
run_read (HistoryJob *job, CorDb *db)
{
  CorDbMarks marks = { 0 };

  cor_db_read_marks (db, &marks);
  if (!cor_db_set_error (db, &job->error))
    return;
  job->history =
    (CorStoreHistory){ marks.from, marks.to, marks.complete, marks.floor, marks.missed };
}

void
cor_store_read_history_async (CorStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, cor_store_read_history_async);
  push (job_new (self, task, run_read)); /* after the writes before it */
}

gboolean
cor_store_read_history_finish (CorStore *self,
                               GAsyncResult *result,
                               CorStoreHistory *ret_history,
                               GError **error)
{
  return finish (self, result, ret_history, error);
}

static void
run_set_reach (HistoryJob *job, CorDb *db)
{
  cor_db_begin (db);
  cor_db_write_history_mark (db, "from", job->time);
  cor_db_write_history_mark (db, "to", job->to);
  cor_db_write_history_mark (db, "complete", job->complete);
  cor_db_commit (db, NULL);
}

void
cor_store_set_reach (CorStore *self, gint64 from, gint64 to, gboolean complete)
{
  HistoryJob *job = job_new (self, NULL, run_set_reach);

  job->time = from;
  job->to = to;
  job->complete = complete;
  push (job);
}

static void
run_see_missed (HistoryJob *job, CorDb *db)
{
  cor_db_see_missed (db, &job->changed, NULL);
}

void
cor_store_see_missed (CorStore *self)
{
  push (job_new (self, NULL, run_see_missed));
}

static void
run_set_recorded (HistoryJob *job, CorDb *db)
{
  cor_db_set_recorded (db, job->id, job->complete, &job->changed, NULL);
}

void
cor_store_set_recorded (CorStore *self, const char *id, gboolean recorded)
{
  HistoryJob *job = job_new (self, NULL, run_set_recorded);

  job->id = g_strdup (id);
  job->complete = recorded;
  push (job);
}

static void
run_set_floor (HistoryJob *job, CorDb *db)
{
  cor_db_set_floor (db, job->time, &job->changed, &job->error);
}

void
cor_store_set_history_floor_async (CorStore *self,
                                   gint64 floor,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  HistoryJob *job = job_new (self, task, run_set_floor);

  g_task_set_source_tag (task, cor_store_set_history_floor_async);
  job->time = floor;
  push (job);
}

gboolean
cor_store_set_history_floor_finish (CorStore *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, NULL, error);
}

static void
run_clear (HistoryJob *job, CorDb *db)
{
  cor_db_clear_history (db, &job->changed, &job->error);
}

void
cor_store_clear_history_async (CorStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, cor_store_clear_history_async);
  push (job_new (self, task, run_clear));
}

gboolean
cor_store_clear_history_finish (CorStore *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, NULL, error);
}
