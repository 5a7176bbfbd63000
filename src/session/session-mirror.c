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

static void
on_store_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorSession) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CorStore) store = cor_store_open_finish (result, &error);

  if (store == NULL) {
    g_free (self->mirror_trouble);
    self->mirror_trouble = g_strdup (error->message);
    cor_session_update_trouble (self);
    return;
  }
  if (self->cti == NULL || self->store != NULL)
    return;
  self->store = g_steal_pointer (&store);
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

/* A file per account, whose name tells a stranger nothing. */
char *
cor_session_dup_mirror_path (const char *host, const char *user)
{
  g_autofree char *account = g_strdup_printf ("%s\n%s", host, user);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, account, -1);
  g_autofree char *name = g_strdup_printf ("%.16s.db", hash);

  return g_build_filename (g_get_user_cache_dir (), "cornetta", name, NULL);
}

void
cor_session_open_store (CorSession *self)
{
  if (self->store_path != NULL)
    return;
  self->store_path =
    cor_session_dup_mirror_path (self->texts[PROP_HOST], self->texts[PROP_USER_NAME]);
  cor_store_open_async (self->store_path, on_store_opened, g_object_ref (self));
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

/* paths: of the mirror, and of the notes. */
static void
on_mirror_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_auto (GStrv) paths = user_data;

  cor_store_close_finish (COR_STORE (source), result, NULL);
  g_unlink (paths[0]);
  cor_session_delete_notes (paths[1]);
}

/* Who signs out expects the company's phonebook to be gone from this computer, and their own words
 * of its calls; unless they chose otherwise. */
void
cor_session_delete_mirror (CorSession *self)
{
  char **paths;

  if (self->store == NULL || g_settings_get_boolean (self->settings, "keep-data"))
    return;
  paths = g_new0 (char *, 3);
  paths[0] = g_strdup (self->store_path);
  paths[1] = cor_session_dup_notes_path (self);
  cor_store_close_async (self->store, on_mirror_closed, paths);
}
