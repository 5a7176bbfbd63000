/* SPDX-License-Identifier: GPL-3.0-or-later
 * The tones a telephone makes by itself, computed rather than recorded. */
#pragma once
#include <glib.h>

typedef enum {
  COR_TONE_NONE,
  COR_TONE_RING,     /* this computer rings; looped */
  COR_TONE_RINGBACK, /* the other side rings; looped, the 425 Hz of Europe's exchanges */
  COR_TONE_BUSY,     /* three bursts */
  COR_TONE_WAITING,  /* a second call rings during a call; looped */
  COR_TONE_INTERCOM, /* a call is about to be answered by itself; twice */
} CorTone;

typedef struct {
  CorTone tone;
  guint step;
  guint at;     /* samples of the step already played */
  guint rounds; /* whole patterns already played */
  double phase[2];
} CorTonePlayer;

void cor_tone_start (CorTonePlayer *self, CorTone tone);
/* Adds the tone's next samples to `to`; FALSE once it has ended. */
gboolean cor_tone_mix (CorTonePlayer *self, gint32 *to, guint n);
