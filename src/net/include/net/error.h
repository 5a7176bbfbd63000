/* SPDX-License-Identifier: GPL-3.0-or-later
 * What can go wrong between us and a server, whatever is spoken over it. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

#define COR_NET_ERROR (cor_net_error_quark ())
GQuark cor_net_error_quark (void);

/* Messages name the host and what the user can do, and are translated. */
typedef enum {
  COR_NET_ERROR_HOST,    /* no host, or plain http to other than this machine */
  COR_NET_ERROR_RESOLVE, /* no such host */
  COR_NET_ERROR_CONNECT, /* refused, unreachable */
  COR_NET_ERROR_TIMEOUT,
  COR_NET_ERROR_TLS, /* the certificate is not trusted or not the host's */
  COR_NET_ERROR_CUT, /* the connection broke in the middle */
  COR_NET_ERROR_TOO_BIG,
  COR_NET_ERROR_DATA, /* not JSON, too deep */
} CorNetError;

GError *cor_net_error_new (CorNetError code, const char *host);

G_END_DECLS
