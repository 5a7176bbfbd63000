/* SPDX-License-Identifier: GPL-3.0-or-later
 * The desktop around: begun when the session starts, and ended with it. */
#include "config.h"
#include "session-around.h"

CorAround *
cor_session_new_around (void)
{
  return g_new0 (CorAround, 1);
}

void
cor_session_start_around (CorSession *self)
{
  cor_session_follow_autostart (self);
  cor_session_follow_away (self);
  cor_session_follow_media_keys (self);
  cor_session_follow_music (self);
  cor_session_follow_status_item (self);
}

/* The program is about to end: nothing of it may stay behind on the desktop. */
void
cor_session_stop_around (CorSession *self)
{
  g_cancellable_cancel (self->around->autostart);
  g_clear_object (&self->around->autostart);
  cor_session_unfollow_away (self);
  g_clear_object (&self->around->media_keys);
  g_clear_object (&self->around->music);
  g_clear_object (&self->around->item);
}

void
cor_session_free_around (CorSession *self)
{
  cor_session_stop_around (self);
  g_free (self->around->before_to);
  g_free (self->around);
}
