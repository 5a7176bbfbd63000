/* SPDX-License-Identifier: GPL-3.0-or-later
 * The tones a telephone makes by itself. */
#include "config.h"
#include "tones.h"
#include "samples.h"
#include <math.h>

#define RAMP (COR_RATE / 200) /* 5 ms at each end of a burst, against clicks */
#define MOST_STEPS 6
#define ROUND (3 * COR_RATE) /* a short sound is rung again after so long, not at once */
#define END_MS 3600 /* a tone that ends by itself ends with the round that is then under way */

typedef struct {
  guint hz[2]; /* 0 is silence */
  guint ms;
} Step;

/* Up to the first step of 0 ms. */
typedef struct {
  Step steps[MOST_STEPS];
} Pattern;

typedef struct {
  const char *country;
  Pattern ringback, waiting, busy, congestion, not_reachable;
} Plan;

/* clang-format off */
#define OFF(ms) { { 0, 0 }, ms }
#define ON(hz, ms) { { hz, 0 }, ms }
#define TWO(a, b, ms) { { a, b }, ms }
/* E.180: the three rising notes that go before words about a call that can't be made. */
#define SPECIAL { { ON (950, 330), ON (1400, 330), ON (1800, 330), OFF (1000) } }

static const Plan plans[] = {
  /* Most of the world; E.180's own advice. */
  { NULL,
    .ringback = { { ON (425, 1000), OFF (4000) } },
    .waiting = { { ON (425, 120), OFF (120), ON (425, 120), OFF (4600) } },
    .busy = { { ON (425, 500), OFF (500) } },
    .congestion = { { ON (425, 200), OFF (200) } },
    .not_reachable = SPECIAL },
  { "IT",
    .ringback = { { ON (425, 1000), OFF (4000) } },
    .waiting = { { ON (425, 400), OFF (100), ON (425, 250), OFF (100), ON (425, 150), OFF (14000) } },
    .busy = { { ON (425, 500), OFF (500) } },
    .congestion = { { ON (425, 200), OFF (200) } },
    .not_reachable = SPECIAL },
  { "DE",
    .ringback = { { ON (425, 1000), OFF (4000) } },
    .waiting = { { ON (425, 200), OFF (200), ON (425, 200), OFF (5000) } },
    .busy = { { ON (425, 480), OFF (480) } },
    .congestion = { { ON (425, 240), OFF (240) } },
    .not_reachable = SPECIAL },
  { "FR",
    .ringback = { { ON (440, 1500), OFF (3500) } },
    .waiting = { { ON (440, 300), OFF (10000) } },
    .busy = { { ON (440, 500), OFF (500) } },
    .congestion = { { ON (440, 250), OFF (250) } },
    .not_reachable = SPECIAL },
  { "GB",
    .ringback = { { TWO (400, 450, 400), OFF (200), TWO (400, 450, 400), OFF (2000) } },
    .waiting = { { ON (400, 100), OFF (4000) } },
    .busy = { { ON (400, 375), OFF (375) } },
    .congestion = { { ON (400, 400), OFF (350), ON (400, 225), OFF (525) } },
    .not_reachable = { { ON (400, 4000) } } },
  { "US",
    .ringback = { { TWO (440, 480, 2000), OFF (4000) } },
    .waiting = { { ON (440, 300), OFF (10000) } },
    .busy = { { TWO (480, 620, 500), OFF (500) } },
    .congestion = { { TWO (480, 620, 250), OFF (250) } },
    .not_reachable = SPECIAL },
  { "ES",
    .ringback = { { ON (425, 1500), OFF (3000) } },
    .waiting = { { ON (425, 175), OFF (175), ON (425, 175), OFF (3500) } },
    .busy = { { ON (425, 200), OFF (200) } },
    .congestion = { { ON (425, 200), OFF (200), ON (425, 200), OFF (200), ON (425, 200), OFF (600) } },
    .not_reachable = SPECIAL },
};

static const Pattern ring = { { TWO (587, 740, 180), TWO (740, 880, 180), TWO (587, 740, 180),
                                TWO (740, 880, 360), OFF (1600) } };
static const Pattern intercom = { { ON (880, 150), OFF (100), ON (880, 150), OFF (200) } };
/* clang-format on */

