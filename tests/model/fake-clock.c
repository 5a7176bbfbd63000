/* SPDX-License-Identifier: GPL-3.0-or-later
 * A clock that is turned by hand. */
#include "fake-clock.h"

typedef struct {
  guint id;
  gint64 due;
  GSourceFunc func;
  gpointer data;
} Timer;

static gint64
fake_now (gpointer data)
{
  return ((FakeClock *)data)->now;
}

static int
compare_due (gconstpointer a, gconstpointer b)
{
  const Timer *first = a, *second = b;

  return first->due != second->due ? (first->due < second->due ? -1 : 1)
                                   : (int)first->id - (int)second->id;
}

static guint
fake_start (guint ms, GSourceFunc func, gpointer func_data, gpointer data)
{
  FakeClock *self = data;
  Timer *timer = g_new (Timer, 1);

  timer->id = ++self->last_id;
  timer->due = self->now + ms * G_GINT64_CONSTANT (1000);
  timer->func = func;
  timer->data = func_data;
  self->timers = g_list_insert_sorted (self->timers, timer, compare_due);
  return timer->id;
}

static void
fake_stop (guint id, gpointer data)
{
  FakeClock *self = data;

  for (GList *link = self->timers; link != NULL; link = link->next)
    if (((Timer *)link->data)->id == id) {
      g_free (link->data);
      self->timers = g_list_delete_link (self->timers, link);
      return;
    }
  g_error ("timer %u is not running", id);
}

static double
fake_random (gpointer data)
{
  return ((FakeClock *)data)->chance;
}

FakeClock *
fake_clock_new (void)
{
  FakeClock *self = g_new0 (FakeClock, 1);

  self->clock = (CorClock){ fake_now, fake_start, fake_stop, fake_random, self };
  self->now = G_USEC_PER_SEC;
  return self;
}

void
fake_clock_free (FakeClock *self)
{
  g_list_free_full (self->timers, g_free);
  g_free (self);
}

void
fake_clock_advance (FakeClock *self, guint ms)
{
  fake_clock_turn (self, ms * G_GINT64_CONSTANT (1000));
}

void
fake_clock_turn (FakeClock *self, gint64 us)
{
  gint64 end = self->now + us;

  while (self->timers != NULL && ((Timer *)self->timers->data)->due <= end) {
    g_autofree Timer *timer = self->timers->data;

    self->timers = g_list_delete_link (self->timers, self->timers);
    self->now = MAX (self->now, timer->due);
    timer->func (timer->data);
  }
  self->now = end;
}

guint
fake_clock_count_timers (FakeClock *self)
{
  return g_list_length (self->timers);
}

gint64
fake_clock_next (FakeClock *self)
{
  return self->timers != NULL ? (((Timer *)self->timers->data)->due - self->now) / 1000 : -1;
}
