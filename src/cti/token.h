/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the server's token says of itself. Pure. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* Whether a text can be a token at all: three parts of base64url. It goes into a header and into
 * the realtime login, so nothing else may be in it. */
gboolean cor_token_is_plausible (const char *token);
/* Claims 2fa without otp_verified. */
gboolean cor_token_awaits_otp (const char *token);

/* Claims 2fa, whether verified or not. */
gboolean cor_token_has_otp (const char *token);
/* Unix seconds; 0: it does not say. */
gint64 cor_token_get_expiry (const char *token);
gint64 cor_token_get_begin (const char *token);

G_END_DECLS
