/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the user should know of a call they talk in, judged by what its sound does. Pure: it is told
 * what happened in how long. */
#pragma once
#include "loudness.h"
#include "model/call.h"

G_BEGIN_DECLS

/* All counts only grow. */
typedef struct {
  gboolean talking; /* answered, and held by neither side */
  gboolean muted;
  guint64 packets; /* of sound that came */
  CorLoudness loudness;
} CorWatchdogSight;

typedef struct {
  CorWatchdogSight last;
  gboolean watching; /* `last` is of the moment before */
  guint dry;         /* ms without a packet */
  guint silent;      /* ms without anything from the microphone */
  guint spoken;      /* ms talked into a muted microphone */
  guint quiet;       /* ms since */
} CorWatchdog;

/* `ms` since it looked last. */
CorCallHint cor_watchdog_look (CorWatchdog *self, const CorWatchdogSight *sight, guint ms);

G_END_DECLS
