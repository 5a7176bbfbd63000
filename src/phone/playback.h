/* SPDX-License-Identifier: GPL-3.0-or-later
 * A sound that is heard from the speaker. */
#pragma once
#include "sound-reader.h"

G_BEGIN_DECLS

typedef struct {
  GBytes *sound;
  CorSoundReader *reader; /* owned */
  guint64 played;         /* samples since the beginning */
  gboolean paused;
  gboolean ended;  /* the reader has no more */
  gboolean moving; /* there will be another one */
} CorPlayback;

/* With the lock of the clock held. */
gboolean cor_playback_is_heard (const CorPlayback *self); /* self: or NULL */
/* Adds what is to be heard. */
void cor_playback_mix (CorPlayback *self, gint32 *to, guint n);
void cor_playback_free (CorPlayback *self);

G_END_DECLS
