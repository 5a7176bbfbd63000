/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is done to the voice in calls. */
#pragma once
#include <adwaita.h>
#include "session/session.h"

G_BEGIN_DECLS

#define COR_TYPE_PREFERENCES_VOICE (cor_preferences_voice_get_type ())
G_DECLARE_FINAL_TYPE (CorPreferencesVoice,
                      cor_preferences_voice,
                      COR,
                      PREFERENCES_VOICE,
                      AdwPreferencesGroup)

void cor_preferences_voice_set_session (CorPreferencesVoice *self, CorSession *session);

G_END_DECLS
