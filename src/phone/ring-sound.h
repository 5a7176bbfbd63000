/* SPDX-License-Identifier: GPL-3.0-or-later
 * A sound file as something to ring with. */
#pragma once
#include "samples.h"
#include <gio/gio.h>

G_BEGIN_DECLS

#define COR_RING_MOST (30 * COR_RATE) /* samples; the rest of a longer file is not rung */

typedef struct {
  guint n;
  gint16 *samples; /* at COR_RATE, one channel */
} CorRingSound;

/* Any thread; blocks. WAV, Ogg and FLAC. Errors are for the user; what is silent is one. */
CorRingSound *cor_ring_sound_read (const char *path, GCancellable *cancellable, GError **error);
void cor_ring_sound_free (CorRingSound *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CorRingSound, cor_ring_sound_free)

G_END_DECLS
