/* SPDX-License-Identifier: GPL-3.0-or-later
 * What happens when a link is clicked: a group of the preferences. */
#pragma once
#include <adwaita.h>
#include "session/session.h"

G_BEGIN_DECLS

#define COR_TYPE_PREFERENCES_LINKS (cor_preferences_links_get_type ())
G_DECLARE_FINAL_TYPE (CorPreferencesLinks,
                      cor_preferences_links,
                      COR,
                      PREFERENCES_LINKS,
                      AdwPreferencesGroup)

/* Once, before it is shown. */
void cor_preferences_links_set_session (CorPreferencesLinks *self, CorSession *session);

G_END_DECLS
