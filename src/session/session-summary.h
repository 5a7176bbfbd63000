/* SPDX-License-Identifier: GPL-3.0-or-later
 * Summaries, as the rest of the session has to do with them. */
#pragma once
#include "session-private.h"

G_BEGIN_DECLS

void cor_session_add_summaries (CorSession *self);
void cor_session_watch_summaries (CorSession *self);
void cor_session_forget_summaries (CorSession *self);
void cor_session_free_summaries (CorSession *self);
/* session-calls.c's notifier is there. */
void cor_session_announce_summaries (CorSession *self);

G_END_DECLS
