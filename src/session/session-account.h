/* SPDX-License-Identifier: GPL-3.0-or-later
 * The account's life, shared by the files that begin and end it. */
#pragma once
#include "session-private.h"

G_BEGIN_DECLS

/* session-account.c */
/* Instead of the one there was; nothing is asked of the server yet. */
gboolean
cor_session_open_account (CorSession *self, const char *host, const char *user, GError **error);
void cor_session_fetch_profile (CorSession *self);
/* It is over: the form, and why. */
void cor_session_lose_account (CorSession *self, const char *reason);

/* session-sign-in.c */
void cor_session_keep_token (CorSession *self); /* in the keyring */
/* Until what is on its way there has arrived; for five seconds at most. */
void cor_session_flush_secrets_async (CorSession *self,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
/* With the password, by the account that is open. */
void cor_session_send_password (CorSession *self, const char *password);

/* Lets go of it without a word to the server: the form is shown. */
void cor_session_leave_account (CorSession *self);

/* session-accounts.c */
void cor_session_note_account (CorSession *self); /* it is signed in */
void cor_session_unlist_account (CorSession *self, const char *host, const char *user);

/* session-organisation.c */
/* FALSE and why: the organisation has set another one. */
gboolean cor_session_check_host (CorSession *self, const char *host, GError **error);
void cor_session_tell_organisation_trouble (CorSession *self); /* where nobody is signed in */

/* session-mirror.c */
char *cor_session_dup_mirror_path (const char *host, const char *user);

G_END_DECLS
