/* SPDX-License-Identifier: GPL-3.0-or-later
 * Ways into the window from outside: the launcher's menu, the panel, a script. */
#pragma once
#include <gtk/gtk.h>
#include "session/session.h"

G_BEGIN_DECLS

/* Adds app.new-call, app.history and app.pane (s: a name of win.pane): each brings the window. */
void cor_deep_links_install (GtkApplication *app);
/* Before the name is asked for: the search that starts the program must be heard. */
gboolean cor_deep_links_register (CorSession *session,
                                  GApplication *app,
                                  GDBusConnection *bus,
                                  const char *path,
                                  GError **error);

G_END_DECLS
