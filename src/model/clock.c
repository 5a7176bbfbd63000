/* SPDX-License-Identifier: GPL-3.0-or-later
 * Time and chance as collaborators. */
#include "config.h"
#include "model/clock.h"

typedef struct {
  GSourceFunc func;
  gpointer data;
} Once;

static gboolean
on_once (gpointer user_data)
{
  Once *once = user_data;

  once->func (once->data);
  return G_SOURCE_REMOVE;
}

static gint64
system_now (gpointer data)
{
  return g_get_monotonic_time ();
}

static guint
system_start (guint ms, GSourceFunc func, gpointer func_data, gpointer data)
{
  Once *once = g_new (Once, 1);

  once->func = func;
  once->data = func_data;
  return g_timeout_add_full (G_PRIORITY_DEFAULT, ms, on_once, once, g_free);
}

static void
system_stop (guint id, gpointer data)
{
  g_source_remove (id);
}

static double
system_random (gpointer data)
{
  return g_random_double ();
}

const CorClock *
cor_clock_get_system (void)
{
  static const CorClock clock = { system_now, system_start, system_stop, system_random, NULL };

  return &clock;
}

gint64
cor_clock_now (const CorClock *clock)
{
  return clock->now (clock->data);
}

guint
cor_clock_start (const CorClock *clock, guint ms, GSourceFunc func, gpointer func_data)
{
  return clock->start (ms, func, func_data, clock->data);
}

void
cor_clock_stop (const CorClock *clock, guint *id)
{
  if (*id != 0)
    clock->stop (*id, clock->data);
  *id = 0;
}

double
cor_clock_random (const CorClock *clock)
{
  return clock->random (clock->data);
}
