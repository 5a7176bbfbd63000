/* SPDX-License-Identifier: GPL-3.0-or-later
 * Notes on past calls: the account's file of them, which is no cache. */
#include "config.h"
#include "session-notes.h"
#include "session/notes.h"
#include "store/notes.h"
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorSession) self = user_data;
  g_autoptr (GError) error = NULL;

  if (cor_store_open_notes_finish (COR_STORE (source), result, &error) ||
      self->store != COR_STORE (source) || self->mirror_trouble != NULL)
    return;
  self->mirror_trouble = g_strdup (error->message);
  cor_session_update_trouble (self);
}

static char *
dup_path_in (const char *folder, const char *mirror_path)
{
  g_autofree char *mirror = g_path_get_basename (mirror_path);
  g_autofree char *name = g_strconcat ("notes-", mirror, NULL);

  return g_build_filename (folder, "cornetta", name, NULL);
}

/* A demo's calls are gone with it, and so are its notes. */
static char *
dup_path (CorSession *self)
{
  return dup_path_in (self->demo != NULL ? g_get_user_cache_dir () : g_get_user_data_dir (),
                      self->store_path);
}

char *
cor_session_dup_notes_path_of (const char *mirror_path)
{
  return dup_path_in (g_get_user_data_dir (), mirror_path);
}

void
cor_session_open_notes (CorSession *self)
{
  g_autofree char *path = dup_path (self);

  cor_store_open_notes_async (self->store, path, on_opened, g_object_ref (self));
}

char *
cor_session_dup_notes_path (CorSession *self)
{
  return self->store_path != NULL ? dup_path (self) : NULL;
}

void
cor_session_delete_notes (const char *path)
{
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);

  g_unlink (path);
  g_unlink (journal);
}

/* NULL: answered. */
static CorStore *
need_store (CorSession *self, GTask *task)
{
  if (self->store == NULL) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s",
                             _ ("Sign in first: notes belong to the calls of an account."));
    g_object_unref (task);
  }
  return self->store;
}

static void
on_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (cor_store_set_note_finish (COR_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
cor_session_set_note_async (CorSession *self,
                            const char *id,
                            const char *text,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  CorStore *store;

  g_task_set_source_tag (task, cor_session_set_note_async);
  store = need_store (self, task);
  if (store != NULL)
    cor_store_set_note_async (store, id, text, on_set, task);
}

gboolean
cor_session_set_note_finish (CorSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *text = cor_store_fetch_note_finish (COR_STORE (source), result, &error);

  if (text != NULL)
    g_task_return_pointer (task, text, g_free);
  else
    g_task_return_error (task, error);
}

void
cor_session_fetch_note_async (CorSession *self,
                              const char *id,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  CorStore *store;

  g_task_set_source_tag (task, cor_session_fetch_note_async);
  store = need_store (self, task);
  if (store != NULL)
    cor_store_fetch_note_async (store, id, on_fetched, task);
}

char *
cor_session_fetch_note_finish (CorSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
