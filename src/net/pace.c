/* SPDX-License-Identifier: GPL-3.0-or-later
 * A token bucket. */
#include "config.h"
#include "net/pace.h"

void
cor_pace_init (CorPace *pace, double per_second, double burst, gint64 now)
{
  pace->per_second = per_second;
  pace->burst = burst;
  pace->tokens = burst;
  pace->filled_at = now;
}

gint64
cor_pace_take (CorPace *pace, gint64 now)
{
  double elapsed = MAX (now - pace->filled_at, 0) / (double)G_USEC_PER_SEC;

  pace->tokens = MIN (pace->tokens + elapsed * pace->per_second, pace->burst);
  pace->filled_at = now;
  if (pace->tokens < 1.0)
    return (gint64)((1.0 - pace->tokens) / pace->per_second * G_USEC_PER_SEC) + 1;
  pace->tokens -= 1.0;
  return 0;
}
