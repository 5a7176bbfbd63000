/* SPDX-License-Identifier: GPL-3.0-or-later
 * The sound of this computer: its two halves, made and unmade together. */
#include "config.h"
#include "sound-private.h"

CorSound *
cor_sound_new (CorSoundTroubleFunc trouble, CorSoundListFunc list, gpointer user_data)
{
  CorSound *self = g_new0 (CorSound, 1);

  self->ref_count = 1;
  self->cards = cor_cards_new (self, trouble, list, user_data);
  cor_sound_clock_start (self);
  return self;
}

void
cor_sound_free (CorSound *self)
{
  cor_sound_clock_end (self);
  cor_cards_end (self->cards);
  cor_sound_unref (self);
}

/* The last one may be the cards' own thread, at its end. */
void
cor_sound_unref (CorSound *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  cor_cards_free (self->cards);
  g_mutex_clear (&self->clock.lock);
  g_cond_clear (&self->clock.wake);
  g_ptr_array_unref (self->clock.sources);
  g_ptr_array_unref (self->clock.players);
  g_hash_table_unref (self->clock.levels);
  cor_voice_free (self->clock.voice);
  cor_take_free (self->clock.take);
  cor_playback_free (self->clock.playback);
  g_free (self->clock.probe);
  cor_ring_sound_free (self->clock.ring.sound);
  g_free (self);
}
