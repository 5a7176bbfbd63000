/* SPDX-License-Identifier: GPL-3.0-or-later
 * A second call beside the one that is talked in. Main context. */
#pragma once
#include "session-private.h"

G_BEGIN_DECLS

/* Ends the call that is talked in and answers this one; calls on hold stay. */
void cor_session_answer_ending (CorSession *self, CorCall *call);
gboolean cor_session_can_answer_ending (CorSession *self);
/* This call has been answered: those at other phones than its own are held. */
void cor_session_hold_elsewhere (CorSession *self, CorCall *call);
/* Off hold again, and talked in alone. */
void cor_session_resume (CorSession *self, CorCall *call);
/* The one that goes on when the call that is talked in is swapped; transfer none, NULL when nobody
 * is talked with, or nobody waits. */
CorCall *cor_session_find_next_held (CorSession *self);

G_END_DECLS
