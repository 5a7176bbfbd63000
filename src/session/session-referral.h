/* SPDX-License-Identifier: GPL-3.0-or-later
 * The other side of a call on this computer asks that somebody else is called: a transfer, as they
 * see it. Main context. */
#pragma once
#include "session-private.h"

G_BEGIN_DECLS

/* A line's "referred": `number` is asked about, like any that a stranger names. */
void cor_session_note_referral (CorSession *self, CorCall *call, const char *number, guint id);
/* The call that this request asked for; transfer full; NULL: it is nobody's wish but our user's. */
CorCall *
cor_session_follow_referral (CorSession *self, CorDialRequest *request, const CorNumber *number);
/* Those that are no question any more are refused. */
void cor_session_settle_referrals (CorSession *self);

/* For session.c. */
void cor_session_referrals_note_ended (CorSession *self, CorCall *call);
GPtrArray *cor_session_referrals_new (void);

G_END_DECLS
