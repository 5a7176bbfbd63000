/* SPDX-License-Identifier: GPL-3.0-or-later
 * How this computer reaches the exchange. */
#pragma once
#include <adwaita.h>
#include "session/session.h"

G_BEGIN_DECLS

#define COR_TYPE_PREFERENCES_LINE (cor_preferences_line_get_type ())
G_DECLARE_FINAL_TYPE (CorPreferencesLine,
                      cor_preferences_line,
                      COR,
                      PREFERENCES_LINE,
                      AdwPreferencesGroup)

void cor_preferences_line_set_session (CorPreferencesLine *self, CorSession *session);

G_END_DECLS
