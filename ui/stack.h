/* SPDX-License-Identifier: GPL-3.0-or-later
 * Another page of a stack, for who then says what has the keyboard. */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Before a widget is hidden: the keyboard leaves it. */
void cor_stack_let_go (GtkWidget *hiding);
void cor_stack_show (GtkStack *stack, const char *name);

G_END_DECLS
