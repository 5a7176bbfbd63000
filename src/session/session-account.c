/* SPDX-License-Identifier: GPL-3.0-or-later
 * Signed-out -> signed in, and back.
 *
 * By the form:     sign in -> (second factor) -> profile -> ready
 * From a keyring:  token -> profile -> ready; a token that is no longer good
 *                  gives way to the password; a server that cannot be reached
 *                  leaves the mirror in use and is tried again. */
#include "config.h"
#include "session-account.h"
#include "session-book.h"
#include "session-colleagues.h"
#include "session-company.h"
#include "session-reception.h"
#include "session-conference.h"
#include "session-presence.h"
#include "session-sounds.h"
#include "session-summary.h"
#include "model/secret.h"
#include <glib/gi18n-lib.h>

#define RETRY_MAX 60 /* s */

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
  cor_session_fetch_profile (self);
}

static void
on_taken_over (CorSession *self)
{
  g_clear_handle_id (&self->retry_source, g_source_remove);
  self->elsewhere = TRUE;
  cor_session_update_trouble (self);
  cor_session_notify (self, PROP_STATE); /* as others are told of it */
}

void
cor_session_use_here (CorSession *self)
{
  if (!self->elsewhere)
    return;
  self->elsewhere = FALSE;
  cor_session_update_trouble (self);
  cor_session_notify (self, PROP_STATE);
  cor_session_fetch_profile (self);
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
  cor_session_fetch_profile (self);
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
  g_signal_connect_object (self->cti, "renewed", G_CALLBACK (cor_session_keep_token), self,
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

gboolean
cor_session_open_account (CorSession *self, const char *host, const char *user, GError **error)
{
  g_autoptr (CorCti) cti = cor_cti_new (host, g_getenv ("CORNETTA_CA_FILE"), error);

  if (cti == NULL)
    return FALSE;
  cor_session_close_account (self);
  self->cti = g_steal_pointer (&cti);
  self->account_cancellable = g_cancellable_new ();
  connect_realtime (self);
  cor_session_set_text (self, PROP_HOST, cor_cti_get_address (self->cti));
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
  self->announced = self->elsewhere = FALSE;
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
  g_clear_object (&self->cti);
  cor_session_drop_mirror (self);
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
  cor_session_fetch_profile (self);
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

/* Once per sign-in: the server's administrators see which program it is. */
static void
announce (CorSession *self)
{
  for (guint i = 0; !self->announced && i < self->profile->endpoints->len; i++) {
    const CorCtiEndpoint *endpoint = self->profile->endpoints->pdata[i];

    if (!g_str_equal (endpoint->type, "nethlink"))
      continue;
    cor_cti_announce (self->cti, endpoint->id);
    self->announced = TRUE;
  }
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
  announce (self);
  if (!self->elsewhere)
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

void
cor_session_lose_account (CorSession *self, const char *reason)
{
  cor_session_set_text (self, PROP_SIGN_IN_ERROR, reason);
  cor_session_close_account (self);
  cor_session_set_state (self, COR_SESSION_SIGNED_OUT);
}

/* The server lets nobody in by what is kept of the account. */
static gboolean
is_refusal (CorSession *self, const GError *error)
{
  if (g_error_matches (error, COR_CTI_ERROR, COR_CTI_ERROR_OTP)) {
    cor_session_set_text (self, PROP_SIGN_IN_ERROR, NULL);
    cor_session_set_state (self, COR_SESSION_NEEDS_OTP);
    return TRUE;
  }
  if (!g_error_matches (error, COR_CTI_ERROR, COR_CTI_ERROR_EXPIRED) &&
      !g_error_matches (error, COR_CTI_ERROR, COR_CTI_ERROR_CREDENTIALS))
    return FALSE;
  cor_session_lose_account (self, error->message);
  return TRUE;
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
  if (is_refusal (self, error))
    return;
  /* The server is away: what the mirror has is better than a sign-in page. */
  g_free (self->server_trouble);
  self->server_trouble = g_strdup (error->message);
  cor_session_open_store (self);
  cor_session_set_state (self, COR_SESSION_READY);
  cor_session_update_trouble (self);
  retry_later (self);
}

/* What is under way may have been lost with its connection. */
void
cor_session_fetch_profile (CorSession *self)
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
  cor_session_fetch_profile (self);
}

void
cor_session_retry_now (CorSession *self)
{
  g_clear_handle_id (&self->retry_source, g_source_remove);
  if (self->cti != NULL)
    cor_session_fetch_profile (self);
  if (self->line != NULL)
    cor_line_connect (self->line);
}
