/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "stack.h"

/* From a focused widget that hides GTK moves the keyboard on, but only with the next frame, and
 * then from whatever has it by then: a key typed meanwhile would end at the wrong place. So the
 * focus is let go before. */
void
cor_stack_let_go (GtkWidget *hiding)
{
  GtkRoot *root = hiding != NULL ? gtk_widget_get_root (hiding) : NULL;
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && gtk_widget_is_ancestor (focus, hiding))
    gtk_root_set_focus (root, NULL);
}

void
cor_stack_show (GtkStack *stack, const char *name)
{
  if (g_strcmp0 (gtk_stack_get_visible_child_name (stack), name) != 0)
    cor_stack_let_go (gtk_stack_get_visible_child (stack));
  gtk_stack_set_visible_child_name (stack, name);
}
