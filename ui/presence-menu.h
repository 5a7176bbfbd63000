/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is asked before calls are forwarded, which may cost. */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Adds app.ask-cellphone and app.ask-forward, enabled and checked as app.presence-cellphone and
 * app.presence-forward, which are the application's already. */
void cor_presence_menu_install (GtkApplication *app);

G_END_DECLS
