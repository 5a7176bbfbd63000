/* SPDX-License-Identifier: GPL-3.0-or-later
 * Notes on calls as others see them: calls become jobs for the worker. */
#include "config.h"
#include "store-private.h"
#include "store/notes.h"
#include <glib/gi18n-lib.h>

typedef struct {
  CorJob job;
  CorStore *store;
  GTask *task;
  GError *error;
  char *id;   /* of the call; or the path */
  char *text; /* in or out */
  gboolean changed;
} NoteJob;

static void
job_free (NoteJob *self)
{
  g_clear_object (&self->task);
  g_clear_error (&self->error);
  g_object_unref (self->store);
  g_free (self->id);
  g_free (self->text);
  g_free (self);
}

static void
on_done (CorJob *job)
{
  NoteJob *self = (NoteJob *)job;

  if (self->changed) {
    g_signal_emit_by_name (self->store, "rows-changed", TRUE);
    g_signal_emit_by_name (self->store, "history-changed");
  }
  if (self->error != NULL)
    g_task_return_error (self->task, g_steal_pointer (&self->error));
  else if (self->job.cancelled)
    g_task_return_new_error (self->task, COR_STORE_ERROR, COR_STORE_ERROR_OPEN, "%s",
                             _ ("The local copy of phonebook and history is closed"));
  else
    g_task_return_pointer (self->task, g_strdup (self->text != NULL ? self->text : ""), g_free);
  job_free (self);
}

/* Takes the task. */
static void
push (GTask *task, const char *id, const char *text, void (*run) (NoteJob *job, CorDb *db))
{
  NoteJob *self = g_new0 (NoteJob, 1);

  self->job.run = (void (*) (CorJob *, CorDb *))run;
  self->job.done = on_done;
  self->store = g_object_ref (g_task_get_source_object (task));
  self->task = task;
  self->id = g_strdup (id);
  self->text = g_strdup (text);
  cor_worker_push (cor_store_get_worker (self->store), &self->job);
}

static gboolean
finish (CorStore *self, GAsyncResult *result, GError **error)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  text = g_task_propagate_pointer (G_TASK (result), error);
  return text != NULL;
}

static void
run_open (NoteJob *job, CorDb *db)
{
  guint64 before = db->named;

  cor_db_open_notes (db, job->id, &job->error);
  job->changed = db->named != before;
}

void
cor_store_open_notes_async (CorStore *self,
                            const char *path,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, cor_store_open_notes_async);
  push (task, path, NULL, run_open);
}

gboolean
cor_store_open_notes_finish (CorStore *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}

/* Whatever was pasted: lines of letters. */
static char *
dup_clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString *clean = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (c == '\r' && p[1] == '\n')
      continue;
    if (c == '\r')
      c = '\n';
    if (!g_unichar_iscntrl (c) || c == '\n' || c == '\t')
      g_string_append_unichar (clean, c);
  }
  g_strstrip (clean->str);
  return g_string_free (clean, FALSE);
}

static void
run_set (NoteJob *job, CorDb *db)
{
  cor_db_set_note (db, job->id, job->text, &job->changed, &job->error);
}

void
cor_store_set_note_async (CorStore *self,
                          const char *id,
                          const char *text,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  g_autofree char *clean = dup_clean (text);

  g_task_set_source_tag (task, cor_store_set_note_async);
  if (g_utf8_strlen (clean, -1) > COR_NOTE_MAX) {
    g_task_return_new_error (task, COR_STORE_ERROR, COR_STORE_ERROR_NOTE,
                             _ ("A note can have %d letters: shorten it."), COR_NOTE_MAX);
    g_object_unref (task);
    return;
  }
  push (task, id, clean, run_set);
}

gboolean
cor_store_set_note_finish (CorStore *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}

/* After the writes before it. */
static void
run_fetch (NoteJob *job, CorDb *db)
{
  sqlite3_stmt *statement = cor_db_prepare (db, "SELECT 1 FROM history WHERE key = ?1");
  gboolean known;

  cor_db_bind_text (statement, 1, job->id);
  known = cor_db_row (db, statement);
  sqlite3_reset (statement);
  if (known)
    job->text = cor_db_dup_note (db, job->id);
  if (cor_db_set_error (db, &job->error) && !known)
    g_set_error_literal (&job->error, COR_STORE_ERROR, COR_STORE_ERROR_NOTE,
                         _ ("This call is not in the history on this computer."));
}

void
cor_store_fetch_note_async (CorStore *self,
                            const char *id,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, cor_store_fetch_note_async);
  push (task, id, NULL, run_fetch);
}

char *
cor_store_fetch_note_finish (CorStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
