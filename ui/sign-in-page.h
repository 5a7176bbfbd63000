/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who is it? Server, user and password, the code of the second factor, or the
 * demo for who only wants to look. */
#pragma once
#include <adwaita.h>
#include "session/session.h"

G_BEGIN_DECLS

#define COR_TYPE_SIGN_IN_PAGE (cor_sign_in_page_get_type ())
G_DECLARE_FINAL_TYPE (CorSignInPage, cor_sign_in_page, COR, SIGN_IN_PAGE, AdwBin)

/* Properties: state (int, CorSessionState: which of its pages), error (string or NULL: under the
 * form). Signals: "sign-in" (const char *host, const char *user, const char *password),
 * "otp" (const char *code), "demo" (), "cancel" (). */
void cor_sign_in_page_set_account (CorSignInPage *self, const char *host, const char *user);
/* The server is not the user's to change. */
void cor_sign_in_page_lock_host (CorSignInPage *self);

G_END_DECLS
