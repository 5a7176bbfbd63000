/* SPDX-License-Identifier: GPL-3.0-or-later
 * What this computer rings with: a row to choose and hear it. */
#pragma once
#include <adwaita.h>
#include "session/session.h"

G_BEGIN_DECLS

#define COR_TYPE_PREFERENCES_RINGTONE (cor_preferences_ringtone_get_type ())
G_DECLARE_FINAL_TYPE (CorPreferencesRingtone,
                      cor_preferences_ringtone,
                      COR,
                      PREFERENCES_RINGTONE,
                      AdwComboRow)

void cor_preferences_ringtone_set_session (CorPreferencesRingtone *self, CorSession *session);

G_END_DECLS
