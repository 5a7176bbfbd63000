/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the organisation has set for everybody on this computer: the file
 * /etc/cornetta/policy.conf, or the one that CORNETTA_POLICY names.
 *
 *   [account]
 *   host=cti.example.org   the form shows it
 *   host-locked=true       and no other server can be signed in to */
#pragma once
#include "session/session.h"

G_BEGIN_DECLS

/* Borrowed; NULL: none is set. */
const char *cor_session_get_organisation_host (CorSession *self, gboolean *ret_locked);

G_END_DECLS
