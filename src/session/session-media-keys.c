/* SPDX-License-Identifier: GPL-3.0-or-later
 * Keys of players are the phone's while it rings or somebody talks: play
 * answers and hangs up as a headset's one button does, stop declines. */
#include "config.h"
#include "session-around.h"

static void
update (CorSession *self)
{
  if (self->around->media_keys != NULL)
    cor_media_keys_set_wanted (self->around->media_keys, cor_call_list_is_ringing (self->calls) ||
                                                           cor_call_list_is_busy (self->calls));
}

static void
on_pressed (CorSession *self, CorMediaKey key)
{
  const char *act = "hang-up";

  if (cor_call_list_is_ringing (self->calls))
    act = key == COR_MEDIA_KEY_PLAY ? "answer" : "decline";
  g_action_group_activate_action (G_ACTION_GROUP (self->actions), act, g_variant_new_uint32 (0));
}

void
cor_session_follow_media_keys (CorSession *self)
{
  self->around->media_keys = cor_media_keys_new ();
  g_signal_connect_object (self->around->media_keys, "pressed", G_CALLBACK (on_pressed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->calls, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}
