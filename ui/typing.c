/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whether somebody is in the middle of typing. */
#include "config.h"
#include "typing.h"

gboolean
cor_typing_in_window_of (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return GTK_IS_TEXT (focus) &&
         gtk_entry_buffer_get_length (gtk_text_get_buffer (GTK_TEXT (focus))) > 0;
}
