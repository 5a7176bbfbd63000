/* SPDX-License-Identifier: GPL-3.0-or-later
 * How Cornetta lives in the desktop: rows of the preferences. */
#pragma once
#include "session/session.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define COR_TYPE_PREFERENCES_DESKTOP (cor_preferences_desktop_get_type ())
G_DECLARE_FINAL_TYPE (CorPreferencesDesktop,
                      cor_preferences_desktop,
                      COR,
                      PREFERENCES_DESKTOP,
                      AdwPreferencesGroup)

void cor_preferences_desktop_set_session (CorPreferencesDesktop *self, CorSession *session);

G_END_DECLS
