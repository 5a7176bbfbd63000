/* SPDX-License-Identifier: GPL-3.0-or-later
 * The other side of a call asks us to call somebody else (RFC 3515). It is asked about on the main
 * context, and told what became of it. */
#pragma once
#include "engine-private.h"

G_BEGIN_DECLS

typedef struct _CorWireReferral CorWireReferral;

/* id -> CorWireReferral */
GHashTable *cor_wire_referrals_new (void);

/* The stack's handler of a REFER within a call; `engine` is a CorEngine. */
void cor_wire_on_refer (struct call *call, const struct sip_msg *message, void *engine);

/* NULL when there is none of this number (any more). All others take NULL. */
CorWireReferral *cor_wire_find_referral (CorEngine *engine, guint id);
/* What the INVITE that follows it has to say, from now on. */
int cor_wire_referral_write (const CorWireReferral *self, struct ua *ua);
/* The call that was made for it. */
void cor_wire_referral_follow (CorWireReferral *self, guint call);
/* It is not followed, or nothing came of it: they are told so. It is gone then. */
void cor_wire_referral_end (CorWireReferral *self, guint code, const char *reason);

/* What became of a call, if it was made for one. text: begins with the code, if it is SIP's. */
void cor_wire_referral_reached (CorWireCall *wire);
void cor_wire_referral_failed (CorEngine *engine, guint call, guint code, const char *text);

void cor_wire_remove_referrals (CorEngine *engine, guint line);

G_END_DECLS
