/* SPDX-License-Identifier: GPL-3.0-or-later
 * The tones a telephone makes by itself, computed rather than recorded: those
 * that an exchange of the user's country would make (ITU-T E.180, supplement 2). */
#pragma once
#include "ring-sound.h"

typedef enum {
  COR_TONE_NONE,
  COR_TONE_RING,          /* this computer rings; looped */
  COR_TONE_RINGBACK,      /* the other side rings; looped */
  COR_TONE_WAITING,       /* a second call rings during a call; looped */
  COR_TONE_BUSY,          /* the other side is busy, or declined; some seconds, as those below */
  COR_TONE_CONGESTION,    /* the way there is not free, or broken */
  COR_TONE_NOT_REACHABLE, /* no such number, or nobody there */
  COR_TONE_INTERCOM,      /* a call is about to be answered by itself; two beeps */
  COR_TONE_PREVIEW,       /* as COR_TONE_RING, once */
  COR_N_TONES
} CorTone;

/* What COR_TONE_RING is. */
typedef struct {
  gboolean by_country; /* as the country's exchanges let the caller hear that it rings */
  CorRingSound *sound; /* before anything else; or NULL. Of who owns the ring */
} CorRing;

typedef struct {
  CorTone tone;
  CorRing ring;
  guint plan; /* the country's; see cor_tone_find_plan() */
  guint step;
  guint at;     /* samples of the step already played */
  guint rounds; /* whole patterns already played */
  double phase[2];
} CorTonePlayer;

/* For "IT" and so on; any other, or NULL, has what most countries have. */
guint cor_tone_find_plan (const char *country);
void cor_tone_start (CorTonePlayer *self, CorTone tone, guint plan);
gboolean cor_tone_is_ring (CorTone tone);
/* Adds the tone's next samples to `to`; FALSE once it has ended. */
gboolean cor_tone_mix (CorTonePlayer *self, gint32 *to, guint n);
