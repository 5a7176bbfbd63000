/* SPDX-License-Identifier: GPL-3.0-or-later
 * Three seconds of the microphone. */
#include "config.h"
#include "take.h"
#include <math.h>
#include <string.h>

#define PATIENCE 150 /* frames: three seconds for a card to open; then it has none to give */

CorTake *
cor_take_new (gboolean plays)
{
  CorTake *self = g_new0 (CorTake, 1);

  self->plays = plays;
  return self;
}

void
cor_take_free (CorTake *self)
{
  if (self == NULL)
    return;
  explicit_bzero (self, sizeof *self);
  g_free (self);
}

static gboolean
is_open (CorTake *self, guint given)
{
  self->sounded = self->sounded || given > 0;
  return self->sounded || ++self->waited > PATIENCE;
}

void
cor_take_record (CorTake *self, const gint16 *raw, const gint16 *cleaned, guint given)
{
  if (cor_take_is_recorded (self) || !is_open (self, given))
    return;
  for (guint i = 0; i < COR_FRAME; i++) {
    self->peak = MAX (self->peak, (guint)ABS (raw[i]));
    self->squares += (double)raw[i] * raw[i];
    self->samples[self->recorded + i] = cleaned[i];
  }
  self->recorded += COR_FRAME;
}

void
cor_take_play (CorTake *self, gint32 *mix)
{
  if (!cor_take_is_recorded (self) || cor_take_is_over (self))
    return;
  for (guint i = 0; i < COR_FRAME; i++)
    mix[i] += self->samples[self->played + i];
  self->played += COR_FRAME;
}

gboolean
cor_take_is_recorded (const CorTake *self)
{
  return self->recorded == COR_TAKE_SAMPLES;
}

gboolean
cor_take_is_over (const CorTake *self)
{
  return cor_take_is_recorded (self) && (!self->plays || self->played == COR_TAKE_SAMPLES);
}

static double
to_decibel (double square)
{
  return MAX (COR_SILENCE, 10 * log10 (square / (32768.0 * 32768.0) + 1e-12));
}

void
cor_take_measure (const CorTake *self, double *ret_peak, double *ret_level)
{
  *ret_peak = to_decibel ((double)self->peak * self->peak);
  *ret_level = to_decibel (self->squares / MAX (self->recorded, 1));
}
