/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where a SIP server is, by the system's own resolver: hosts file, mDNS, VPN
 * and DNS alike (RFC 3263 without NAPTR: the transport is the user's). */
#pragma once
#include "phone/phone.h"

G_BEGIN_DECLS

typedef struct {
  GPtrArray *addresses; /* IP addresses as text, at least one, best first */
  guint16 port;
} CorPlace;

void cor_place_free (CorPlace *place);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CorPlace, cor_place_free)

/* port 0: as DNS says (SRV), else the transport's own. */
void cor_resolve_async (const char *host,
                        guint16 port,
                        CorTransport transport,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
CorPlace *cor_resolve_finish (GAsyncResult *result, GError **error);
/* Each attempt begins with another address: one of several may be dead. Between spaces. */
char *cor_place_join (const CorPlace *place, guint first);

G_END_DECLS
