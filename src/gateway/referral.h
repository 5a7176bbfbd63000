/* SPDX-License-Identifier: GPL-3.0-or-later
 * The other side of a call through the gateway asks us to call somebody else (RFC 3515). The
 * gateway has accepted that already, which is no promise, tells them what comes of it, and writes
 * whose place there to take into the call that follows; with it whatever else their Refer-To has
 * for headers, and it does not tell us. An exchange's challenge it passes on to them as well, which
 * some take for the end of it. */
#pragma once
#include "line-private.h"

G_BEGIN_DECLS

/* A list of those that the line's user decides on, or that are followed. */
GPtrArray *cor_gateway_referrals_new (void);

/* The gateway's "transfer". */
void cor_gateway_referral_take (CorGatewayHandle *handle, const CorJanusEvent *event);
/* CorLine's; NULL: there is none of this number (any more). */
CorCall *
cor_gateway_referral_follow (CorGatewayLine *line, const CorNumber *number, guint referral);
void cor_gateway_referral_refuse (CorGatewayLine *line, guint referral);

/* A call is talked in, or is going to end: it may have been made for one. */
void cor_gateway_referral_note_active (CorGatewayCall *call);
void cor_gateway_referral_note_end (CorGatewayCall *call);

G_END_DECLS
