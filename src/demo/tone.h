/* SPDX-License-Identifier: GPL-3.0-or-later
 * Makes tones, and tells what a sound is: its loudest frequency and its level. 8000 samples/s. */
#pragma once
#include <glib.h>

#define COR_TONE_RATE 8000
#define COR_TONE_FRAME 160 /* 20 ms */
#define COR_TONE_SILENCE -96.0

typedef struct {
  double phase;
} CorTone;
void cor_tone_make (CorTone *tone, guint hertz, gint16 *samples, guint n);

/* The last second of a sound. */
typedef struct {
  gint16 samples[COR_TONE_RATE];
  guint next;
} CorMeter;
void cor_meter_add (CorMeter *meter, const gint16 *samples, guint n);
void cor_meter_add_silence (CorMeter *meter, guint n);
/* dBov: 0 is a full-scale square wave. hertz 0: nothing to hear. */
void cor_meter_read (const CorMeter *meter, double *ret_hertz, double *ret_level);
