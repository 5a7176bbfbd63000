/* SPDX-License-Identifier: GPL-3.0-or-later
 * The accounts that this computer signs in to by itself; one is in use at a
 * time. The setting "accounts" names them. Thread: main context. */
#pragma once
#include "session/session.h"

G_BEGIN_DECLS

#define COR_ACCOUNTS_TYPE "a(ssb)" /* host, user, whether it is in use */
#define COR_ACCOUNTS_MAX 8

/* Transfer full. */
GVariant *cor_session_dup_accounts (CorSession *self);
/* By what the keyring holds. FALSE and why: there is none, or a call is in progress. */
gboolean
cor_session_use_account (CorSession *self, const char *host, const char *user, GError **error);
/* Its secrets and its mirror are gone from this computer; the one in use is signed out. */
gboolean
cor_session_forget_account (CorSession *self, const char *host, const char *user, GError **error);
/* The form, for one more; the one in use stays signed in on its server. */
gboolean cor_session_add_account (CorSession *self, GError **error);

G_END_DECLS
