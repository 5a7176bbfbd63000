/* SPDX-License-Identifier: GPL-3.0-or-later
 * A token bucket: keeps our own request rate below the server's limit. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  double per_second;
  double burst;
  double tokens;
  gint64 filled_at; /* us */
} CorPace;

void cor_pace_init (CorPace *pace, double per_second, double burst, gint64 now);
/* Takes one token and returns 0, or takes none and returns the us until there is one. */
gint64 cor_pace_take (CorPace *pace, gint64 now);

G_END_DECLS
