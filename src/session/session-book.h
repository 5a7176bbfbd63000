/* SPDX-License-Identifier: GPL-3.0-or-later
 * The phonebook as its user writes it, for the rest of the session. */
#pragma once
#include "session-private.h"
#include "session/book.h"

G_BEGIN_DECLS

void cor_session_add_book_actions (CorSession *self);
void cor_session_fetch_groups (CorSession *self);
/* Of an account that is left: what was not committed is not deleted. */
void cor_session_forget_deletions (CorSession *self);
gboolean cor_session_has_deletions (CorSession *self);
/* Sends what waits to be deleted, and waits for it 3 s at most. */
void
cor_session_flush_deletions_async (CorSession *self, GAsyncReadyCallback callback, gpointer data);

G_END_DECLS
