/* SPDX-License-Identifier: GPL-3.0-or-later
 * A row that has more in its menu than its number has. */
#include "config.h"
#include "menu-source.h"

G_DEFINE_INTERFACE (CorMenuSource, cor_menu_source, GTK_TYPE_WIDGET)

static void
cor_menu_source_default_init (CorMenuSourceInterface *iface)
{
}

CorMenuSource *
cor_menu_source_of (GtkWidget *widget)
{
  return (CorMenuSource *)gtk_widget_get_ancestor (widget, COR_TYPE_MENU_SOURCE);
}

void
cor_menu_source_add_items (CorMenuSource *self, GMenu *menu)
{
  COR_MENU_SOURCE_GET_IFACE (self)->add_items (self, menu);
}

static gboolean
on_done (gpointer menu)
{
  if (gtk_widget_get_parent (menu) != NULL)
    gtk_widget_unparent (menu);
  return G_SOURCE_REMOVE;
}

/* The item that closed it acts only after this. */
static void
on_closed (GtkPopover *menu)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_done, g_object_ref (menu), g_object_unref);
}

static void
on_row_gone (GtkWidget *row, GtkWidget *menu)
{
  if (gtk_widget_get_parent (menu) == row)
    gtk_widget_unparent (menu);
}

gboolean
cor_menu_source_show (CorMenuSource *self, const GdkRectangle *at)
{
  g_autoptr (GMenu) model = g_menu_new ();
  GtkWidget *menu;

  cor_menu_source_add_items (self, model);
  if (g_menu_model_get_n_items (G_MENU_MODEL (model)) == 0)
    return FALSE;
  menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (model));
  gtk_popover_set_has_arrow (GTK_POPOVER (menu), at == NULL);
  gtk_popover_set_pointing_to (GTK_POPOVER (menu), at);
  if (at != NULL)
    gtk_widget_set_halign (menu, GTK_ALIGN_START);
  gtk_widget_set_parent (menu, GTK_WIDGET (self));
  g_signal_connect (menu, "closed", G_CALLBACK (on_closed), NULL);
  g_signal_connect_object (self, "destroy", G_CALLBACK (on_row_gone), menu, 0);
  gtk_popover_popup (GTK_POPOVER (menu));
  return TRUE;
}
