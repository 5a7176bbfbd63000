/* SPDX-License-Identifier: GPL-3.0-or-later
 * Watches the sound of the calls that are talked in. The stack is asked twice a second; what is
 * counted are its answers and not the time, so that a computer that slept gives no hint. */
#include "config.h"
#include "call-watch.h"

#define LOOK_MS 500

struct _CorCallWatch {
  CorPhone *phone;
  CorCallWatchEach each;
  guint timer;
};

static gboolean
is_talked_in (CorCall *call)
{
  return cor_call_get_state (call) == COR_CALL_ACTIVE && !cor_call_is_held (call) &&
         !cor_call_is_held_by_peer (call);
}

/* Nothing is to be said of a call that isn't talked in. */
static void
look_away (CorLineCall *entry, gpointer user_data)
{
  if (is_talked_in (entry->call))
    return;
  cor_watchdog_look (&entry->watchdog, &(CorWatchdogSight){ .talking = FALSE }, 0);
  cor_call_set_hint (entry->call, COR_CALL_HINT_NONE);
}

static void
ask (CorLineCall *entry, gpointer user_data)
{
  CorCallWatch *self = user_data;

  if (is_talked_in (entry->call) && entry->wire != 0)
    cor_phone_post (self->phone, cor_command_new (COR_COMMAND_LISTEN, 0, entry->wire));
}

static gboolean
on_look (gpointer data)
{
  CorCallWatch *self = data;

  self->each (self->phone, look_away, self);
  self->each (self->phone, ask, self);
  return G_SOURCE_CONTINUE;
}

static void
judge (CorLineCall *entry, gpointer user_data)
{
  const CorEvent *event = user_data;
  const CorWatchdogSight sight = { is_talked_in (entry->call), cor_call_is_muted (entry->call),
                                   event->packets, event->loudness };

  if (entry->wire == event->call)
    cor_call_set_hint (entry->call, cor_watchdog_look (&entry->watchdog, &sight, LOOK_MS));
}

void
cor_call_watch_take_event (CorCallWatch *self, const CorEvent *event)
{
  self->each (self->phone, judge, (gpointer)event);
}

void
cor_call_watch_run (CorCallWatch *self, gboolean talking)
{
  self->each (self->phone, look_away, self);
  if (talking && self->timer == 0)
    self->timer = g_timeout_add (LOOK_MS, on_look, self);
  else if (!talking)
    g_clear_handle_id (&self->timer, g_source_remove);
}

CorCallWatch *
cor_call_watch_new (CorPhone *phone, CorCallWatchEach each)
{
  CorCallWatch *self = g_new0 (CorCallWatch, 1);

  self->phone = phone;
  self->each = each;
  return self;
}

void
cor_call_watch_free (CorCallWatch *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_free (self);
}
