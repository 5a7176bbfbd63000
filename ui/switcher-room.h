/* SPDX-License-Identifier: GPL-3.0-or-later
 * The panes' switcher in the header, where there is room for it. */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* header: where the switcher is, which becomes visible and hidden. */
void cor_switcher_room_watch (GtkWidget *switcher, GtkWidget *header);

G_END_DECLS
