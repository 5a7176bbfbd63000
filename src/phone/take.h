/* SPDX-License-Identifier: GPL-3.0-or-later
 * Three seconds of the microphone, measured and, where its user wants that, played back. They are
 * in memory alone, and wiped at the end.
 *
 * With the clock's lock held. */
#pragma once
#include "loudness.h"

G_BEGIN_DECLS

#define COR_TAKE_SAMPLES (3 * COR_RATE)

typedef struct {
  gboolean plays;   /* when it is recorded */
  guint waited;     /* frames, for the card to open */
  guint recorded;   /* samples */
  guint played;     /* samples */
  gboolean sounded; /* the card gave its first samples */
  guint peak;
  double squares;
  gint16 samples[COR_TAKE_SAMPLES];
} CorTake;

CorTake *cor_take_new (gboolean plays);
void cor_take_free (CorTake *self);
/* A frame of the microphone's: as it came, as others get it, and how much of it the card gave. */
void cor_take_record (CorTake *self, const gint16 *raw, const gint16 *cleaned, guint given);
void cor_take_play (CorTake *self, gint32 *mix);
gboolean cor_take_is_recorded (const CorTake *self);
gboolean cor_take_is_over (const CorTake *self);
/* dBov. */
void cor_take_measure (const CorTake *self, double *ret_peak, double *ret_level);

G_END_DECLS
