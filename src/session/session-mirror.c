/* SPDX-License-Identifier: GPL-3.0-or-later
 * The local copy of the account's phonebook and history: opening it, and
 * keeping it like the server. */
#include "config.h"
#include "session-account.h"
#include "session-notes.h"
#include "session-sounds.h"
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

static void
on_recovered (CorSession *self, const char *kept_as)
{
  g_free (self->mirror_trouble);
  self->mirror_trouble = g_strdup_printf (
    _ ("The local copy of your phonebook was damaged and is being fetched again. The damaged "
       "file was kept as %s."),
    kept_as);
  cor_session_update_trouble (self);
}

static void
on_directory_failed (CorSession *self, const GError *error)
{
  g_free (self->server_trouble);
  self->server_trouble = g_strdup (error->message);
  cor_session_update_trouble (self);
}

static void
on_fraction_changed (CorSession *self)
{
  cor_session_notify (self, PROP_SYNC_FRACTION);
}

static void
on_reach_changed (CorSession *self)
{
  cor_session_notify (self, PROP_HISTORY_REACH);
}

void
cor_session_start_directory (CorSession *self)
{
  if (self->directory == NULL) {
    self->directory = cor_directory_new (self->cti, self->store);
    g_signal_connect_object (self->directory, "notify::fraction", G_CALLBACK (on_fraction_changed),
                             self, G_CONNECT_SWAPPED);
    g_signal_connect_object (self->directory, "notify::reach", G_CALLBACK (on_reach_changed), self,
                             G_CONNECT_SWAPPED);
    g_signal_connect_object (self->directory, "failed", G_CALLBACK (on_directory_failed), self,
                             G_CONNECT_SWAPPED);
  }
  cor_directory_sync (self->directory);
}

/* A mirror on its way to be opened. */
typedef struct _CorOpening {
  CorSession *session;
  char *path;
  char *notes;
  gboolean unwanted; /* who asked for it has signed out, and leaves nothing behind */
} Opening;

static void
opening_free (Opening *opening)
{
  g_free (opening->path);
  g_free (opening->notes);
  g_object_unref (opening->session);
  g_free (opening);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

static void
attach_mirror (CorSession *self, CorStore *store)
{
  self->store = store;
  g_signal_connect_object (self->store, "recovered", G_CALLBACK (on_recovered), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->store, "contacts-changed", G_CALLBACK (cor_session_name_voicemail),
                           self, G_CONNECT_SWAPPED);
  cor_store_set_country (self->store, self->country);
  cor_session_open_notes (self);
  cor_session_attach_history (self);
  cor_session_attach_store (self);
  cor_session_name_voicemail (self);
  if (self->profile != NULL)
    cor_session_start_directory (self);
}

static void end_mirror (CorSession *self, CorStore *store, const char *path, const char *notes);

static void
on_store_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Opening) opening = user_data;
  CorSession *self = opening->session;
  g_autoptr (GError) error = NULL;
  g_autoptr (CorStore) store = cor_store_open_finish (result, &error);
  gboolean ours = self->opening == opening;

  if (ours)
    self->opening = NULL;
  if (store == NULL && ours) {
    g_free (self->mirror_trouble);
    self->mirror_trouble = g_strdup (error->message);
    cor_session_update_trouble (self);
  } else if (store != NULL && ours)
    attach_mirror (self, g_steal_pointer (&store));
  else if (store != NULL && opening->unwanted)
    end_mirror (self, store, opening->path, opening->notes);
}

/* A file per account, whose name tells a stranger nothing. */
char *
cor_session_dup_mirror_path (const char *host, const char *user)
{
  g_autofree char *account = g_strdup_printf ("%s\n%s", host, user);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, account, -1);
  g_autofree char *name = g_strdup_printf ("%.16s.db", hash);

  return g_build_filename (g_get_user_cache_dir (), "cornetta", name, NULL);
}

