/* SPDX-License-Identifier: GPL-3.0-or-later
 * Makes tones, and tells what a sound is: Goertzel's filter over a grid, then finer. */
#include "tone.h"
#include <math.h>

#define AMPLITUDE 10000.0
#define AUDIBLE -60.0
#define LOWEST 100
#define HIGHEST 3700
/* A short piece has broad peaks, so that the grid misses none. */
#define PIECE 800
#define GRID 5

void
cor_tone_make (CorTone *tone, guint hertz, gint16 *samples, guint n)
{
  double step = 2 * G_PI * hertz / COR_TONE_RATE;
  for (guint i = 0; i < n; i++) {
    samples[i] = hertz ? (gint16)(AMPLITUDE * sin (tone->phase)) : 0;
    tone->phase = fmod (tone->phase + step, 2 * G_PI);
  }
}

void
cor_meter_add (CorMeter *meter, const gint16 *samples, guint n)
{
  for (guint i = 0; i < n; i++) {
    meter->samples[meter->next] = samples[i];
    meter->next = (meter->next + 1) % COR_TONE_RATE;
  }
}

void
cor_meter_add_silence (CorMeter *meter, guint n)
{
  static const gint16 silence[COR_TONE_FRAME];
  for (n = MIN (n, COR_TONE_RATE); n > 0; n -= MIN (n, COR_TONE_FRAME))
    cor_meter_add (meter, silence, MIN (n, COR_TONE_FRAME));
}

/* The newest `n` samples. */
static double
power_at (const CorMeter *meter, guint n, double hertz)
{
  double k = 2 * cos (2 * G_PI * hertz / COR_TONE_RATE), s1 = 0, s2 = 0;
  guint at = (meter->next + COR_TONE_RATE - n) % COR_TONE_RATE;
  for (guint i = 0; i < n; i++, at = (at + 1) % COR_TONE_RATE) {
    double s = meter->samples[at] + k * s1 - s2;
    s2 = s1;
    s1 = s;
  }
  return s1 * s1 + s2 * s2 - k * s1 * s2;
}

static double
loudest (const CorMeter *meter, guint n, double low, double high, double step)
{
  double found = low, most = -1;
  for (double hertz = low; hertz <= high; hertz += step) {
    double power = power_at (meter, n, hertz);
    if (power > most) {
      most = power;
      found = hertz;
    }
  }
  return found;
}

void
cor_meter_read (const CorMeter *meter, double *ret_hertz, double *ret_level)
{
  double sum = 0;
  for (guint i = 0; i < COR_TONE_RATE; i++)
    sum += (double)meter->samples[i] * meter->samples[i];
  double level =
    sum > 0 ? 10 * log10 (sum / COR_TONE_RATE / (32768.0 * 32768.0)) : COR_TONE_SILENCE;
  *ret_level = MAX (level, COR_TONE_SILENCE);
  *ret_hertz = 0;
  if (level < AUDIBLE)
    return;
  double rough = loudest (meter, PIECE, LOWEST, HIGHEST, GRID);
  *ret_hertz = loudest (meter, COR_TONE_RATE, rough - 2 * GRID, rough + 2 * GRID, 1);
}
