/* SPDX-License-Identifier: GPL-3.0-or-later
 * A server as a person types it: name, address, URL or host:port. */
#pragma once
#include "net/error.h"

G_BEGIN_DECLS

typedef struct {
  char *shown;  /* "cti.example.org", "[::1]:8443": for people, and the account's key */
  char *origin; /* "https://cti.example.org": what a path is put behind */
} CorHost;

/* https, unless it is an explicit http:// URL of this machine. Path, query and user part are
 * dropped; names are lower-cased and turned into their ASCII form. */
CorHost *cor_host_parse (const char *text, GError **error);
void cor_host_free (CorHost *host);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CorHost, cor_host_free)

/* "localhost", 127.0.0.0/8 and ::1 (without brackets). */
gboolean cor_host_is_loopback (const char *name);
/* Whether a URL may be asked: https or wss, or http or ws of this machine. */
gboolean cor_host_check_url (const char *url, GError **error);

G_END_DECLS
