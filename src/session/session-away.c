/* SPDX-License-Identifier: GPL-3.0-or-later
 * Nobody is there, or wants to be told: what rings, what is said on a locked
 * screen, and what colleagues see. */
#include "config.h"
#include "session-around.h"

/* Locking it to fetch a coffee is no absence. Source: mission.md, row Q25. */
#define AWAY_MS 60000

static gboolean
wants (CorSession *self, const char *key)
{
  return g_settings_get_boolean (self->settings, key);
}

static gboolean
is_locked (CorSession *self)
{
  return self->around->lock != NULL && cor_screen_lock_is_locked (self->around->lock);
}

static void
update_ring (CorSession *self)
{
  gboolean quiet = self->around->quiet != NULL && cor_quiet_is_quiet (self->around->quiet) &&
                   wants (self, "respect-do-not-disturb");

  cor_ringer_set_enabled (self->ringer, !quiet && wants (self, "ring"));
}

static void
update_notifications (CorSession *self)
{
  cor_notifier_set_discreet (self->notifier,
                             is_locked (self) && wants (self, "hide-caller-when-locked"));
}

/* The server's word for either may come after the screen's next change. */
static void
update_presence (CorSession *self)
{
  CorAround *around = self->around;

  if (is_locked (self) || !around->dnd_by_lock || !cor_session_is_dnd (self))
    return;
  around->dnd_by_lock = FALSE;
  if (around->dnd_ours)
    cor_session_end_dnd (self);
}

static gboolean
on_away (gpointer session)
{
  CorSession *self = session;

  self->around->away_timer = 0;
  if (cor_session_may_dnd (self) && wants (self, "do-not-disturb-when-locked") &&
      self->profile->chosen[COR_CTI_ALWAYS] == COR_PRESENCE_ONLINE) {
    self->around->dnd_by_lock = TRUE;
    cor_session_begin_dnd (self);
  }
  return G_SOURCE_REMOVE;
}

static void
on_lock (CorSession *self)
{
  cor_clock_stop (self->clock, &self->around->away_timer);
  if (is_locked (self))
    self->around->away_timer = cor_clock_start (self->clock, AWAY_MS, on_away, self);
  update_notifications (self);
  update_presence (self);
}

void
cor_session_follow_away (CorSession *self)
{
  CorAround *around = self->around;

  around->quiet = cor_quiet_new ();
  around->lock = cor_screen_lock_new ();
  g_signal_connect_object (around->quiet, "notify::quiet", G_CALLBACK (update_ring), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::ring", G_CALLBACK (update_ring), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::respect-do-not-disturb",
                           G_CALLBACK (update_ring), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (around->lock, "notify::locked", G_CALLBACK (on_lock), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::hide-caller-when-locked",
                           G_CALLBACK (update_notifications), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->actions, "action-state-changed::do-not-disturb",
                           G_CALLBACK (update_presence), self, G_CONNECT_SWAPPED);
  update_ring (self);
}

void
cor_session_unfollow_away (CorSession *self)
{
  cor_clock_stop (self->clock, &self->around->away_timer);
  g_clear_object (&self->around->quiet);
  g_clear_object (&self->around->lock);
}
