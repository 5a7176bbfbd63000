/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sound that is none: a peer source which remembers what it was told. */
#pragma once
#include "model/peer.h"

G_BEGIN_DECLS

#define FAKE_TYPE_PEER (fake_peer_get_type ())
G_DECLARE_FINAL_TYPE (FakePeer, fake_peer, FAKE, PEER, GObject)

struct _FakePeer {
  GObject parent;
  gboolean offers;
  char *remote; /* as last told */
  guint n_remotes;
  gboolean held, muted;
  GString *digits;
};

#define FAKE_TYPE_PEER_SOURCE (fake_peer_source_get_type ())
G_DECLARE_FINAL_TYPE (FakePeerSource, fake_peer_source, FAKE, PEER_SOURCE, GObject)

struct _FakePeerSource {
  GObject parent;
  gboolean mute_ones; /* they never describe themselves */
  GPtrArray *opened;  /* FakePeer, in order, each with a reference */
};

FakePeerSource *fake_peer_source_new (void);
/* Borrowed; the i-th that was opened. */
FakePeer *fake_peer_source_get (FakePeerSource *self, guint i);
void fake_peer_fail (FakePeer *self, const char *reason);

G_END_DECLS
