/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which microphone, speaker and ringer. */
#pragma once
#include <adwaita.h>
#include "session/session.h"

G_BEGIN_DECLS

#define COR_TYPE_PREFERENCES (cor_preferences_get_type ())
G_DECLARE_FINAL_TYPE (CorPreferences, cor_preferences, COR, PREFERENCES, AdwPreferencesWindow)

CorPreferences *cor_preferences_new (GtkWindow *parent, CorSession *session);

G_END_DECLS
