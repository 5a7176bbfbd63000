/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sound that is none. */
#include "fake-peer.h"

/* What a gateway takes for a browser's. */
#define DESCRIPTION                                                                            \
  "v=0\r\no=- 1 1 IN IP4 192.0.2.2\r\ns=-\r\nc=IN IP4 192.0.2.2\r\nt=0 0\r\n"                  \
  "a=group:BUNDLE 0\r\na=fingerprint:sha-256 "                                                 \
  "0C:5B:0C:5B:0C:5B:0C:5B:0C:5B:0C:5B:0C:5B:0C:5B:0C:5B:0C:5B:0C:5B:0C:5B:0C:5B:0C:5B:0C:5B:" \
  "0C:5B\r\na=ice-ufrag:ABCD\r\na=ice-pwd:abcdefghijklmnopqrstuvwx\r\n"                        \
  "m=audio 40000 UDP/TLS/RTP/SAVPF 96 8 0 101\r\na=mid:0\r\na=rtpmap:96 opus/48000/2\r\n"      \
  "a=rtpmap:8 PCMA/8000\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\n"      \
  "a=rtcp-mux\r\na=setup:%s\r\n"                                                               \
  "a=candidate:1 1 UDP 2113937151 192.0.2.2 40000 typ host\r\na=sendrecv\r\n"

static void peer_init (CorPeerInterface *iface);
static void source_init (CorPeerSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FakePeer,
                               fake_peer,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (COR_TYPE_PEER, peer_init))
G_DEFINE_FINAL_TYPE_WITH_CODE (FakePeerSource,
                               fake_peer_source,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (COR_TYPE_PEER_SOURCE, source_init))

static gboolean
on_describe (gpointer data)
{
  FakePeer *self = data;
  g_autofree char *sdp = g_strdup_printf (DESCRIPTION, self->offers ? "actpass" : "passive");

  g_signal_emit_by_name (self, "described", sdp);
  return G_SOURCE_REMOVE;
}

static void
describe (FakePeer *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, on_describe, g_object_ref (self), g_object_unref);
}

static void
set_remote (CorPeer *peer, const char *sdp)
{
  FakePeer *self = FAKE_PEER (peer);

  g_assert_nonnull (sdp);
  if (self->remote == NULL && !self->offers)
    describe (self);
  g_free (self->remote);
  self->remote = g_strdup (sdp);
  self->n_remotes++;
}

static void
set_hold (CorPeer *peer, gboolean hold)
{
  FAKE_PEER (peer)->held = hold;
}

static void
set_mute (CorPeer *peer, gboolean mute)
{
  FAKE_PEER (peer)->muted = mute;
}

static void
send_digits (CorPeer *peer, const char *digits)
{
  g_string_append (FAKE_PEER (peer)->digits, digits);
}

static void
peer_init (CorPeerInterface *iface)
{
  iface->set_remote = set_remote;
  iface->set_hold = set_hold;
  iface->set_mute = set_mute;
  iface->send_digits = send_digits;
}

static void
peer_finalize (GObject *object)
{
  FakePeer *self = FAKE_PEER (object);

  g_free (self->remote);
  g_string_free (self->digits, TRUE);
  G_OBJECT_CLASS (fake_peer_parent_class)->finalize (object);
}

static void
fake_peer_class_init (FakePeerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = peer_finalize;
}

static void
fake_peer_init (FakePeer *self)
{
  self->digits = g_string_new (NULL);
}

void
fake_peer_fail (FakePeer *self, const char *reason)
{
  g_signal_emit_by_name (self, "failed", reason);
}

static CorPeer *
source_open (CorPeerSource *source, CorCall *call, gboolean offers, const CorIceServer *ice)
{
  FakePeerSource *self = FAKE_PEER_SOURCE (source);
  FakePeer *peer = g_object_new (FAKE_TYPE_PEER, NULL);

  peer->offers = offers;
  g_ptr_array_add (self->opened, g_object_ref (peer));
  if (offers && !self->mute_ones)
    describe (peer);
  return COR_PEER (peer);
}

static void
source_init (CorPeerSourceInterface *iface)
{
  iface->open = source_open;
}

static void
source_finalize (GObject *object)
{
  g_ptr_array_unref (FAKE_PEER_SOURCE (object)->opened);
  G_OBJECT_CLASS (fake_peer_source_parent_class)->finalize (object);
}

static void
fake_peer_source_class_init (FakePeerSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = source_finalize;
}

static void
fake_peer_source_init (FakePeerSource *self)
{
  self->opened = g_ptr_array_new_with_free_func (g_object_unref);
}

FakePeerSource *
fake_peer_source_new (void)
{
  return g_object_new (FAKE_TYPE_PEER_SOURCE, NULL);
}

FakePeer *
fake_peer_source_get (FakePeerSource *self, guint i)
{
  g_assert_cmpuint (i, <, self->opened->len);
  return self->opened->pdata[i];
}
