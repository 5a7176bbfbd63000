/* SPDX-License-Identifier: GPL-3.0-or-later
 * How numbers are dialled, and a place to try it. */
#pragma once
#include <adwaita.h>
#include "session/session.h"

G_BEGIN_DECLS

#define COR_TYPE_PREFERENCES_NUMBERS (cor_preferences_numbers_get_type ())
G_DECLARE_FINAL_TYPE (CorPreferencesNumbers,
                      cor_preferences_numbers,
                      COR,
                      PREFERENCES_NUMBERS,
                      AdwPreferencesGroup)

void cor_preferences_numbers_set_session (CorPreferencesNumbers *self, CorSession *session);

G_END_DECLS
