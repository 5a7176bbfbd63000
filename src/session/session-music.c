/* SPDX-License-Identifier: GPL-3.0-or-later
 * Players pause for a call: while one is talked in anywhere, or rings here. */
#include "config.h"
#include "session-around.h"

static void
update (CorSession *self)
{
  gboolean ringing =
    cor_call_list_is_ringing (self->calls) && g_settings_get_boolean (self->settings, "ring");
  gboolean calls = ringing || cor_call_list_is_busy (self->calls);

  if (self->around->music != NULL)
    cor_music_set_paused (self->around->music,
                          calls && g_settings_get_boolean (self->settings, "pause-music"));
}

void
cor_session_follow_music (CorSession *self)
{
  self->around->music = cor_music_new ();
  g_signal_connect_object (self->calls, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::pause-music", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
}
