/* SPDX-License-Identifier: GPL-3.0-or-later
 * Delay that nobody needs. When sound server or machine have stood still for a moment, a ring holds
 * what came meanwhile, and all that follows would be as much later to the end of the call. What has
 * been left over in every frame of a second is thrown away, where it is quiet. */
#pragma once
#include "samples.h"

typedef struct {
  guint least;  /* samples left over in each of... */
  guint frames; /* ...so many frames */
} CorSlack;

/* Once a frame, with what this frame leaves over in the ring and how loud it is, dBov: returns how
 * many samples can go now, mostly 0. */
guint cor_slack_note (CorSlack *self, guint left, double level);
