/* SPDX-License-Identifier: GPL-3.0-or-later
 * The windows that the main menu opens. */
#pragma once
#include <gtk/gtk.h>
#include "session/session.h"

G_BEGIN_DECLS

/* Adds app.preferences, app.call-quality and app.about. The session must outlive their use. */
void cor_menu_windows_install (GtkApplication *app, CorSession *session);

G_END_DECLS
