/* SPDX-License-Identifier: GPL-3.0-or-later
 * A ring of audio samples between a sound card's thread and our clock: one
 * writer, one reader, no lock, so that neither can hold the other up. */
#pragma once
#include <glib.h>

/* All sound inside the room is 48 kHz, one channel, 16 bit. */
#define COR_RATE 48000
#define COR_FRAME 960 /* 20 ms */
#define COR_SAMPLES_SIZE 16384

typedef struct {
  gint16 data[COR_SAMPLES_SIZE];
  guint written; /* by the writer alone; both counters wrap around together */
  guint read;    /* by the reader alone */
} CorSamples;

/* Samples that wait to be read; exact for the reader, a lower bound of the room for the writer. */
guint cor_samples_fill (const CorSamples *self);
/* What does not fit is dropped. */
void cor_samples_write (CorSamples *self, const gint16 *from, guint n);
/* The missing rest is filled with silence; returns what was there. */
guint cor_samples_read (CorSamples *self, gint16 *to, guint n);
/* By the reader: throws away the oldest. */
void cor_samples_skip (CorSamples *self, guint n);
/* By the reader: throws away all but the newest. */
void cor_samples_keep (CorSamples *self, guint n);
