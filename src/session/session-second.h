/* SPDX-License-Identifier: GPL-3.0-or-later
 * A second call beside the one that is talked in. Main context. */
#pragma once
#include "session-private.h"

G_BEGIN_DECLS

/* Ends the call that is talked in and answers this one; calls on hold stay. */
void cor_session_answer_ending (CorSession *self, CorCall *call);
gboolean cor_session_can_answer_ending (CorSession *self);
/* The call that is talked in is held, the next held one goes on. FALSE: there are no such two. */
gboolean cor_session_swap (CorSession *self);
gboolean cor_session_can_swap (CorSession *self);

G_END_DECLS
