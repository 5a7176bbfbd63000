/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whether the mirror's file is sound: a read of all its pages and indexes. */
#include "config.h"
#include "store/integrity.h"
#include "store-private.h"
#include <glib/gi18n-lib.h>

typedef struct {
  CorJob job;
  CorStore *store;
  GTask *task;
  char *damage;
} CheckJob;

static void
run (CorJob *job, CorDb *db)
{
  CheckJob *self = (CheckJob *)job;
  sqlite3_stmt *statement = cor_db_prepare (db, "PRAGMA integrity_check(1)");

  if (cor_db_row (db, statement) && g_strcmp0 (cor_db_text (statement, 0), "ok") != 0)
    self->damage = g_strdup (cor_db_text (statement, 0));
  sqlite3_reset (statement);
  if (db->rc != SQLITE_OK && db->rc != SQLITE_DONE && db->rc != SQLITE_ROW && self->damage == NULL)
    self->damage = g_strdup (sqlite3_errstr (db->rc));
  db->rc = SQLITE_OK; /* who asked says what becomes of it */
}

static void
on_done (CorJob *job)
{
  CheckJob *self = (CheckJob *)job;

  if (self->job.cancelled)
    g_task_return_new_error (self->task, COR_STORE_ERROR, COR_STORE_ERROR_OPEN, "%s",
                             _ ("The local copy of phonebook and history is closed"));
  else
    g_task_return_pointer (self->task, g_steal_pointer (&self->damage), g_free);
  g_object_unref (self->task);
  g_object_unref (self->store);
  g_free (self->damage);
  g_free (self);
}

void
cor_store_check_async (CorStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  CheckJob *job = g_new0 (CheckJob, 1);

  job->job.run = run;
  job->job.done = on_done;
  job->job.is_read = TRUE;
  job->store = g_object_ref (self);
  job->task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (job->task, cor_store_check_async);
  cor_worker_push (cor_store_get_worker (self), &job->job);
}

gboolean
cor_store_check_finish (CorStore *self, GAsyncResult *result, char **ret_damage, GError **error)
{
  g_autoptr (GError) own = NULL;
  char *damage = g_task_propagate_pointer (G_TASK (result), &own);

  if (own != NULL) {
    g_propagate_error (error, g_steal_pointer (&own));
    return FALSE;
  }
  *ret_damage = damage;
  return TRUE;
}
