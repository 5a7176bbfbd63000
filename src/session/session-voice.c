/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is done to the microphone's sound, by the settings. */
#include "config.h"
#include "session/voice.h"
#include "session-private.h"

gboolean
cor_session_can_process_voice (CorSession *self)
{
  return self->phone == NULL || cor_phone_can_process_voice (self->phone);
}

void
cor_session_apply_voice (CorSession *self)
{
  if (self->phone != NULL)
    cor_phone_set_voice (self->phone, g_settings_get_boolean (self->settings, "echo-cancellation"),
                         g_settings_get_boolean (self->settings, "noise-suppression"));
}

void
cor_session_follow_voice (CorSession *self)
{
  g_signal_connect_object (self->settings, "changed::echo-cancellation",
                           G_CALLBACK (cor_session_apply_voice), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::noise-suppression",
                           G_CALLBACK (cor_session_apply_voice), self, G_CONNECT_SWAPPED);
}
