/* SPDX-License-Identifier: GPL-3.0-or-later
 * A line that only notes what it is told. */
#pragma once
#include "session-private.h"

G_BEGIN_DECLS

#define FAKE_TYPE_LINE (fake_line_get_type ())
G_DECLARE_FINAL_TYPE (FakeLine, fake_line, FAKE, LINE, CorLine)

struct _FakeLine {
  CorLine parent;
  GPtrArray *dialled; /* what the exchange is told */
  guint connected;    /* how often it was told to connect */
  gboolean wanted;    /* and not to disconnect since */
  guint followed;     /* the last referral that it was told to follow, or 0 */
  guint refused;      /* and to refuse */
};

/* As its server would make it. */
void fake_line_become (FakeLine *self, CorLineState state, const char *reason);
/* Somebody calls; transfer full. */
CorCall *fake_line_ring (FakeLine *self, const char *number);

/* It stands still. `now` set forward is a main loop that hung so long. */
typedef struct {
  CorClock clock;
  gint64 now; /* us */
  gint64 due; /* of the one timer */
  GSourceFunc func;
  gpointer func_data;
} FakeClock;

/* The main loop turns so long. */
void fake_clock_turn (FakeClock *clock, gint64 us);

/* A ready session on it, by that clock. Transfer full. */
CorSession *fake_line_new_session (FakeLine *line, FakeClock *clock);

G_END_DECLS
