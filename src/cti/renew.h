/* SPDX-License-Identifier: GPL-3.0-or-later
 * A token that is no longer good is replaced by signing in once more, with
 * nobody noticing; so is one that will soon be none. */
#pragma once
#include "cti-private.h"

G_BEGIN_DECLS

/* stale: the token that was refused. Several requests share one sign-in, and it is not tried more
 * than once a minute. */
void
cor_renew_async (CorCti *cti, const char *stale, GAsyncReadyCallback callback, gpointer user_data);
/* FALSE without error: there is no way to, what the server said before holds. */
gboolean cor_renew_finish (CorCti *cti, GAsyncResult *result, GError **error);
/* The token has changed: when is it to be replaced? */
void cor_renew_watch (CorCti *cti);
void cor_renew_stop (CorCti *cti);

G_END_DECLS
