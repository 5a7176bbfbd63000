/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who signs in, by the form or by what the keyring holds, and out again. */
#include "config.h"
#include "session-account.h"
#include "session-book.h"
#include "session/organisation.h"
#include "desktop/secrets.h"
#include "model/secret.h"
#include <glib/gi18n-lib.h>

static gboolean
is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* --- Signing in by the form. --- */

#define KEYRING_PATIENCE_MS 5000 /* one that asks its user must not keep a program from ending */

static void
end_flush (CorSession *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->flushing_secrets);

  cor_clock_stop (self->clock, &self->flush_timer);
  if (task != NULL)
    g_task_return_boolean (task, TRUE);
}

static gboolean
on_flush_timeout (gpointer session)
{
  CorSession *self = session;

  self->flush_timer = 0;
  g_debug ("session: the keyring did not answer in time");
  end_flush (self);
  return G_SOURCE_REMOVE;
}

/* Who quits right after signing in has to be let in by it the next time. */
void
cor_session_flush_secrets_async (CorSession *self, GAsyncReadyCallback callback, gpointer user_data)
{
  self->flushing_secrets = g_task_new (self, NULL, callback, user_data);
  if (self->keeping == 0)
    end_flush (self);
  else
    self->flush_timer = cor_clock_start (self->clock, KEYRING_PATIENCE_MS, on_flush_timeout, self);
}

static void
on_secret_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorSession) self = user_data;
  g_autoptr (GError) error = NULL;

  /* Signed in all the same; next time the password has to be typed. */
  if (!cor_secrets_store_finish (result, &error))
    cor_session_emit_refused (self, error->message);
  if (--self->keeping == 0)
    end_flush (self);
}

static void
keep_secret (CorSession *self, CorSecretPurpose purpose, const char *secret)
{
  if (self->demo != NULL || secret == NULL)
    return;
  self->keeping++;
  cor_secrets_store_async (self->texts[PROP_HOST], self->texts[PROP_USER_NAME], purpose, secret,
                           NULL, on_secret_kept, g_object_ref (self));
}

void
cor_session_keep_token (CorSession *self)
{
  keep_secret (self, COR_SECRET_CTI_TOKEN, cor_cti_get_token (self->cti));
}

static void
keep_account (CorSession *self)
{
  if (self->demo != NULL)
    return;
  g_settings_set_string (self->settings, "last-host", self->texts[PROP_HOST]);
  g_settings_set_string (self->settings, "last-user", self->texts[PROP_USER_NAME]);
  cor_session_note_account (self);
  cor_session_keep_token (self);
  keep_secret (self, COR_SECRET_CTI_PASSWORD, self->password);
}

static void
on_signed_in (CorSession *self, gboolean ok, const GError *error)
{
  if (is_cancelled (error))
    return;
  if (ok) {
    cor_session_set_text (self, PROP_SIGN_IN_ERROR, NULL);
    keep_account (self);
    cor_session_fetch_profile (self);
  } else if (g_error_matches (error, COR_CTI_ERROR, COR_CTI_ERROR_OTP)) {
    cor_session_set_text (self, PROP_SIGN_IN_ERROR,
                          self->state == COR_SESSION_NEEDS_OTP ? error->message : NULL);
    cor_session_set_state (self, COR_SESSION_NEEDS_OTP);
  } else {
    gboolean otp = self->state == COR_SESSION_NEEDS_OTP &&
                   g_error_matches (error, COR_CTI_ERROR, COR_CTI_ERROR_CREDENTIALS);
    cor_session_set_text (self, PROP_SIGN_IN_ERROR, error->message);
    if (otp) /* a wrong code: ask for another */
      return;
    cor_session_close_account (self);
    cor_session_set_state (self, COR_SESSION_SIGNED_OUT);
  }
}

static void
on_sign_in_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorSession) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean ok = cor_cti_sign_in_finish (COR_CTI (source), result, &error);

  on_signed_in (self, ok, error);
}

