/* SPDX-License-Identifier: GPL-3.0-or-later
 * What microphone and speaker are heard to do. */
#include "config.h"
#include "loudness.h"
#include <re.h>
#include <rem.h>

/* A muted source gives zeros, an open one its own noise. */
#define ANYTHING (-84.0)
#define TALK (-40.0)
#define FALL 0.8 /* dB a frame: 40 dB a second */

void
cor_loudness_init (CorLoudness *self)
{
  *self = (CorLoudness){ .mic = COR_SILENCE, .speaker = COR_SILENCE };
}

double
cor_loudness_measure (const gint16 *frame)
{
  return MAX (COR_SILENCE, aulevel_calc_dbov (AUFMT_S16LE, frame, COR_FRAME));
}

static void
follow (double *level, double now)
{
  *level = MAX (MAX (now, *level - FALL), COR_SILENCE);
}

void
cor_loudness_note_mic (CorLoudness *self, const gint16 *raw, const gint16 *cleaned)
{
  double level = cor_loudness_measure (cleaned);

  self->frames++;
  if (cor_loudness_measure (raw) > ANYTHING)
    self->sounding++;
  if (level > TALK)
    self->loud++;
  follow (&self->mic, level);
}

void
cor_loudness_note_speaker (CorLoudness *self, const gint16 *played)
{
  follow (&self->speaker, cor_loudness_measure (played));
}
