/* SPDX-License-Identifier: GPL-3.0-or-later
 * A call to the user rings on everything that is theirs, and this computer's
 * line and each desk phone tell of it on their own. The call list shows one:
 *
 *   rings here, and on a desk phone   the one here; Answer goes to the chosen
 *                                     device, Answer There to the other one,
 *                                     Decline to both
 *   rings on a desk phone alone       that one, as soon as it is clear that
 *                                     the line stays quiet
 *   picked up at the desk phone       the ringing here ends as answered
 *                                     elsewhere, and the desk phone's goes on
 *   stops here, rings on there        nothing was missed yet; the last place
 *                                     where it rings tells
 *   taken by another phone            what rings anywhere ends so
 *
 * Owner: session. Thread: main context. */
#pragma once
#include "model/call-list.h"
#include "model/clock.h"

G_BEGIN_DECLS

/* The line and the socket tell of the same call within this time. */
#define COR_TWINS_GRACE_MS 1000

typedef struct {
  /* A call that is to be seen; in the list from then on. */
  void (*show) (CorCall *call, gpointer data);
  /* Whether Answer means the desk phone of this call, which is rung together with this computer. */
  gboolean (*prefers_desk) (CorCall *desk, gpointer data);
  /* Whether the desk phone of this call can be told to answer. */
  gboolean (*can_answer) (CorCall *desk, gpointer data);
  /* Whether two calls are on one desk phone, and so are two. */
  gboolean (*is_same_phone) (CorCall *one, CorCall *other, gpointer data);
  /* What ended as missed a moment ago has been answered after all. */
  void (*not_missed) (CorCall *call, gpointer data);
  /* Whether what is known of desk phones is news. */
  gboolean (*hears_of_desks) (gpointer data);
  void (*answered) (CorCall *call,
                    gpointer data); /* at another phone than the one in sight; or NULL */
  gpointer data;
} CorTwinsFuncs;

typedef struct _CorTwins CorTwins;

/* clock must outlive it. */
CorTwins *cor_twins_new (const CorTwinsFuncs *funcs, const CorClock *clock);
/* Forgets what rings; calls stay as they are. */
void cor_twins_clear (CorTwins *self);
void cor_twins_free (CorTwins *self);
/* An incoming call of the line's. */
void cor_twins_take_here (CorTwins *self, CorCall *call);
/* A call of a desk phone's; wait: the line may still ring for it. */
void cor_twins_take_desk (CorTwins *self, CorCall *call, gboolean wait);

G_END_DECLS
