/* SPDX-License-Identifier: GPL-3.0-or-later
 * What microphone and speaker are heard to do, counted in frames of 20 ms. The counts only grow, so
 * that each who looks at them compares with when they looked last. */
#pragma once
#include "samples.h"

G_BEGIN_DECLS

#define COR_SILENCE (-96.0) /* dBov */

typedef struct {
  guint64 frames;   /* of the microphone */
  guint64 sounding; /* those of them in which there was anything at all, be it a card's own noise */
  guint64 loud;     /* those in which somebody talks */
  double mic;       /* dBov, of the last loud moment, sinking afterwards */
  double speaker;
} CorLoudness;

void cor_loudness_init (CorLoudness *self);
/* A frame of the microphone's: as it came, and as the other side gets it. */
void cor_loudness_note_mic (CorLoudness *self, const gint16 *raw, const gint16 *cleaned);
void cor_loudness_note_speaker (CorLoudness *self, const gint16 *played);
/* dBov of a frame. */
double cor_loudness_measure (const gint16 *frame);

G_END_DECLS
