/* SPDX-License-Identifier: GPL-3.0-or-later
 * How long to wait before the next try: 1, 2, 4, 8, 10, 10... seconds, each
 * taken between its half and itself by chance, so that a company's clients do
 * not all come back to a restarted server in the same instant. */
#pragma once
#include "model/clock.h"

G_BEGIN_DECLS

#define COR_BACKOFF_CAP_MS 10000

typedef struct {
  const CorClock *clock;
  guint failures;
} CorBackoff;

/* Milliseconds to wait now; each call counts one more failure. */
guint cor_backoff_next (CorBackoff *backoff);
void cor_backoff_reset (CorBackoff *backoff);

G_END_DECLS
