/* SPDX-License-Identifier: GPL-3.0-or-later
 * The server's WebRTC gateway: what comes to /janus goes on to a real Janus, and its answers come
 * back, as by the reverse proxy of a real server. */
#pragma once
#include "demo.h"

/* Whether url is one that can be served: plain HTTP on loopback. */
gboolean cor_gateway_check_url (const char *url, GError **error);
/* Of the demo's own options; NULL when they name none. */
CorGateway *cor_gateway_new (CorDemo *demo);
void cor_gateway_free (CorGateway *gateway); /* after the server has let go of its clients */

/* For /demo/state. gateway may be NULL. */
void cor_gateway_write (CorGateway *gateway, GString *out);
