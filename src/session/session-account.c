/* SPDX-License-Identifier: GPL-3.0-or-later
 * Signed-out -> signed in, and back.
 *
 * By the form:     sign in -> (second factor) -> profile -> ready
 * From a keyring:  token -> profile -> ready; a token that is no longer good
 *                  gives way to the password; a server that cannot be reached
 *                  leaves the mirror in use and is tried again. */
#include "config.h"
#include "session-book.h"
#include "session-colleagues.h"
#include "session-company.h"
#include "session-reception.h"
#include "session-conference.h"
#include "session-presence.h"
#include "session-sounds.h"
#include "session-summary.h"
#include "desktop/secrets.h"
#include "model/secret.h"
#include <glib/gi18n-lib.h>

#define RETRY_MAX 60 /* s */

static void sign_in (CorSession *self, const char *password);
static void fetch_profile (CorSession *self);
static void retry_later (CorSession *self);

static gboolean
is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* --- Realtime. --- */

static void
on_presence (CorSession *self, const char *username, int presence)
{
  if (self->profile == NULL || g_strcmp0 (username, self->profile->username) != 0)
    return;
  self->presence = presence;
  cor_session_notify (self, PROP_PRESENCE);
}

static void
on_reconnected (CorSession *self)
{
  fetch_profile (self);
}

static void
on_taken_over (CorSession *self)
{
  g_clear_handle_id (&self->retry_source, g_source_remove);
  g_free (self->server_trouble);
  self->server_trouble =
    g_strdup (_ ("You are online with another program. Live updates go there."));
  cor_session_update_trouble (self);
}

/* A socket that stays away for some seconds: whether the server is gone the profile tells, long
 * before the line's next registration would. One that is back says that it is not. */
static void
on_online_changed (CorSession *self)
{
  if (self->stopping || self->account_cancellable == NULL || self->profile == NULL)
    return;
  if (!cor_cti_is_online (self->cti))
    retry_later (self);
  else if (self->server_trouble == NULL)
    g_clear_handle_id (&self->retry_source, g_source_remove);
}

/* The socket cannot tell a bad token from a bad day; the profile can. */
static void
on_expired (CorSession *self)
{
  fetch_profile (self);
}

/* A call to the user rings on all that is theirs. */
static void
on_desk_call (CorSession *self, CorCall *call)
{
  cor_twins_take_desk (self->twins, call,
                       self->line != NULL && cor_line_get_state (self->line) == COR_LINE_READY);
}

