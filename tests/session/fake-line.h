/* SPDX-License-Identifier: GPL-3.0-or-later
 * A line that only notes what it is told. */
#pragma once
#include "fake-clock.h"
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
  FakeClock *clock;   /* of the sessions on it */
};

/* As its server would make it. */
void fake_line_become (FakeLine *self, CorLineState state, const char *reason);
/* Somebody calls; transfer full. */
CorCall *fake_line_ring (FakeLine *self, const char *number);

/* A ready session on it, by the line's clock, so the line has to outlive it. Transfer full. */
CorSession *fake_line_new_session (FakeLine *line);

G_END_DECLS
