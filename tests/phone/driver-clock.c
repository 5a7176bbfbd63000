/* SPDX-License-Identifier: GPL-3.0-or-later
 * The driver's clock, turned by hand: a timer is told when it starts, and runs
 * when the test says so. Chance is always 0. */
#include "config.h"
#include "driver.h"

typedef struct {
  GSourceFunc func;
  gpointer data;
} Timer;

static GHashTable *timers; /* id -> Timer */
static guint last;

static gint64
now (gpointer data)
{
  return 0;
}

static guint
start (guint ms, GSourceFunc func, gpointer func_data, gpointer data)
{
  g_autofree char *id = g_strdup_printf ("%u", ++last);
  g_autofree char *text = g_strdup_printf ("%u", ms);
  Timer *timer = g_new (Timer, 1);

  *timer = (Timer){ func, func_data };
  g_hash_table_insert (timers, GUINT_TO_POINTER (last), timer);
  say ("timer", "id", id, "ms", text, NULL);
  return last;
}

static void
stop (guint id, gpointer data)
{
  g_autofree char *text = g_strdup_printf ("%u", id);

  g_hash_table_remove (timers, GUINT_TO_POINTER (id));
  say ("timer-off", "id", text, NULL);
}

static double
chance (gpointer data)
{
  return 0;
}

const CorClock *
driver_clock_get (void)
{
  static const CorClock clock = { now, start, stop, chance, NULL };

  if (timers == NULL)
    timers = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  return &clock;
}

void
driver_clock_tick (guint id)
{
  Timer *timer = g_hash_table_lookup (timers, GUINT_TO_POINTER (id));

  if (timer == NULL)
    g_error ("no timer %u", id);
  g_hash_table_steal (timers, GUINT_TO_POINTER (id));
  timer->func (timer->data);
  g_free (timer);
}
