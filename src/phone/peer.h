/* SPDX-License-Identifier: GPL-3.0-or-later
 * The phone's peer connections and the calls they serve, as the main context
 * sees them. Owner: CorPhone. */
#pragma once
#include "phone-private.h"
#include "model/peer.h"

G_BEGIN_DECLS

typedef struct _CorPeers CorPeers;

/* `phone` must outlive it. */
CorPeers *cor_peers_new (CorPhone *phone);
void cor_peers_free (CorPeers *self);
CorPeer *
cor_peers_open (CorPeers *self, CorCall *call, gboolean offers, const CorIceServer *servers);
void cor_peers_take_event (CorPeers *self, const CorEvent *event);
/* Every peer fails, no call is served any more. */
void cor_peers_end (CorPeers *self);
GPtrArray *cor_peers_get_calls (CorPeers *self); /* of CorLineCall */

/* How long the way to the other side may take to be found and encrypted. */
void cor_peers_set_patience (CorPeers *self, guint ms);
/* How long nothing may come before the other side is taken for lost. Both count for the peers that
 * are opened afterwards. */
void cor_peers_set_silence (CorPeers *self, guint ms);

/* For tests. */
CorPeers *cor_phone_get_peers (CorPhone *self);

G_END_DECLS
