/* SPDX-License-Identifier: GPL-3.0-or-later
 * Time and chance as collaborators, so that a test can turn both by hand. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  gint64 (*now) (gpointer data); /* monotonic us */
  /* Once: func's return value is not looked at. The id stays good until func runs. */
  guint (*start) (guint ms, GSourceFunc func, gpointer func_data, gpointer data);
  void (*stop) (guint id, gpointer data);
  double (*random) (gpointer data); /* [0, 1) */
  gpointer data;
} CorClock;

/* The machine's own; static. */
const CorClock *cor_clock_get_system (void);

gint64 cor_clock_now (const CorClock *clock);
guint cor_clock_start (const CorClock *clock, guint ms, GSourceFunc func, gpointer func_data);
/* Stops and zeroes *id; nothing when it is zero already. */
void cor_clock_stop (const CorClock *clock, guint *id);
double cor_clock_random (const CorClock *clock);

G_END_DECLS
