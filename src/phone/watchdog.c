/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the user should know of a call they talk in. */
#include "config.h"
#include "watchdog.h"

#define DRY_MS 5000
#define SILENT_MS 5000
#define SPOKEN_MS 600 /* a cough is shorter */
#define QUIET_MS 5000 /* after which one is taken to be muted on purpose */
#define FRAME_MS 20

static void
look_at_muted_talk (CorWatchdog *self, const CorWatchdogSight *sight, guint ms)
{
  guint64 loud = sight->loudness.loud - self->last.loudness.loud;

  self->quiet = loud > 0 ? 0 : self->quiet + ms;
  self->spoken += (guint)loud * FRAME_MS;
  if (!sight->muted || self->quiet >= QUIET_MS)
    self->spoken = 0;
}

/* What was muted is silent on purpose. Where no frame came there is nothing to judge by. */
static void
look_at_microphone (CorWatchdog *self, const CorWatchdogSight *sight, guint ms)
{
  if (sight->muted || sight->loudness.sounding != self->last.loudness.sounding)
    self->silent = 0;
  else if (sight->loudness.frames != self->last.loudness.frames)
    self->silent += ms;
}

CorCallHint
cor_watchdog_look (CorWatchdog *self, const CorWatchdogSight *sight, guint ms)
{
  if (!sight->talking || !self->watching) {
    *self = (CorWatchdog){ .last = *sight, .watching = sight->talking };
    return COR_CALL_HINT_NONE;
  }
  self->dry = sight->packets != self->last.packets ? 0 : self->dry + ms;
  look_at_microphone (self, sight, ms);
  look_at_muted_talk (self, sight, ms);
  self->last = *sight;
  if (self->dry >= DRY_MS)
    return COR_CALL_HINT_NOTHING_RECEIVED;
  if (self->silent >= SILENT_MS)
    return COR_CALL_HINT_SILENT;
  return self->spoken >= SPOKEN_MS ? COR_CALL_HINT_MUTED : COR_CALL_HINT_NONE;
}