static void
open_wanted (CorSession *self)
{
  Opening *opening;

  if (self->store_path == NULL || self->store != NULL || self->opening != NULL ||
      self->mirrors_ending > 0)
    return;
  opening = g_new0 (Opening, 1);
  opening->session = g_object_ref (self);
  opening->path = g_strdup (self->store_path);
  opening->notes = cor_session_dup_notes_path (self);
  self->opening = opening;
  cor_store_open_async (opening->path, on_store_opened, opening);
}

void
cor_session_open_store (CorSession *self)
{
  if (self->store_path != NULL)
    return;
  self->store_path =
    cor_session_dup_mirror_path (self->texts[PROP_HOST], self->texts[PROP_USER_NAME]);
  open_wanted (self);
}

void
cor_session_drop_directory (CorSession *self)
{
  if (self->directory == NULL)
    return;
  cor_directory_cancel (self->directory);
  g_signal_handlers_disconnect_by_data (self->directory, self);
  g_clear_object (&self->directory);
}

/* A mirror that is closed and then deleted. None is opened meanwhile: it may be the same file. */
typedef struct {
  CorSession *session;
  char *path;
  char *notes; /* to be deleted as well; or NULL */
} Ending;

static void
ending_free (Ending *ending)
{
  g_free (ending->path);
  g_free (ending->notes);
  g_object_unref (ending->session);
  g_free (ending);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ending, ending_free)

static void
on_mirror_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  static const char *const files[] = { "", "-wal", "-shm" };
  g_autoptr (Ending) ending = user_data;
  CorSession *self = ending->session;

  cor_store_close_finish (COR_STORE (source), result, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *name = g_strconcat (ending->path, files[i], NULL);

    g_unlink (name);
  }
  if (ending->notes != NULL)
    cor_session_delete_notes (ending->notes);
  if (--self->mirrors_ending > 0)
    return;
  open_wanted (self);
  if (self->mirrors_awaited != NULL)
    g_task_return_boolean (self->mirrors_awaited, TRUE);
  g_clear_object (&self->mirrors_awaited);
}

static void
end_mirror (CorSession *self, CorStore *store, const char *path, const char *notes)
{
  Ending *ending = g_new0 (Ending, 1);

  ending->session = g_object_ref (self);
  ending->path = g_strdup (path);
  ending->notes = g_strdup (notes);
  self->mirrors_ending++;
  cor_store_close_async (store, on_mirror_closed, ending);
}

/* Who signs out expects the company's phonebook to be gone from this computer, and their own words
 * of its calls; unless they chose otherwise. */
void
cor_session_delete_mirror (CorSession *self)
{
  g_autofree char *notes = cor_session_dup_notes_path (self);

  if (g_settings_get_boolean (self->settings, "keep-data"))
    return;
  if (self->opening != NULL)
    self->opening->unwanted = TRUE;
  if (self->store != NULL)
    end_mirror (self, self->store, self->store_path, notes);
}

void
cor_session_drop_mirror (CorSession *self)
{
  /* The store tells of what it has written until it is closed. */
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_clear_object (&self->store);
  g_clear_pointer (&self->store_path, g_free);
  self->opening = NULL;
}

void
cor_session_renew_mirror (CorSession *self)
{
  if (self->store == NULL)
    return;
  cor_session_drop_directory (self);
  g_signal_handlers_disconnect_by_data (self->store, self);
  end_mirror (self, self->store, self->store_path, NULL);
  g_clear_object (&self->store);
  g_clear_pointer (&self->mirror_trouble, g_free);
  cor_session_attach_history (self);
  cor_session_attach_store (self);
  cor_session_update_trouble (self);
}

void
cor_session_await_mirrors_async (CorSession *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, cor_session_await_mirrors_async);
  if (self->mirrors_ending > 0 && self->mirrors_awaited == NULL)
    self->mirrors_awaited = g_steal_pointer (&task);
  else
    g_task_return_boolean (task, TRUE);
}