static void
on_otp_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorSession) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean ok = cor_cti_verify_otp_finish (COR_CTI (source), result, &error);

  on_signed_in (self, ok, error);
}

void
cor_session_send_password (CorSession *self, const char *password)
{
  g_clear_pointer (&self->password, cor_secret_free);
  self->password = g_strdup (password);
  cor_cti_set_password (self->cti, password);
  cor_session_set_state (self, COR_SESSION_SIGNING_IN);
  cor_cti_sign_in_async (self->cti, self->texts[PROP_USER_NAME], password,
                         self->account_cancellable, on_sign_in_ready, g_object_ref (self));
}

void
cor_session_sign_in (CorSession *self, const char *host, const char *user, const char *password)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (user));
  g_autofree char *lower = g_utf8_strdown (trimmed, -1);
  g_autoptr (GError) error = NULL;

  cor_session_set_text (self, PROP_SIGN_IN_ERROR, NULL);
  cor_session_set_state (self, COR_SESSION_SIGNING_IN);
  if (!(self->demo != NULL && g_strcmp0 (host, cor_demo_process_get_url (self->demo)) == 0) &&
      !cor_session_check_host (self, host, &error)) {
    cor_session_set_text (self, PROP_SIGN_IN_ERROR, error->message);
    cor_session_set_state (self, COR_SESSION_SIGNED_OUT);
    return;
  }
  if (self->demo != NULL && g_strcmp0 (host, cor_demo_process_get_url (self->demo)) != 0)
    g_clear_object (&self->demo);
  cor_session_drop_line (self); /* that of who was signed in before */
  if (cor_session_open_account (self, host, lower, &error)) {
    cor_session_send_password (self, password);
    return;
  }
  cor_session_set_text (self, PROP_SIGN_IN_ERROR, error->message);
  cor_session_set_state (self, COR_SESSION_SIGNED_OUT);
}

void
cor_session_send_otp (CorSession *self, const char *otp)
{
  if (self->state != COR_SESSION_NEEDS_OTP)
    return;
  cor_session_set_text (self, PROP_SIGN_IN_ERROR, NULL);
  cor_cti_verify_otp_async (self->cti, otp, self->account_cancellable, on_otp_ready,
                            g_object_ref (self));
}

/* --- Signing in by what the keyring holds. --- */

static void
on_password_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorSession) self = user_data;
  char *password = cor_secrets_lookup_finish (result, NULL);

  if (self->cti == NULL || self->password != NULL) {
    cor_secret_free (password);
    return;
  }
  self->password = password;
  cor_cti_set_password (self->cti, password);
  if (cor_cti_get_token (self->cti) != NULL)
    cor_session_fetch_profile (self);
  else if (password != NULL) {
    char *copy = g_strdup (password);

    cor_session_send_password (self, copy);
    cor_secret_free (copy);
  } else {
    cor_session_close_account (self);
    cor_session_set_state (self, COR_SESSION_SIGNED_OUT);
  }
}

static void
on_token_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorSession) self = user_data;
  g_autoptr (GError) error = NULL;
  char *token = cor_secrets_lookup_finish (result, &error);

  if (is_cancelled (error) || self->cti == NULL)
    return;
  if (error != NULL) {
    cor_session_set_text (self, PROP_SIGN_IN_ERROR, error->message);
    cor_session_close_account (self);
    cor_session_set_state (self, COR_SESSION_SIGNED_OUT);
    return;
  }
  if (token != NULL)
    cor_cti_set_token (self->cti, self->texts[PROP_USER_NAME], token);
  cor_secret_free (token);
  cor_secrets_lookup_async (self->texts[PROP_HOST], self->texts[PROP_USER_NAME],
                            COR_SECRET_CTI_PASSWORD, self->account_cancellable, on_password_found,
                            g_object_ref (self));
}

