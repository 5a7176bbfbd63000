/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "stack.h"

/* From a focused widget that hides GTK moves the keyboard on, but only with the next frame, and
 * then from whatever has it by then: a key typed meanwhile would end at the wrong place. So the
 * focus is let go before. */
void
cor_stack_show (GtkStack *stack, const char *name)
{
  GtkWidget *page = gtk_stack_get_visible_child (stack);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (stack));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && g_strcmp0 (gtk_stack_get_visible_child_name (stack), name) != 0 &&
      gtk_widget_is_ancestor (focus, page))
    gtk_root_set_focus (root, NULL);
  gtk_stack_set_visible_child_name (stack, name);
}
