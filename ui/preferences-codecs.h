/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which codecs calls of this computer use, and which before which. */
#pragma once
#include <adwaita.h>

G_BEGIN_DECLS

#define COR_TYPE_PREFERENCES_CODECS (cor_preferences_codecs_get_type ())
G_DECLARE_FINAL_TYPE (CorPreferencesCodecs,
                      cor_preferences_codecs,
                      COR,
                      PREFERENCES_CODECS,
                      AdwPreferencesGroup)

G_END_DECLS
