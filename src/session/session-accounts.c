/* SPDX-License-Identifier: GPL-3.0-or-later
 * The accounts that this computer signs in to by itself. */
#include "config.h"
#include "session/accounts.h"
#include "session-account.h"
#include "session-notes.h"
#include "desktop/secrets.h"
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define KEY "accounts"
#define KEPT_TYPE "a(ss)"

/* Without one of them; first: in front of all others, or NULL. */
static void
write_list (CorSession *self, const char *host, const char *user, gboolean first)
{
  g_autoptr (GVariant) old = g_settings_get_value (self->settings, KEY);
  GVariantBuilder builder;
  GVariantIter iter;
  const char *other_host, *other_user;
  guint n = 0;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (KEPT_TYPE));
  if (first) {
    g_variant_builder_add (&builder, "(ss)", host, user);
    n++;
  }
  g_variant_iter_init (&iter, old);
  while (n < COR_ACCOUNTS_MAX && g_variant_iter_next (&iter, "(&s&s)", &other_host, &other_user)) {
    if (g_str_equal (host, other_host) && g_str_equal (user, other_user))
      continue;
    g_variant_builder_add (&builder, "(ss)", other_host, other_user);
    n++;
  }
  g_settings_set_value (self->settings, KEY, g_variant_builder_end (&builder));
}

void
cor_session_note_account (CorSession *self)
{
  write_list (self, self->texts[PROP_HOST], self->texts[PROP_USER_NAME], TRUE);
}

void
cor_session_unlist_account (CorSession *self, const char *host, const char *user)
{
  write_list (self, host, user, FALSE);
}

static gboolean
is_in_use (CorSession *self, const char *host, const char *user)
{
  return self->cti != NULL && self->demo == NULL && g_strcmp0 (host, self->texts[PROP_HOST]) == 0 &&
         g_strcmp0 (user, self->texts[PROP_USER_NAME]) == 0;
}

GVariant *
cor_session_dup_accounts (CorSession *self)
{
  g_autoptr (GVariant) kept = g_settings_get_value (self->settings, KEY);
  GVariantBuilder builder;
  GVariantIter iter;
  const char *host, *user;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (COR_ACCOUNTS_TYPE));
  g_variant_iter_init (&iter, kept);
  while (g_variant_iter_next (&iter, "(&s&s)", &host, &user))
    g_variant_builder_add (&builder, "(ssb)", host, user, is_in_use (self, host, user));
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

static gboolean
is_listed (CorSession *self, const char *host, const char *user)
{
  g_autoptr (GVariant) kept = g_settings_get_value (self->settings, KEY);
  GVariantIter iter;
  const char *other_host, *other_user;

  g_variant_iter_init (&iter, kept);
  while (g_variant_iter_next (&iter, "(&s&s)", &other_host, &other_user))
    if (g_str_equal (host, other_host) && g_str_equal (user, other_user))
      return TRUE;
  return FALSE;
}

static gboolean
check_calls (CorSession *self, GError **error)
{
  if (!cor_call_list_is_busy (self->calls) && !cor_call_list_is_ringing (self->calls))
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BUSY,
                       _ ("End your calls before you change the account."));
  return FALSE;
}

static gboolean
check_listed (CorSession *self, const char *host, const char *user, GError **error)
{
  if (is_listed (self, host, user))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
               _ ("%s on %s is none of the accounts of this computer. Sign in with it first."),
               user, host);
  return FALSE;
}

gboolean
cor_session_use_account (CorSession *self, const char *host, const char *user, GError **error)
{
  if (!check_listed (self, host, user, error) || !cor_session_check_host (self, host, error))
    return FALSE;
  if (is_in_use (self, host, user))
    return TRUE;
  if (!check_calls (self, error))
    return FALSE;
  cor_session_leave_account (self);
  g_settings_set_string (self->settings, "last-host", host);
  g_settings_set_string (self->settings, "last-user", user);
  cor_session_restore (self);
  return TRUE;
}

gboolean
cor_session_add_account (CorSession *self, GError **error)
{
  if (!check_calls (self, error))
    return FALSE;
  cor_session_leave_account (self);
  return TRUE;
}

static void
on_secrets_cleared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorSession) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!cor_secrets_clear_finish (result, &error))
    cor_session_emit_refused (self, error->message);
}

/* With what SQLite may have left beside it. */
static void
delete_mirror (const char *path)
{
  static const char *const ends[] = { "", "-wal", "-shm", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++) {
    g_autofree char *file = g_strconcat (path, ends[i], NULL);

    g_unlink (file);
  }
}

gboolean
cor_session_forget_account (CorSession *self, const char *host, const char *user, GError **error)
{
  g_autofree char *mirror = NULL;
  g_autofree char *notes = NULL;

  if (!check_listed (self, host, user, error))
    return FALSE;
  if (is_in_use (self, host, user)) {
    if (!check_calls (self, error))
      return FALSE;
    cor_session_sign_out (self);
    return TRUE;
  }
  cor_session_unlist_account (self, host, user);
  cor_secrets_clear_async (host, user, NULL, on_secrets_cleared, g_object_ref (self));
  mirror = cor_session_dup_mirror_path (host, user);
  delete_mirror (mirror);
  notes = cor_session_dup_notes_path_of (mirror);
  cor_session_delete_notes (notes);
  return TRUE;
}
