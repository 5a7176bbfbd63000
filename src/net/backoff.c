/* SPDX-License-Identifier: GPL-3.0-or-later
 * How long to wait before the next try. */
#include "config.h"
#include "net/backoff.h"

guint
cor_backoff_next (CorBackoff *backoff)
{
  guint ceiling = 1000u << MIN (backoff->failures, 4);

  ceiling = MIN (ceiling, COR_BACKOFF_CAP_MS);
  backoff->failures = MIN (backoff->failures + 1, 4);
  return ceiling / 2 + (guint)(cor_clock_random (backoff->clock) * (ceiling / 2));
}

void
cor_backoff_reset (CorBackoff *backoff)
{
  backoff->failures = 0;
}