guint
cor_tone_find_plan (const char *country)
{
  for (guint i = 1; i < G_N_ELEMENTS (plans); i++) {
    if (g_strcmp0 (plans[i].country, country) == 0)
      return i;
  }
  return 0;
}

static const Pattern *
pattern_of (const CorTonePlayer *self)
{
  const Plan *plan = &plans[self->plan];

  switch (self->tone) {
  case COR_TONE_RING:
  case COR_TONE_PREVIEW:
    return self->ring.by_country ? &plan->ringback : &ring;
  case COR_TONE_RINGBACK:
    return &plan->ringback;
  case COR_TONE_WAITING:
    return &plan->waiting;
  case COR_TONE_BUSY:
    return &plan->busy;
  case COR_TONE_CONGESTION:
    return &plan->congestion;
  case COR_TONE_NOT_REACHABLE:
    return &plan->not_reachable;
  case COR_TONE_INTERCOM:
    return &intercom;
  case COR_TONE_NONE:
  case COR_N_TONES:
  default:
    return NULL;
  }
}

gboolean
cor_tone_is_ring (CorTone tone)
{
  return tone == COR_TONE_RING || tone == COR_TONE_PREVIEW;
}

/* Amplitude of each frequency. */
static double
level_of (CorTone tone)
{
  if (cor_tone_is_ring (tone) || tone == COR_TONE_INTERCOM)
    return 6000;
  return tone == COR_TONE_WAITING ? 3500 : 5000;
}

void
cor_tone_start (CorTonePlayer *self, CorTone tone, guint plan)
{
  *self = (CorTonePlayer){ .tone = tone, .plan = plan };
}

static double
envelope (guint at, guint length)
{
  guint edge = MIN (at, length - at);

  return edge < RAMP ? (double)edge / RAMP : 1;
}

static gint32
sample (CorTonePlayer *self, const Step *step, guint length)
{
  double sum = 0;

  for (guint i = 0; i < 2; i++) {
    if (step->hz[i] == 0)
      continue;
    sum += sin (self->phase[i]);
    self->phase[i] = fmod (self->phase[i] + 2 * G_PI * step->hz[i] / COR_RATE, 2 * G_PI);
  }
  return (gint32)lrint (sum * level_of (self->tone) * envelope (self->at, length));
}

static guint
length_of (const Pattern *pattern)
{
  guint ms = 0;

  for (guint i = 0; i < MOST_STEPS; i++)
    ms += pattern->steps[i].ms;
  return ms;
}

/* To the next step of the pattern; FALSE after the last one. */
static gboolean
next_step (CorTonePlayer *self, const Pattern *pattern)
{
  self->at = 0;
  if (++self->step < MOST_STEPS && pattern->steps[self->step].ms != 0)
    return TRUE;
  self->step = 0;
  self->rounds++;
  if (self->tone == COR_TONE_INTERCOM || self->tone == COR_TONE_PREVIEW)
    return FALSE;
  return self->tone < COR_TONE_BUSY || self->rounds * length_of (pattern) < END_MS;
}

static void
mix_sound (CorTonePlayer *self, gint32 *to, guint n)
{
  const CorRingSound *sound = self->ring.sound;
  guint round = self->tone == COR_TONE_PREVIEW ? sound->n : MAX (sound->n, ROUND);

  for (guint i = 0; i < n && self->tone != COR_TONE_NONE; i++) {
    if (self->at < sound->n)
      to[i] += sound->samples[self->at];
    if (++self->at < round)
      continue;
    self->at = 0;
    if (self->tone == COR_TONE_PREVIEW)
      self->tone = COR_TONE_NONE;
  }
}

gboolean
cor_tone_mix (CorTonePlayer *self, gint32 *to, guint n)
{
  const Pattern *pattern = pattern_of (self);

  if (cor_tone_is_ring (self->tone) && self->ring.sound != NULL) {
    mix_sound (self, to, n);
    return self->tone != COR_TONE_NONE;
  }
  for (guint i = 0; i < n; i++) {
    const Step *step;
    guint length;

    if (self->tone == COR_TONE_NONE)
      return FALSE;
    step = &pattern->steps[self->step];
    length = step->ms * (COR_RATE / 1000);
    to[i] += sample (self, step, length);
    if (++self->at >= length && !next_step (self, pattern))
      self->tone = COR_TONE_NONE;
  }
  return self->tone != COR_TONE_NONE;
}
