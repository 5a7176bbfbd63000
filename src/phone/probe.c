/* SPDX-License-Identifier: GPL-3.0-or-later
 * A known sound that is sent in a call, and what comes back of it. */
#include "config.h"
#include "probe.h"
#include <math.h>
#include <string.h>

#define TICKS 50 /* a second */
#define RATIO (COR_RATE / COR_PROBE_RATE)
#define NOTE (COR_RATE / 10)  /* samples of the note: 100 ms */
#define SHORT (NOTE / RATIO)  /* those that are compared */
#define EDGE (COR_RATE / 100) /* 10 ms in which it swells and fades */
#define FROM_HZ 400.0         /* every telephone carries these */
#define TO_HZ 1600.0
#define AMPLITUDE 8000.0
#define ALIKE 0.5

static double
note_at (guint i)
{
  double time = (double)i / COR_RATE;
  double length = (double)NOTE / COR_RATE;
  guint edge = MIN (i, NOTE - 1 - i);
  double swell = edge < EDGE ? (double)edge / EDGE : 1;

  return AMPLITUDE * swell *
         sin (2 * G_PI * (FROM_HZ + (TO_HZ - FROM_HZ) * time / length / 2) * time);
}

static float
mean (const gint16 *samples)
{
  gint32 sum = 0;

  for (guint i = 0; i < RATIO; i++)
    sum += samples[i];
  return (float)sum / RATIO;
}

static void
make_note (float *ret_note)
{
  for (guint i = 0; i < SHORT; i++) {
    gint16 samples[RATIO];

    for (guint s = 0; s < RATIO; s++)
      samples[s] = (gint16)lrint (note_at (i * RATIO + s));
    ret_note[i] = mean (samples);
  }
}

void
cor_probe_hear (CorProbe *self, const gint16 *frame)
{
  float *to = self->heard + self->tick * (COR_FRAME / RATIO);

  for (guint i = 0; i < COR_FRAME / RATIO; i++)
    to[i] = mean (frame + i * RATIO);
}

void
cor_probe_speak (CorProbe *self, gint16 *ret_frame)
{
  guint at = self->tick * COR_FRAME;

  for (guint i = 0; i < COR_FRAME; i++)
    ret_frame[i] = at + i < NOTE ? (gint16)lrint (note_at (at + i)) : 0;
  if (++self->tick < TICKS)
    return;
  self->tick = 0;
  self->seconds++;
  memcpy (self->last, self->heard, sizeof self->last);
}

static double
power (const float *samples)
{
  double sum = 0;

  for (guint i = 0; i < SHORT; i++)
    sum += (double)samples[i] * samples[i];
  return sum;
}

gboolean
cor_probe_match (const float *window, CorProbeEcho *ret_echo)
{
  float note[SHORT];
  double loudest = 0;
  double alike = 0;
  guint at = 0;
  double whole;

  make_note (note);
  whole = power (note);
  for (guint lag = 0; lag + SHORT <= COR_PROBE_WINDOW; lag++) {
    float sum = 0;
    double here;

    for (guint i = 0; i < SHORT; i++)
      sum += note[i] * window[lag + i];
    here = sum / sqrt (whole * (power (window + lag) + 1));
    if (here > alike) {
      alike = here;
      loudest = sum / whole;
      at = lag;
    }
  }
  if (alike < ALIKE)
    return FALSE;
  ret_echo->delay = at * 1000.0 / COR_PROBE_RATE;
  ret_echo->level = 20 * log10 (loudest);
  return TRUE;
}
