/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a list view's rows with a button in them share. */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* For a subclass of GtkBox: the arrows go from row to row and Enter opens one; Tab goes to the
 * button that a row has. By itself a list view focuses the button. */
void cor_list_row_class_init (GtkWidgetClass *klass);

/* What an assistive program says of it. */
void cor_list_row_set_label (GtkWidget *row, const char *label);

G_END_DECLS