static void
connect_realtime (CorSession *self)
{
  g_signal_connect_object (self->cti, "extension", G_CALLBACK (cor_session_note_extension), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cti, "default-device",
                           G_CALLBACK (cor_session_note_default_device), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cti, "presence", G_CALLBACK (on_presence), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cti, "reconnected", G_CALLBACK (on_reconnected), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cti, "notify::online", G_CALLBACK (on_online_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cti, "expired", G_CALLBACK (on_expired), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cti, "desk-call", G_CALLBACK (on_desk_call), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cti, "desk-reach", G_CALLBACK (cor_session_note_desk_reach), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cti, "desk-trouble", G_CALLBACK (cor_session_emit_refused), self,
                           G_CONNECT_SWAPPED);
  cor_session_watch_colleagues (self);
  cor_session_watch_reception (self);
  cor_session_watch_presence (self);
  cor_session_watch_conference (self);
  cor_session_watch_called (self);
  cor_session_watch_url (self);
  cor_session_watch_voicemail (self);
  cor_session_watch_summaries (self);
  g_signal_connect_object (self->cti, "taken-over", G_CALLBACK (on_taken_over), self,
                           G_CONNECT_SWAPPED);
}

/* --- The account's life. --- */

static gboolean
open_account (CorSession *self, const char *host, const char *user, GError **error)
{
  g_autoptr (CorCti) cti = cor_cti_new (host, g_getenv ("CORNETTA_CA_FILE"), error);

  if (cti == NULL)
    return FALSE;
  cor_session_close_account (self);
  self->cti = g_steal_pointer (&cti);
  self->account_cancellable = g_cancellable_new ();
  connect_realtime (self);
  cor_session_set_text (self, PROP_HOST, host);
  cor_session_set_text (self, PROP_USER_NAME, user);
  cor_session_notify (self, PROP_HAS_DIRECTORY);
  return TRUE;
}

static void
stop_fetching (CorSession *self)
{
  g_cancellable_cancel (self->fetching);
  g_clear_object (&self->fetching);
}

void
cor_session_close_account (CorSession *self)
{
  stop_fetching (self);
  g_cancellable_cancel (self->account_cancellable);
  g_clear_object (&self->account_cancellable);
  g_clear_handle_id (&self->retry_source, g_source_remove);
  g_clear_handle_id (&self->history_source, g_source_remove);
  cor_twins_clear (self->twins);
  cor_session_conference_clear (self);
  cor_session_stop_player (self);
  cor_session_forget_voicemail (self);
  cor_session_forget_summaries (self);
  cor_session_forget_colleagues (self);
  cor_session_forget_reception (self);
  cor_session_forget_reach (self);
  self->retries = 0;
  self->line_pending = FALSE;
  g_clear_pointer (&self->default_before, g_free);
  self->default_taken = FALSE;
  cor_session_forget_deletions (self);
  cor_session_forget_url (self);
  cor_session_drop_directory (self);
  if (self->cti != NULL) {
    cor_cti_stop_realtime (self->cti);
    g_signal_handlers_disconnect_by_data (self->cti, self);
  }
  /* The store tells of what it has written until it is closed. */
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_clear_object (&self->cti);
  g_clear_object (&self->store);
  g_clear_pointer (&self->store_path, g_free);
  g_clear_pointer (&self->profile, cor_cti_profile_free);
  g_clear_pointer (&self->password, cor_secret_free);
  g_clear_pointer (&self->server_trouble, g_free);
  g_clear_pointer (&self->mirror_trouble, g_free);
  cor_session_attach_history (self);
  cor_session_attach_store (self);
}

/* --- Profile: who this is, what can make calls. --- */

static gboolean
on_retry_due (gpointer user_data)
{
  CorSession *self = user_data;

  self->retry_source = 0;
  fetch_profile (self);
  return G_SOURCE_REMOVE;
}

static void
retry_later (CorSession *self)
{
  guint wait = MIN (5u << MIN (self->retries, 4u), RETRY_MAX);

  self->retries++;
  if (self->retry_source == 0)
    self->retry_source = g_timeout_add_seconds (wait, on_retry_due, self);
}

static void
accept_profile (CorSession *self, CorCtiProfile *profile)
{
  g_clear_pointer (&self->profile, cor_cti_profile_free);
  self->profile = profile;
  self->presence = profile->presence;
  self->retries = 0;
  g_clear_handle_id (&self->retry_source, g_source_remove);
  g_clear_pointer (&self->server_trouble, g_free);
  cor_session_set_text (self, PROP_EXTENSION, profile->main_extension);
  cor_session_build_devices (self);
  cor_session_notify (self, PROP_PRESENCE);
  cor_session_build_line (self);
  cor_session_set_state (self, COR_SESSION_READY);
  cor_cti_start_realtime (self->cti);
  if (self->store != NULL)
    cor_session_start_directory (self);
  cor_session_update_trouble (self);
  cor_session_look_for_conference (self);
  cor_session_fetch_groups (self);
  cor_session_fetch_colleagues (self);
  cor_session_fetch_url (self);
  cor_session_fetch_voicemail (self);
  cor_session_fetch_reception (self);
  cor_session_update_actions (self);
  cor_session_try_waiting (self);
}

static void
give_up_token (CorSession *self, const GError *error)
{
  if (self->password != NULL) {
    char *password = g_strdup (self->password); /* signing in replaces it */

    sign_in (self, password);
    cor_secret_free (password);
    return;
  }
  cor_session_set_text (self, PROP_SIGN_IN_ERROR, error->message);
  cor_session_close_account (self);
  cor_session_set_state (self, COR_SESSION_SIGNED_OUT);
}

static void
on_profile (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorSession) self = user_data;
  g_autoptr (GError) error = NULL;
  CorCtiProfile *profile = cor_cti_fetch_profile_finish (COR_CTI (source), result, &error);

  if (is_cancelled (error))
    return;
  if (profile != NULL) {
    cor_session_open_store (self);
    accept_profile (self, profile);
    return;
  }
  if (g_error_matches (error, COR_CTI_ERROR, COR_CTI_ERROR_EXPIRED) ||
      g_error_matches (error, COR_CTI_ERROR, COR_CTI_ERROR_CREDENTIALS)) {
    give_up_token (self, error);
    return;
  }
  /* The server is away: what the mirror has is better than a sign-in page. */
  g_free (self->server_trouble);
  self->server_trouble = g_strdup (error->message);
  cor_session_open_store (self);
  cor_session_set_state (self, COR_SESSION_READY);
  cor_session_update_trouble (self);
  retry_later (self);
}

