/* SPDX-License-Identifier: GPL-3.0-or-later
 * The sound of one call whose signalling does not go by SIP. */
#include "model/peer.h"

G_DEFINE_INTERFACE (CorPeer, cor_peer, G_TYPE_OBJECT)
G_DEFINE_INTERFACE (CorPeerSource, cor_peer_source, G_TYPE_OBJECT)

static void
cor_peer_default_init (CorPeerInterface *iface)
{
  g_signal_new ("described", COR_TYPE_PEER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                G_TYPE_STRING);
  g_signal_new ("secured", COR_TYPE_PEER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("flowing", COR_TYPE_PEER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("failed", COR_TYPE_PEER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                G_TYPE_STRING);
}

static void
cor_peer_source_default_init (CorPeerSourceInterface *iface)
{
}

void
cor_peer_set_remote (CorPeer *self, const char *sdp)
{
  COR_PEER_GET_IFACE (self)->set_remote (self, sdp);
}

void
cor_peer_set_hold (CorPeer *self, gboolean hold)
{
  COR_PEER_GET_IFACE (self)->set_hold (self, hold);
}

void
cor_peer_set_mute (CorPeer *self, gboolean mute)
{
  COR_PEER_GET_IFACE (self)->set_mute (self, mute);
}

void
cor_peer_send_digits (CorPeer *self, const char *digits)
{
  COR_PEER_GET_IFACE (self)->send_digits (self, digits);
}

CorPeer *
cor_peer_source_open (CorPeerSource *self, CorCall *call, gboolean offers, const CorIceServer *ice)
{
  return COR_PEER_SOURCE_GET_IFACE (self)->open (self, call, offers, ice);
}
