/* SPDX-License-Identifier: GPL-3.0-or-later
 * The program as the desktop sees it: one instance, one main window, links
 * handed over by launchers. Shows the session and holds no truth of its own. */
#pragma once
#include <adwaita.h>
#include "session/session.h"

G_BEGIN_DECLS

#define COR_TYPE_APPLICATION (cor_application_get_type ())
G_DECLARE_FINAL_TYPE (CorApplication, cor_application, COR, APPLICATION, AdwApplication)

/* session: referenced; its actions become app.* before the application registers on the bus.
 * Whoever made it starts it, on "startup"; app.quit stops it before the main loop ends. With
 * G_APPLICATION_IS_SERVICE (or --gapplication-service) there is no window until one is asked for.
 */
CorApplication *cor_application_new (CorSession *session);

G_END_DECLS
