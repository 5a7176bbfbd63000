/* SPDX-License-Identifier: GPL-3.0-or-later
 * A clock that is turned by hand. */
#pragma once
#include "model/clock.h"

G_BEGIN_DECLS

/* A clock that stands still until it is turned. */
typedef struct {
  CorClock clock;
  gint64 now;
  double chance; /* what random() says */
  GList *timers;
  guint last_id;
} FakeClock;
FakeClock *fake_clock_new (void);
void fake_clock_free (FakeClock *self);
void fake_clock_advance (FakeClock *self, guint ms);
/* The same, to the microsecond. `now` set forward instead is a main loop that hung so long. */
void fake_clock_turn (FakeClock *self, gint64 us);
guint fake_clock_count_timers (FakeClock *self);
/* ms until the first timer, or -1. */
gint64 fake_clock_next (FakeClock *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeClock, fake_clock_free)

G_END_DECLS
