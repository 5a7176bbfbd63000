/* SPDX-License-Identifier: GPL-3.0-or-later
 * A known sound that is sent in a call once a second, and what comes back of it: how late, and how
 * loud. A rising note is told from voices, announcements and other notes, and its moment is sharp.
 *
 * Who speaks and hears does so frame by frame, first hearing; matching is for any thread. */
#pragma once
#include "samples.h"

G_BEGIN_DECLS

#define COR_PROBE_RATE 4000
#define COR_PROBE_WINDOW COR_PROBE_RATE /* samples of a second */

typedef struct {
  guint tick;                    /* of the second */
  float heard[COR_PROBE_WINDOW]; /* of this second */
  float last[COR_PROBE_WINDOW];  /* of the one before */
  guint seconds;                 /* that are over */
} CorProbe;

void cor_probe_hear (CorProbe *self, const gint16 *frame);
void cor_probe_speak (CorProbe *self, gint16 *ret_frame);

typedef struct {
  double delay; /* ms */
  double level; /* dB of what was sent */
} CorProbeEcho;

/* FALSE: it is not in this second. Some 2 ms of work. */
gboolean cor_probe_match (const float *window, CorProbeEcho *ret_echo);

G_END_DECLS
