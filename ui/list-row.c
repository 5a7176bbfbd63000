/* SPDX-License-Identifier: GPL-3.0-or-later
 * The keyboard on a row of a list view. The view wraps what it shows in an item
 * of its own, which gives the focus to whatever child takes it. */
#include "config.h"
#include "list-row.h"

/* The list view's own widget around it, or NULL; the view may not have taken it in yet. */
static GtkWidget *
item_of (GtkWidget *row)
{
  GtkWidget *item = row;
  GtkWidget *parent = gtk_widget_get_parent (row);

  while (parent != NULL && !GTK_IS_LIST_VIEW (parent) && !GTK_IS_ROOT (parent)) {
    item = parent;
    parent = gtk_widget_get_parent (item);
  }
  return item != row && !GTK_IS_ROOT (parent) ? item : NULL;
}

static GtkWidgetClass *
box_class (void)
{
  return GTK_WIDGET_CLASS (g_type_class_peek (GTK_TYPE_BOX));
}

static gboolean
focus (GtkWidget *row, GtkDirectionType direction)
{
  GtkWidget *item = item_of (row);
  GtkWidget *now = gtk_root_get_focus (gtk_widget_get_root (row));
  gboolean inside = now != NULL && gtk_widget_is_ancestor (now, row);
  gboolean back = direction == GTK_DIR_TAB_BACKWARD;

  if (item == NULL)
    return box_class ()->focus (row, direction);
  if ((!inside && now != item) || direction == GTK_DIR_UP || direction == GTK_DIR_DOWN)
    return FALSE;
  if (inside || !back) {
    if (box_class ()->focus (row, direction))
      return TRUE;
    return inside && back && gtk_widget_grab_focus (item);
  }
  return FALSE;
}

static gboolean
grab_focus (GtkWidget *row)
{
  return item_of (row) == NULL && box_class ()->grab_focus (row);
}

void
cor_list_row_class_init (GtkWidgetClass *klass)
{
  klass->focus = focus;
  klass->grab_focus = grab_focus;
}

void
cor_list_row_set_label (GtkWidget *row, const char *label)
{
  GtkWidget *item = item_of (row);

  gtk_accessible_update_property (GTK_ACCESSIBLE (item != NULL ? item : row),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}
