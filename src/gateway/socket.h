/* SPDX-License-Identifier: GPL-3.0-or-later
 * The gateway by a WebSocket, for one that offers it: requests and their answers
 * go over it, and what the gateway tells waits for a poll that never leaves this
 * computer. It opens when something is asked, and closes with the session. */
#pragma once
#include "net/clock.h"
#include "way.h"

G_BEGIN_DECLS

#define COR_TYPE_GATEWAY_SOCKET (cor_gateway_socket_get_type ())
G_DECLARE_FINAL_TYPE (CorGatewaySocket, cor_gateway_socket, COR, GATEWAY_SOCKET, GObject)

/* url: "wss://HOST/PATH", below which requests name session and handle as by HTTP; ca_file as for
 * cor_http_new(). clock must outlive it. */
CorGatewaySocket *
cor_gateway_socket_new (const char *url, const char *ca_file, const CorClock *clock);
gboolean cor_gateway_socket_takes (const char *url);
CorGatewayWay cor_gateway_way_by_socket (CorGatewaySocket *socket);

G_END_DECLS
