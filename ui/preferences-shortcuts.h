/* SPDX-License-Identifier: GPL-3.0-or-later
 * Keys that work in every program: switching them on, and the desktop's own. */
#pragma once
#include "session/session.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define COR_TYPE_PREFERENCES_SHORTCUTS (cor_preferences_shortcuts_get_type ())
G_DECLARE_FINAL_TYPE (CorPreferencesShortcuts,
                      cor_preferences_shortcuts,
                      COR,
                      PREFERENCES_SHORTCUTS,
                      AdwPreferencesGroup)

/* Once, before it is shown. */
void cor_preferences_shortcuts_set_session (CorPreferencesShortcuts *self, CorSession *session);

G_END_DECLS
