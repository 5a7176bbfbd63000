/* SPDX-License-Identifier: GPL-3.0-or-later
 * The session's voice, as the tests want it. */
#include "config.h"
#include "fake-session.h"
#include "session/voice.h"

static gboolean possible = TRUE;

void
fake_session_set_voice_possible (gboolean value)
{
  possible = value;
}

gboolean
cor_session_can_process_voice (CorSession *self)
{
  return possible;
}
