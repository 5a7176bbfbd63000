/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sound in the place of packets that are lost, for codecs that have none of
 * their own: what was heard last goes on, by its pitch, and fades away. The
 * idea is that of ITU-T G.711, Appendix I, without its delay.
 *
 * Thread: the stack's own of decoding. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

#define COR_CONCEAL_MAX_RATE 16000

typedef struct {
  guint rate;                                    /* Hz */
  gint16 past[COR_CONCEAL_MAX_RATE * 60 / 1000]; /* what was heard last, the newest at the end */
  guint period; /* samples that are repeated; 0: nothing is made up */
  guint made;   /* samples made up in a row */
} CorConceal;

/* rate: 16 kHz at most. */
void cor_conceal_init (CorConceal *self, guint rate);
/* What came: kept, and joined smoothly to what was made up before it. */
void cor_conceal_take (CorConceal *self, gint16 *samples, guint n);
/* Makes up so many samples. */
void cor_conceal_make (CorConceal *self, gint16 *samples, guint n);

G_END_DECLS
