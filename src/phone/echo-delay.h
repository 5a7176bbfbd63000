/* SPDX-License-Identifier: GPL-3.0-or-later
 * How long what is played takes to come back by the microphone: buffers, the sound server, the
 * cards and the air. An echo canceller looks no further than its filter is long, and the way
 * through a sound server may well be longer.
 *
 * The loudness of both is compared over some seconds: where they rise and fall together is the
 * delay. One thread at a time. */
#pragma once
#include "samples.h"

G_BEGIN_DECLS

#define COR_ECHO_HOP 192    /* samples of one loudness: 4 ms */
#define COR_ECHO_HOPS 768   /* how far is looked back */
#define COR_ECHO_LAGS 128   /* the longest delay that is found: 508 ms */
#define COR_ECHO_LINE 32768 /* samples kept of what was played */

typedef struct {
  float played[COR_ECHO_HOPS + COR_ECHO_LAGS]; /* loudness; rings of one index */
  float heard[COR_ECHO_HOPS + COR_ECHO_LAGS];
  guint hops; /* so far */
  guint last; /* lag that the last look found */
  gint16 line[COR_ECHO_LINE];
  guint samples; /* so far */
  guint shift;   /* samples that what was played is held back for the canceller */
} CorEchoDelay;

/* One frame of both; gives what was played so long ago that its echo is among the next things
 * heard. */
void cor_echo_delay_align (CorEchoDelay *self,
                           const gint16 *played,
                           const gint16 *heard,
                           gint16 *ret_played);
/* No sound for a while: what was found is kept, what was heard is not. */
void cor_echo_delay_rest (CorEchoDelay *self);
/* In milliseconds. */
guint cor_echo_delay_get (const CorEchoDelay *self);

G_END_DECLS
