/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which past calls are kept on this computer; a part of the preferences. */
#pragma once
#include <adwaita.h>
#include "session/session.h"

G_BEGIN_DECLS

#define COR_TYPE_PREFERENCES_HISTORY (cor_preferences_history_get_type ())
G_DECLARE_FINAL_TYPE (CorPreferencesHistory,
                      cor_preferences_history,
                      COR,
                      PREFERENCES_HISTORY,
                      AdwPreferencesGroup)

void cor_preferences_history_set_session (CorPreferencesHistory *self, CorSession *session);

G_END_DECLS
