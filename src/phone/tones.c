/* SPDX-License-Identifier: GPL-3.0-or-later
 * The tones a telephone makes by itself. */
#include "config.h"
#include "tones.h"
#include "samples.h"
#include <math.h>

#define RAMP (COR_RATE / 200) /* 5 ms at each end of a burst, against clicks */

typedef struct {
  guint hz[2]; /* 0 is silence */
  guint ms;
} Step;

typedef struct {
  const Step *steps;
  guint n_steps;
  guint rounds; /* 0 is for ever */
  double level; /* amplitude of each frequency */
} Pattern;

static const Step ring_steps[] = { { { 587, 740 }, 180 },
                                   { { 740, 880 }, 180 },
                                   { { 587, 740 }, 180 },
                                   { { 740, 880 }, 360 },
                                   { { 0, 0 }, 1600 } };
static const Step ringback_steps[] = { { { 425, 0 }, 1000 }, { { 0, 0 }, 4000 } };
static const Step busy_steps[] = { { { 425, 0 }, 400 }, { { 0, 0 }, 400 } };
static const Step waiting_steps[] = { { { 425, 0 }, 120 },
                                      { { 0, 0 }, 120 },
                                      { { 425, 0 }, 120 },
                                      { { 0, 0 }, 4600 } };

static const Step intercom_steps[] = { { { 880, 0 }, 150 },
                                       { { 0, 0 }, 100 },
                                       { { 880, 0 }, 150 },
                                       { { 0, 0 }, 200 } };

static const Pattern patterns[] = {
  [COR_TONE_NONE] = { NULL, 0, 0, 0 },
  [COR_TONE_RING] = { ring_steps, G_N_ELEMENTS (ring_steps), 0, 6000 },
  [COR_TONE_RINGBACK] = { ringback_steps, G_N_ELEMENTS (ringback_steps), 0, 5000 },
  [COR_TONE_BUSY] = { busy_steps, G_N_ELEMENTS (busy_steps), 3, 5000 },
  [COR_TONE_WAITING] = { waiting_steps, G_N_ELEMENTS (waiting_steps), 0, 3500 },
  [COR_TONE_INTERCOM] = { intercom_steps, G_N_ELEMENTS (intercom_steps), 1, 6000 },
};

void
cor_tone_start (CorTonePlayer *self, CorTone tone)
{
  *self = (CorTonePlayer){ .tone = tone };
}

static double
envelope (guint at, guint length)
{
  guint edge = MIN (at, length - at);

  return edge < RAMP ? (double)edge / RAMP : 1;
}

static gint32
sample (CorTonePlayer *self, const Step *step, double level, guint length)
{
  double sum = 0;

  for (guint i = 0; i < 2; i++) {
    if (step->hz[i] == 0)
      continue;
    sum += sin (self->phase[i]);
    self->phase[i] = fmod (self->phase[i] + 2 * G_PI * step->hz[i] / COR_RATE, 2 * G_PI);
  }
  return (gint32)lrint (sum * level * envelope (self->at, length));
}

/* To the next step of the pattern; FALSE after the last one. */
static gboolean
next_step (CorTonePlayer *self, const Pattern *pattern)
{
  self->at = 0;
  if (++self->step < pattern->n_steps)
    return TRUE;
  self->step = 0;
  return ++self->rounds < pattern->rounds || pattern->rounds == 0;
}

gboolean
cor_tone_mix (CorTonePlayer *self, gint32 *to, guint n)
{
  const Pattern *pattern = &patterns[self->tone];

  for (guint i = 0; i < n; i++) {
    const Step *step = &pattern->steps[self->step];
    guint length;

    if (self->tone == COR_TONE_NONE)
      return FALSE;
    length = step->ms * (COR_RATE / 1000);
    to[i] += sample (self, step, pattern->level, length);
    if (++self->at >= length && !next_step (self, pattern))
      self->tone = COR_TONE_NONE;
  }
  return self->tone != COR_TONE_NONE;
}
