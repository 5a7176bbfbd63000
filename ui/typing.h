/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whether somebody is in the middle of typing: Enter and Space are then theirs. */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Whether the focus of the widget's window is in a text that has been begun. */
gboolean cor_typing_in_window_of (GtkWidget *widget);

G_END_DECLS
