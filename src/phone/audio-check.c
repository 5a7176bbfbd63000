/* SPDX-License-Identifier: GPL-3.0-or-later
 * The clock's side of checks of the sound: a recording of the microphone, notes in a call, and the
 * microphone open without a call. */
#include "config.h"
#include "sound-private.h"

void
cor_sound_listen (CorSound *self, gboolean on)
{
  g_mutex_lock (&self->clock.lock);
  self->clock.listeners += on ? 1 : -1;
  g_cond_signal (&self->clock.wake);
  g_mutex_unlock (&self->clock.lock);
  cor_cards_check (self->cards);
}

gboolean
cor_sound_begin_take (CorSound *self, gboolean plays)
{
  gboolean begun;

  g_mutex_lock (&self->clock.lock);
  begun = self->clock.take == NULL;
  if (begun)
    self->clock.take = cor_take_new (plays);
  g_cond_signal (&self->clock.wake);
  g_mutex_unlock (&self->clock.lock);
  cor_cards_check (self->cards);
  return begun;
}

gboolean
cor_sound_take_is_over (CorSound *self, double *ret_peak, double *ret_level)
{
  CorTake *take = NULL;

  g_mutex_lock (&self->clock.lock);
  if (cor_take_is_over (self->clock.take))
    take = g_steal_pointer (&self->clock.take);
  g_mutex_unlock (&self->clock.lock);
  if (take == NULL)
    return FALSE;
  cor_take_measure (take, ret_peak, ret_level);
  cor_take_free (take);
  cor_cards_check (self->cards);
  return TRUE;
}

gboolean
cor_sound_begin_probe (CorSound *self, guint call)
{
  gboolean begun;

  g_mutex_lock (&self->clock.lock);
  begun = self->clock.probe == NULL;
  if (begun) {
    self->clock.probe = g_new0 (CorProbe, 1);
    self->clock.probe_call = call;
  }
  g_mutex_unlock (&self->clock.lock);
  return begun;
}

gboolean
cor_sound_take_probe (CorSound *self, guint seen, float *ret_window)
{
  gboolean is_new;

  g_mutex_lock (&self->clock.lock);
  is_new = self->clock.probe->seconds > seen;
  if (is_new)
    memcpy (ret_window, self->clock.probe->last, sizeof self->clock.probe->last);
  g_mutex_unlock (&self->clock.lock);
  return is_new;
}

void
cor_sound_end_probe (CorSound *self)
{
  g_mutex_lock (&self->clock.lock);
  g_clear_pointer (&self->clock.probe, g_free);
  g_mutex_unlock (&self->clock.lock);
}
