/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whether the sound works. */
#pragma once
#include <adwaita.h>
#include "session/session.h"

G_BEGIN_DECLS

#define COR_TYPE_PREFERENCES_SOUND_CHECK (cor_preferences_sound_check_get_type ())
G_DECLARE_FINAL_TYPE (CorPreferencesSoundCheck,
                      cor_preferences_sound_check,
                      COR,
                      PREFERENCES_SOUND_CHECK,
                      AdwPreferencesGroup)

void cor_preferences_sound_check_set_session (CorPreferencesSoundCheck *self, CorSession *session);

G_END_DECLS
