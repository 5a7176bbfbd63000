/* SPDX-License-Identifier: GPL-3.0-or-later
 * SIP's numbers as words for the user: what an answer means for a call and for
 * a registration, whichever line it came by. Pure. */
#pragma once
#include "model/call.h"

G_BEGIN_DECLS

/* Our answer to a call that its user declines, as desk phones answer it. A 603 would be for all the
 * phones that a proxy lets ring (RFC 3261, 16.7 and 21.6.2), and an Asterisk makes of it that there
 * is no such phone: what it does for callers who find it busy would not happen. */
#define COR_SIP_DECLINED 486

/* How an ended call of ours ended, from the answer to its INVITE (0: no answer came).
 * Static texts in the user's language. */
CorCallEnd cor_sip_code_to_end (guint code, const char **ret_text);

typedef struct {
  guint code;           /* the answer to our INVITE; 0: none came */
  gboolean elsewhere;   /* another phone of ours took it (RFC 3326 cause 200) */
  gboolean transferred; /* we sent the other side to somebody, and it got there */
  gboolean lost;        /* nobody said that it is over: the way there is gone */
} CorSipEnding;

/* The same of any call, from where it stood. The text is NULL where the end says it all. */
CorCallEnd
cor_sip_ending_to_end (const CorSipEnding *ending, CorCallState state, const char **ret_text);

/* Why the other side of a call did not get where it was sent, from what it was answered there, or
 * what it answered itself; 0: nothing. Transfer full. */
char *cor_sip_code_to_transfer_reason (guint code);

/* Whether trying to register again can't mend it. */
gboolean cor_sip_code_is_final (guint code);
/* Why a line can't register; NULL for 0. `phrase` is the server's own word. */
char *cor_sip_code_to_reason (guint code, const char *phrase, const char *user);

G_END_DECLS