void
cor_session_restore (CorSession *self)
{
  const char *host, *user;

  cor_session_get_last_account (self, &host, &user);
  if (host == NULL || user == NULL || !cor_session_check_host (self, host, NULL) ||
      !cor_session_open_account (self, host, user, NULL)) {
    cor_session_tell_organisation_trouble (self);
    return;
  }
  cor_session_set_state (self, COR_SESSION_SIGNING_IN);
  cor_secrets_lookup_async (host, user, COR_SECRET_CTI_TOKEN, self->account_cancellable,
                            on_token_found, g_object_ref (self));
}

/* --- Signing out. --- */

static void
on_signed_out (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!cor_cti_sign_out_finish (COR_CTI (source), result, &error))
    g_debug ("the server was not told of the sign-out: %s", error->message);
}

static void
on_secrets_cleared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorSession) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!cor_secrets_clear_finish (result, &error))
    cor_session_emit_refused (self, error->message);
  /* Who has signed in meanwhile may have lost what was kept just now. */
  if (self->cti != NULL && self->state == COR_SESSION_READY &&
      cor_cti_get_token (self->cti) != NULL)
    keep_account (self);
}

static void
on_deletions_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  cor_session_sign_out (COR_SESSION (source));
}

void
cor_session_sign_out (CorSession *self)
{
  if (self->cti == NULL)
    return;
  if (cor_session_has_deletions (self)) {
    if (self->flushing == NULL)
      cor_session_flush_deletions_async (self, on_deletions_sent, NULL);
    return;
  }
  if (self->demo == NULL) {
    cor_session_unlist_account (self, self->texts[PROP_HOST], self->texts[PROP_USER_NAME]);
    cor_secrets_clear_async (self->texts[PROP_HOST], self->texts[PROP_USER_NAME], NULL,
                             on_secrets_cleared, g_object_ref (self));
  }
  cor_cti_sign_out_async (self->cti, on_signed_out, NULL);
  cor_session_delete_mirror (self);
  cor_session_leave_account (self);
}

void
cor_session_leave_account (CorSession *self)
{
  cor_session_drop_line (self);
  cor_session_close_account (self);
  g_clear_object (&self->demo);
  g_list_store_remove_all (self->devices);
  cor_session_set_text (self, PROP_EXTENSION, NULL);
  cor_session_set_text (self, PROP_USER_NAME, NULL);
  cor_session_set_text (self, PROP_HOST, NULL);
  cor_session_set_text (self, PROP_SIGN_IN_ERROR, NULL);
  cor_session_notify (self, PROP_HAS_DIRECTORY);
  cor_session_set_state (self, COR_SESSION_SIGNED_OUT);
  cor_session_tell_organisation_trouble (self);
  cor_session_update_trouble (self);
}

void
cor_session_get_last_account (CorSession *self, const char **ret_host, const char **ret_user)
{
  static const char *const keys[] = { "last-host", "last-user" };
  const char **rets[] = { ret_host, ret_user };
  const char *set;
  gboolean locked;

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
    g_autofree char *value = g_settings_get_string (self->settings, keys[i]);
    *rets[i] = *value != '\0' ? g_intern_string (value) : NULL;
  }
  set = cor_session_get_organisation_host (self, &locked);
  if (set != NULL && (locked || *ret_host == NULL)) {
    if (g_strcmp0 (*ret_host, set) != 0)
      *ret_user = NULL; /* of another server */
    *ret_host = set;
  }
}

/* --- The demo. --- */

static void
on_demo_started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorSession) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CorDemoProcess) demo = cor_demo_process_start_finish (result, &error);

  if (demo == NULL) {
    cor_session_set_text (self, PROP_SIGN_IN_ERROR, error->message);
    cor_session_set_state (self, COR_SESSION_SIGNED_OUT);
    return;
  }
  g_set_object (&self->demo, demo);
  cor_session_sign_in (self, cor_demo_process_get_url (demo), "demo", "demo");
}

void
cor_session_start_demo (CorSession *self)
{
  cor_session_set_text (self, PROP_SIGN_IN_ERROR, NULL);
  cor_session_set_state (self, COR_SESSION_SIGNING_IN);
  cor_demo_process_start_async (NULL, on_demo_started, g_object_ref (self));
}