/* What is under way may have been lost with its connection. */
static void
fetch_profile (CorSession *self)
{
  stop_fetching (self);
  self->fetching = g_cancellable_new ();
  cor_cti_fetch_profile_async (self->cti, self->fetching, on_profile, g_object_ref (self));
}

void
cor_session_refresh_account (CorSession *self)
{
  g_clear_handle_id (&self->retry_source, g_source_remove);
  self->retries = 0;
  cor_session_drop_directory (self);
  fetch_profile (self);
}

void
cor_session_retry_now (CorSession *self)
{
  g_clear_handle_id (&self->retry_source, g_source_remove);
  if (self->cti != NULL)
    fetch_profile (self);
  if (self->line != NULL)
    cor_line_connect (self->line);
}

/* --- Signing in by the form. --- */

static void
on_secret_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorSession) self = user_data;
  g_autoptr (GError) error = NULL;

  if (cor_secrets_store_finish (result, &error))
    return;
  /* Signed in all the same; next time the password has to be typed. */
  cor_session_emit_refused (self, error->message);
}

static void
keep_account (CorSession *self)
{
  const char *host = self->texts[PROP_HOST], *user = self->texts[PROP_USER_NAME];

  if (self->demo != NULL)
    return;
  g_settings_set_string (self->settings, "last-host", host);
  g_settings_set_string (self->settings, "last-user", user);
  cor_secrets_store_async (host, user, COR_SECRET_CTI_TOKEN, cor_cti_get_token (self->cti), NULL,
                           on_secret_kept, g_object_ref (self));
  if (self->password != NULL)
    cor_secrets_store_async (host, user, COR_SECRET_CTI_PASSWORD, self->password, NULL,
                             on_secret_kept, g_object_ref (self));
}

static void
on_signed_in (CorSession *self, gboolean ok, const GError *error)
{
  if (is_cancelled (error))
    return;
  if (ok) {
    cor_session_set_text (self, PROP_SIGN_IN_ERROR, NULL);
    keep_account (self);
    fetch_profile (self);
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

static void
sign_in (CorSession *self, const char *password)
{
  g_clear_pointer (&self->password, cor_secret_free);
  self->password = g_strdup (password);
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
  if (self->demo != NULL && g_strcmp0 (host, cor_demo_process_get_url (self->demo)) != 0)
    g_clear_object (&self->demo);
  if (open_account (self, host, lower, &error)) {
    sign_in (self, password);
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
  if (cor_cti_get_token (self->cti) != NULL)
    fetch_profile (self);
  else if (password != NULL) {
    char *copy = g_strdup (password);

    sign_in (self, copy);
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
  if (host == NULL || user == NULL || !open_account (self, host, user, NULL))
    return;
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
  if (self->demo == NULL)
    cor_secrets_clear_async (self->texts[PROP_HOST], self->texts[PROP_USER_NAME], NULL,
                             on_secrets_cleared, g_object_ref (self));
  cor_cti_sign_out_async (self->cti, on_signed_out, NULL);
  cor_session_delete_mirror (self);
  cor_session_drop_line (self);
  cor_session_close_account (self);
  g_clear_object (&self->demo);
  g_list_store_remove_all (self->devices);
  cor_session_set_text (self, PROP_EXTENSION, NULL);
  cor_session_set_text (self, PROP_USER_NAME, NULL);
  cor_session_set_text (self, PROP_HOST, NULL);
  cor_session_notify (self, PROP_HAS_DIRECTORY);
  cor_session_set_state (self, COR_SESSION_SIGNED_OUT);
  cor_session_update_trouble (self);
}

void
cor_session_get_last_account (CorSession *self, const char **ret_host, const char **ret_user)
{
  static const char *const keys[] = { "last-host", "last-user" };
  const char **rets[] = { ret_host, ret_user };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
    g_autofree char *value = g_settings_get_string (self->settings, keys[i]);
    *rets[i] = *value != '\0' ? g_intern_string (value) : NULL;
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
