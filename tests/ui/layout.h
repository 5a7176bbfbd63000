/* SPDX-License-Identifier: GPL-3.0-or-later
 * Looks for what a window shows badly: text that is cut, what sticks out of the window, text upon
 * text. */
#pragma once
#include <adwaita.h>

G_BEGIN_DECLS

/* How many faults there are; each is printed with the view's name. room: the width that the window
 * was given. */
guint layout_check (GtkWidget *root, const char *view, int room);

G_END_DECLS
