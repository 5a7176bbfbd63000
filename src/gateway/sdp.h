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
/* What stands since the first exchange; borrowed. */
typedef struct {
  const char *local;
  const char *remote; /* says who began the keys */
  gboolean held;      /* by us */
} CorSdpAgreed;

/* The answer to a later offer, which changes nothing but who sends; anything but sound is
 * refused. NULL when there is no sound in the offer. */
char *cor_sdp_answer_again (const CorSdpAgreed *agreed, const char *offer);
/* The same for whoever asks for an offer of ours. */
char *cor_sdp_offer_again (const CorSdpAgreed *agreed);

G_END_DECLS
