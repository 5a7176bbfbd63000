/* SPDX-License-Identifier: GPL-3.0-or-later
 * Descriptions of a peer connection (SDP, RFC 8829) between what WebRTC
 * gateways write and what the stack reads. Pure: text in, text out. Any thread. */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/* What the other side described, with everything left out that is not needed. */
typedef struct {
  char *text; /* for the stack: one audio section, at an address that is one of the candidates */
  char *identity;     /* ICE credentials and key: equal for the same connection */
  char *mid;          /* of the audio, or NULL */
  char *proto;        /* of the audio, as they named it */
  gboolean bundled;   /* they group sections */
  gboolean we_start;  /* DTLS: they only listen */
  guint before;       /* how many of `refused` stand before the audio */
  GPtrArray *refused; /* "m=" lines that answer the sections we don't use */
} CorPeerSdp;

void cor_peer_sdp_free (CorPeerSdp *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CorPeerSdp, cor_peer_sdp_free)

/* A stranger's text. Errors are G_IO_ERROR_INVALID_DATA, in words for the user. */
CorPeerSdp *cor_peer_sdp_read (const char *text, gboolean offer, GError **error);

/* The stack's description as gateways want it. theirs: what it answers, NULL when it is an offer.
 */
char *cor_peer_sdp_complete (const char *ours, const CorPeerSdp *theirs);

G_END_DECLS
