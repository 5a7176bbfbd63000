/* SPDX-License-Identifier: GPL-3.0-or-later
 * The whole of a text that its label has no room for. */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Whoever points at a label in this widget that is cut, or has the keyboard at what it is part of,
 * is told all of it. For a window or what a popover shows: once for all labels in it, since a
 * tooltip of each costs more than the label. */
void cor_cut_text_tell (GtkWidget *widget);
/* Lets the labels of the buttons in it be cut where large letters leave no room for them. */
void cor_cut_text_allow (GtkWidget *widget);

G_END_DECLS
