/* SPDX-License-Identifier: GPL-3.0-or-later
 * The sound of one call whose signalling does not go by SIP: a WebRTC peer
 * connection (RFC 8829), descriptions in and out, media by ICE and DTLS-SRTP.
 * Phone implements both interfaces, gateway uses them; neither sees the other.
 * Thread: main context. Owner of a peer: the line that made it. */
#pragma once
#include "model/call.h"

G_BEGIN_DECLS

/* Where to learn one's own outer address, or be relayed from; borrowed for the call. */
typedef struct {
  const char *url;      /* "stun:HOST:PORT", "turn:HOST:PORT" */
  const char *user;     /* TURN alone; or NULL */
  const char *password; /* secret; or NULL */
} CorIceServer;

#define COR_TYPE_PEER (cor_peer_get_type ())
G_DECLARE_INTERFACE (CorPeer, cor_peer, COR, PEER, GObject)

/* Signals:
 *   "described" (const char *sdp): our offer, or our answer to the other side's; once.
 *   "secured": keys are agreed by DTLS and sound may flow. Once.
 *   "flowing": the first packet of sound came. Once.
 *   "failed" (const char *reason): no path, no key, or a description that can't be used; reason is
 *     for the user. The last signal of all.
 * Dropping the last reference ends the sound and frees its sockets. */
struct _CorPeerInterface {
  GTypeInterface parent;
  void (*set_remote) (CorPeer *self, const char *sdp);
  void (*set_hold) (CorPeer *self, gboolean hold);
  void (*set_mute) (CorPeer *self, gboolean mute);
  void (*send_digits) (CorPeer *self, const char *digits);
};

/* The other side's offer or answer, a stranger's text of at most 64 KiB. An offerer may be told
 * twice, when early media is followed by an answer of its own; an equal one changes nothing. */
void cor_peer_set_remote (CorPeer *self, const char *sdp);
/* Neither side hears anything while held; the peer stays connected. */
void cor_peer_set_hold (CorPeer *self, gboolean hold);
void cor_peer_set_mute (CorPeer *self, gboolean mute);
/* By RTP (RFC 4733): [0-9*#A-D], and ',' and 'w', which pause for 2 s. */
void cor_peer_send_digits (CorPeer *self, const char *digits);

#define COR_TYPE_PEER_SOURCE (cor_peer_source_get_type ())
G_DECLARE_INTERFACE (CorPeerSource, cor_peer_source, COR, PEER_SOURCE, GObject)

struct _CorPeerSourceInterface {
  GTypeInterface parent;
  CorPeer *(*open) (CorPeerSource *self, CorCall *call, gboolean offers, const CorIceServer *ice);
};

/* Transfer full, never NULL. For `call`, whose statistics, levels and tones it then serves. offers:
 * it describes itself first ("described" comes by itself); otherwise it waits for set_remote.
 * ice: ends with an entry whose url is NULL; or NULL for none. */
CorPeer *
cor_peer_source_open (CorPeerSource *self, CorCall *call, gboolean offers, const CorIceServer *ice);

G_END_DECLS
