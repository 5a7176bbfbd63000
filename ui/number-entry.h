/* SPDX-License-Identifier: GPL-3.0-or-later
 * Entries in which numbers are typed. */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What is typed stays in the order in which it is dialled, where text runs from right to left,
 * while it has no letter that says which way it runs. Nothing is done to the text. */
void cor_number_entry_keep_order (GtkEditable *entry);

G_END_DECLS
