/* SPDX-License-Identifier: GPL-3.0-or-later
 * The little that signalling has to know of session descriptions (RFC 8866).
 * Pure; every text is a stranger's. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* Whether any way to the other side stands in it. */
gboolean cor_sdp_has_candidates (const char *sdp);
/* With candidates ("candidate:..." each, NULL at the end) that came beside it; those that could be
 * more than one line, or are in it already, are left out. */
char *cor_sdp_add_candidates (const char *sdp, GPtrArray *candidates);
/* Whether their side wants nothing to hear from us: on hold. */
gboolean cor_sdp_is_hold (const char *sdp);
/* An answer to a later offer that changes nothing but who sends: what was agreed at first, with
 * the direction that fits. `first`: their first description, which says who began the keys. NULL
 * when the offer is not such a one. */
char *cor_sdp_answer_again (const char *local, const char *first, const char *offer);

G_END_DECLS
