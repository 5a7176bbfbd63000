/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which of the servers that a gateway names is asked for our outer address,
 * and where it is, by the system's own resolver. Main context. */
#pragma once
#include "engine.h"
#include "model/peer.h"

G_BEGIN_DECLS

/* servers: ends with an entry whose url is NULL; borrowed for the call. */
void cor_ice_server_find_async (const CorIceServer *servers,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/* NULL when none is usable or found in time: calls then go by this computer's own addresses. */
CorIceSetup *cor_ice_server_find_finish (GAsyncResult *result);

/* "stun:HOST[:PORT]", "turn:HOST[:PORT][?transport=udp]"; NULL when it can't be used. `address`
 * holds the host's name. */
CorIceSetup *cor_ice_server_read (const CorIceServer *server);

G_END_DECLS
