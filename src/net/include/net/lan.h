/* SPDX-License-Identifier: GPL-3.0-or-later
 * A telephone's web interface on the local network, as its server names it.
 * Only an address that is written out and belongs to no public network gets
 * through: a name could lead elsewhere by the time it is asked. */
#pragma once
#include <gio/gio.h>
#include "net/error.h"

G_BEGIN_DECLS

typedef struct {
  GInetAddress *address;
  guint16 port;
  char *url;             /* rebuilt from its parts, without the credentials: a secret all the same,
                          * since it holds a number */
  char *shown;           /* "192.168.1.20:80": for the log */
  char *user, *password; /* secret; each or NULL */
} CorLanUrl;

/* http or https to a private address; loopback_too: or to this machine. The error never repeats
 * the text. */
CorLanUrl *cor_lan_url_parse (const char *text, gboolean loopback_too, GError **error);
void cor_lan_url_free (CorLanUrl *url);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CorLanUrl, cor_lan_url_free)

/* RFC 1918, link-local, unique local (RFC 4193). Loopback is none of these. */
gboolean cor_lan_is_private (GInetAddress *address);

typedef enum {
  COR_PROBE_OPEN,    /* something listens there */
  COR_PROBE_CLOSED,  /* the address answers, nothing listens */
  COR_PROBE_NOWHERE, /* no answer, no way there */
} CorProbeResult;

/* Whether a TCP connection can be made; no proxy, nothing is sent. Errors: cancelled, alone. */
void cor_probe_async (GSocketAddress *address,
                      guint timeout_ms,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
gboolean
cor_probe_finish (GAsyncResult *result, CorProbeResult *ret_result, guint *ret_ms, GError **error);

G_END_DECLS
