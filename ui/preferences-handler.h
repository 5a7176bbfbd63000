/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which program opens phone links, and the buttons that change it. */
#pragma once
#include "session/session.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define COR_TYPE_PREFERENCES_HANDLER (cor_preferences_handler_get_type ())
G_DECLARE_FINAL_TYPE (CorPreferencesHandler,
                      cor_preferences_handler,
                      COR,
                      PREFERENCES_HANDLER,
                      AdwPreferencesGroup)

/* Once, before it is shown. */
void cor_preferences_handler_set_session (CorPreferencesHandler *self, CorSession *session);

G_END_DECLS
