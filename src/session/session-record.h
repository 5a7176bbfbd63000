/* SPDX-License-Identifier: GPL-3.0-or-later
 * The server records what is said in a call. Main context. */
#pragma once
#include "session-private.h"

G_BEGIN_DECLS

/* The profile lets it be, in the call that is talked in. */
gboolean cor_session_can_record (CorSession *self);
/* What goes on is stopped, else it is begun; what goes on is paused, or goes on again. What went
 * wrong is the call's trouble. */
void cor_session_toggle_record (CorSession *self, CorCall *call);
void cor_session_toggle_record_pause (CorSession *self, CorCall *call);
/* The server may have told of a call on this computer. */
void cor_session_follow_recording (CorSession *self);

G_END_DECLS
