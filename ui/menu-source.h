/* SPDX-License-Identifier: GPL-3.0-or-later
 * A row that has more in its menu than its number has. */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define COR_TYPE_MENU_SOURCE (cor_menu_source_get_type ())
G_DECLARE_INTERFACE (CorMenuSource, cor_menu_source, COR, MENU_SOURCE, GtkWidget)

struct _CorMenuSourceInterface {
  GTypeInterface parent;
  /* Its own items, of actions of its own, are put in front; or nothing is. */
  void (*add_items) (CorMenuSource *self, GMenu *menu);
};

/* The row that a widget is in, or NULL. */
CorMenuSource *cor_menu_source_of (GtkWidget *widget);
void cor_menu_source_add_items (CorMenuSource *self, GMenu *menu);
/* A menu of its items alone, where there is no number to have one; FALSE: there are none. at: where
 * the pointer is, or NULL. */
gboolean cor_menu_source_show (CorMenuSource *self, const GdkRectangle *at);

G_END_DECLS
