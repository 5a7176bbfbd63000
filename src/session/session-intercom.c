/* SPDX-License-Identifier: GPL-3.0-or-later
 * A call that asks for an answer by itself, as an intercom's does. Only where
 * its user has switched that on, and only when nobody is talked with; a beep
 * comes first, so that nobody is listened to without knowing. */
#include "config.h"
#include "session-private.h"
#include "model/call-hints.h"

static gboolean
on_beeped (gpointer data)
{
  CorCall *call = data;

  cor_call_answer (call); /* which has no meaning once it has stopped to ring */
  return G_SOURCE_REMOVE;
}

void
cor_session_answer_intercom (CorSession *self, CorCall *call)
{
  if (!cor_call_get_hints (call)->wants_answer || self->phone == NULL ||
      !g_settings_get_boolean (self->settings, "answer-intercom") ||
      cor_call_list_is_busy (self->calls))
    return;
  cor_ringer_silence (self->ringer, call);
  cor_phone_beep (self->phone);
  g_timeout_add_full (G_PRIORITY_DEFAULT, COR_PHONE_BEEP_MS, on_beeped, g_object_ref (call),
                      g_object_unref);
}
