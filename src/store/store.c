/* SPDX-License-Identifier: GPL-3.0-or-later
 * The store as others see it: calls become jobs for the worker, answers become tasks and signals.
 */
#include "config.h"
#include "query-model.h"
#include <glib/gi18n-lib.h>

#define ROWS_AT_ONCE 200 /* of one transaction: what a search may have to wait for */

struct _CorStore {
  GObject parent;
  CorWorker *worker;
  char *kept_as; /* of the file set aside while opening, until somebody can hear of it */
  gboolean closed;
};

G_DEFINE_FINAL_TYPE (CorStore, cor_store, G_TYPE_OBJECT)
G_DEFINE_QUARK (cor - store - error - quark, cor_store_error)

enum { CONTACTS_CHANGED, HISTORY_CHANGED, RECOVERED, ROWS_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Every job of the store's; which of the fields it uses is its own affair. */
typedef struct {
  CorJob job;
  CorStore *store;
  GTask *task; /* or NULL when nobody waits */
  char *text;  /* path or number in, name out */
  char *company;
  GPtrArray *rows;
  GError *error;
  gboolean ok;
  gboolean changed;
  gint64 after;
  gulong cancel_id;
} StoreJob;

static void
store_job_free (StoreJob *self)
{
  g_clear_object (&self->task);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->company, g_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_error (&self->error);
  g_object_unref (self->store);
  g_free (self);
}

static StoreJob *
store_job_new (CorStore *store,
               GTask *task,
               void (*run) (StoreJob *job, CorDb *db),
               void (*done) (StoreJob *job))
{
  StoreJob *self = g_new0 (StoreJob, 1);

  self->job.run = (void (*) (CorJob *, CorDb *))run;
  self->job.done = (void (*) (CorJob *))done;
  self->store = g_object_ref (store);
  self->task = task;
  return self;
}

static void
return_closed (StoreJob *job)
{
  g_task_return_new_error (job->task, COR_STORE_ERROR, COR_STORE_ERROR_OPEN, "%s",
                           _ ("The local copy of phonebook and history is closed"));
}

/* The answer of a job that is a success or an error. */
static void
return_outcome (StoreJob *job)
{
  if (job->task == NULL)
    return;
  if (job->error != NULL)
    g_task_return_error (job->task, g_steal_pointer (&job->error));
  else if (job->job.cancelled)
    return_closed (job);
  else
    g_task_return_boolean (job->task, TRUE);
}

static void
dispose (GObject *object)
{
  CorStore *self = COR_STORE (object);

  g_clear_pointer (&self->worker, cor_worker_free);
  G_OBJECT_CLASS (cor_store_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_free (COR_STORE (object)->kept_as);
  G_OBJECT_CLASS (cor_store_parent_class)->finalize (object);
}

static void
cor_store_class_init (CorStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = dispose;
  object_class->finalize = finalize;
  signals[CONTACTS_CHANGED] = g_signal_new ("contacts-changed", COR_TYPE_STORE, G_SIGNAL_RUN_LAST,
                                            0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[HISTORY_CHANGED] = g_signal_new ("history-changed", COR_TYPE_STORE, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[RECOVERED] = g_signal_new ("recovered", COR_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[ROWS_CHANGED] = g_signal_new ("rows-changed", COR_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
cor_store_init (CorStore *self)
{
}

CorWorker *
cor_store_get_worker (CorStore *self)
{
  return self->worker;
}

void
cor_store_note_contacts_changed (CorStore *self)
{
  g_signal_emit (self, signals[ROWS_CHANGED], 0, FALSE);
  g_signal_emit (self, signals[CONTACTS_CHANGED], 0);
}

static gboolean
tell_recovered (gpointer data)
{
  CorStore *self = data;
  g_autofree char *kept_as = g_steal_pointer (&self->kept_as);

  if (kept_as != NULL)
    g_signal_emit (self, signals[RECOVERED], 0, kept_as);
  g_signal_emit (self, signals[ROWS_CHANGED], 0, FALSE);
  g_signal_emit (self, signals[ROWS_CHANGED], 0, TRUE);
  return G_SOURCE_REMOVE;
}

static void
tell_recovered_later (CorStore *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_callback (source, tell_recovered, g_object_ref (self), g_object_unref);
  g_source_attach (source, g_main_context_get_thread_default ());
}

static void
on_recovered (const char *kept_as, gpointer user_data)
{
  CorStore *self = user_data;

  g_free (self->kept_as);
  self->kept_as = g_strdup (kept_as);
  tell_recovered_later (self);
}

static void
run_open (StoreJob *job, CorDb *db)
{
  job->ok = cor_db_open (db, job->text, &job->error);
}

static void
on_opened (StoreJob *job)
{
  if (job->ok)
    g_task_return_pointer (job->task, g_object_ref (job->store), g_object_unref);
  else
    g_task_return_error (job->task, g_steal_pointer (&job->error));
  store_job_free (job);
}

void
cor_store_open_async (const char *path, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (CorStore) self = g_object_new (COR_TYPE_STORE, NULL);
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  StoreJob *job = store_job_new (self, task, run_open, on_opened);

  g_task_set_source_tag (task, cor_store_open_async);
  job->text = g_strdup (path);
  self->worker = cor_worker_new (on_recovered, self);
  cor_worker_push (self->worker, &job->job);
}

CorStore *
cor_store_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_closed (StoreJob *job)
{
  g_task_return_boolean (job->task, TRUE);
  store_job_free (job);
}

void
cor_store_close_async (CorStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, cor_store_close_async);
  if (self->closed) {
    g_task_return_boolean (task, TRUE);
    g_object_unref (task);
    return;
  }
  self->closed = TRUE;
  cor_worker_end (self->worker, &store_job_new (self, task, NULL, on_closed)->job);
}

gboolean
cor_store_close_finish (CorStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
run_set_country (StoreJob *job, CorDb *db)
{
  job->changed = cor_db_set_country (db, job->text);
}

static void
on_country_set (StoreJob *job)
{
  if (job->changed) {
    g_signal_emit (job->store, signals[ROWS_CHANGED], 0, FALSE);
    g_signal_emit (job->store, signals[ROWS_CHANGED], 0, TRUE);
  }
  store_job_free (job);
}

/* Before every read that follows. */
void
cor_store_set_country (CorStore *self, const char *country)
{
  StoreJob *job = store_job_new (self, NULL, run_set_country, on_country_set);

  job->text = g_strdup (country);
  job->job.is_read = TRUE;
  cor_worker_push (self->worker, &job->job);
}

static void
run_begin_contacts (StoreJob *job, CorDb *db)
{
  cor_db_begin_contacts (db);
}

void
cor_store_begin_contacts (CorStore *self)
{
  g_return_if_fail (COR_IS_STORE (self));

  cor_worker_push (self->worker,
                   &store_job_new (self, NULL, run_begin_contacts, store_job_free)->job);
}

static void
run_put_contacts (StoreJob *job, CorDb *db)
{
  cor_db_put_contacts (db, job->rows, &job->changed);
}

static void
on_contacts_put (StoreJob *job)
{
  if (job->changed)
    g_signal_emit (job->store, signals[ROWS_CHANGED], 0, FALSE);
  store_job_free (job);
}

static GPtrArray *
dup_part (GPtrArray *rows, guint first)
{
  GPtrArray *part = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = first; i < rows->len && i < first + ROWS_AT_ONCE; i++)
    g_ptr_array_add (part, g_object_ref (rows->pdata[i]));
  return part;
}

void
cor_store_put_contacts (CorStore *self, GPtrArray *contacts)
{
  g_return_if_fail (COR_IS_STORE (self));

  for (guint i = 0; i < contacts->len; i += ROWS_AT_ONCE) {
    StoreJob *job = store_job_new (self, NULL, run_put_contacts, on_contacts_put);

    job->rows = dup_part (contacts, i);
    cor_worker_push (self->worker, &job->job);
  }
}

static void
run_end_contacts (StoreJob *job, CorDb *db)
{
  if (!cor_db_end_contacts (db, &job->after, &job->error))
    return;
  job->changed = db->sync_changed;
  db->named += job->changed;
  job->job.again = job->after != 0;
}

static void
on_contacts_ended (StoreJob *job)
{
  if (job->changed) {
    g_signal_emit (job->store, signals[ROWS_CHANGED], 0, FALSE);
    g_signal_emit (job->store, signals[ROWS_CHANGED], 0, TRUE); /* calls have names of it */
    g_signal_emit (job->store, signals[CONTACTS_CHANGED], 0);
  }
  return_outcome (job);
  store_job_free (job);
}

void
cor_store_end_contacts_async (CorStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, cor_store_end_contacts_async);
  cor_worker_push (self->worker,
                   &store_job_new (self, task, run_end_contacts, on_contacts_ended)->job);
}

gboolean
cor_store_end_contacts_finish (CorStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Takes the entries from the front, a part each turn. */
static void
run_put_history (StoreJob *job, CorDb *db)
{
  g_autoptr (GPtrArray) part = dup_part (job->rows, job->after);
  gboolean changed = FALSE;

  if (!cor_db_put_history (db, part, &changed, &job->error))
    return;
  job->changed |= changed;
  job->after += part->len;
  job->job.again = job->after < job->rows->len;
}

static void
on_history_put (StoreJob *job)
{
  if (job->changed) {
    g_signal_emit (job->store, signals[ROWS_CHANGED], 0, TRUE);
    g_signal_emit (job->store, signals[HISTORY_CHANGED], 0);
  }
  return_outcome (job);
  store_job_free (job);
}

void
cor_store_put_history_async (CorStore *self,
                             GPtrArray *entries,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  StoreJob *job = store_job_new (self, task, run_put_history, on_history_put);

  g_task_set_source_tag (task, cor_store_put_history_async);
  job->rows = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < entries->len; i++)
    g_ptr_array_add (job->rows, g_object_ref (entries->pdata[i]));
  cor_worker_push (self->worker, &job->job);
}

gboolean
cor_store_put_history_finish (CorStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

GListModel *
cor_store_list_contacts (CorStore *self, const char *query)
{
  return G_LIST_MODEL (cor_query_model_new (self, FALSE, query, NULL));
}

GListModel *
cor_store_list_history (CorStore *self, const char *query, gboolean missed_only)
{
  const CorHistoryFilter missed = { .kind = COR_HISTORY_ONLY_MISSED };

  return G_LIST_MODEL (cor_query_model_new (self, TRUE, query, missed_only ? &missed : NULL));
}

void
cor_store_query_set (GListModel *model, const char *query)
{
  cor_query_model_set_query (COR_QUERY_MODEL (model), query);
}

static void
run_lookup_name (StoreJob *job, CorDb *db)
{
  g_autofree char *number = g_steal_pointer (&job->text);

  job->text = cor_db_lookup_name (db, number, &job->company, &job->error);
  job->ok = TRUE;
}

static void
who_free (char **who)
{
  g_free (who[0]);
  g_free (who[1]);
  g_free (who);
}

/* Name and company, each or NULL; transfer full. */
static char **
who_of (StoreJob *job)
{
  char **who = g_new0 (char *, 2);

  who[0] = g_steal_pointer (&job->text);
  who[1] = g_steal_pointer (&job->company);
  return who;
}

static void
on_name_looked_up (StoreJob *job)
{
  /* Waits for a cancel that is under way, after which none comes. */
  g_cancellable_disconnect (g_task_get_cancellable (job->task), job->cancel_id);
  if (job->error != NULL)
    g_task_return_error (job->task, g_steal_pointer (&job->error));
  else if (g_task_return_error_if_cancelled (job->task))
    g_debug ("A look-up of a name was cancelled");
  else if (!job->ok)
    return_closed (job);
  else
    g_task_return_pointer (job->task, who_of (job), (GDestroyNotify)who_free);
  store_job_free (job);
}

static void
on_lookup_cancelled (GCancellable *cancellable, gpointer user_data)
{
  CorJob *job = user_data;

  cor_worker_cancel (job->worker, job);
}

void
cor_store_lookup_name_async (CorStore *self,
                             const char *number,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  StoreJob *job = store_job_new (self, task, run_lookup_name, on_name_looked_up);

  g_task_set_source_tag (task, cor_store_lookup_name_async);
  job->text = g_strdup (number);
  job->job.is_read = TRUE;
  cor_worker_push (self->worker, &job->job);
  /* The answer comes by this thread's loop, so the job is still there. */
  if (cancellable != NULL)
    job->cancel_id =
      g_cancellable_connect (cancellable, G_CALLBACK (on_lookup_cancelled), job, NULL);
}

char *
cor_store_lookup_who_finish (CorStore *self,
                             GAsyncResult *result,
                             char **ret_company,
                             GError **error)
{
  char **who;
  char *name;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  who = g_task_propagate_pointer (G_TASK (result), error);
  if (who == NULL)
    return NULL;
  name = g_steal_pointer (&who[0]);
  if (ret_company != NULL)
    *ret_company = g_steal_pointer (&who[1]);
  who_free (who);
  return name;
}

char *
cor_store_lookup_name_finish (CorStore *self, GAsyncResult *result, GError **error)
{
  return cor_store_lookup_who_finish (self, result, NULL, error);
}
