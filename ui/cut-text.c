/* SPDX-License-Identifier: GPL-3.0-or-later
 * Tooltips of labels that are cut. Owner: the widget that asked for them. */
#include "config.h"
#include "cut-text.h"

/* Of a stranger's text, which may be any number of pages. */
#define MOST_CHARACTERS 1000

static gboolean
is_cut (GtkWidget *widget)
{
  return GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
         pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget)));
}

static GtkWidget *
find_cut (GtkWidget *widget)
{
  GtkWidget *found = is_cut (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_cut (child);
  return found;
}

/* A row's other parts may lie upon its label. */
static GtkWidget *
find_cut_at (GtkWidget *self, GtkWidget *place, int x, int y)
{
  GtkWidget *row = gtk_widget_get_ancestor (place, GTK_TYPE_LIST_BOX_ROW);
  GtkWidget *label = is_cut (place) ? place : row != NULL ? find_cut (row) : NULL;
  graphene_rect_t bounds;

  return label != NULL && gtk_widget_compute_bounds (label, self, &bounds) &&
             graphene_rect_contains_point (&bounds, &GRAPHENE_POINT_INIT (x, y))
           ? label
           : NULL;
}

/* Below the keyboard's place, or at the pointer's. */
static GtkWidget *
find_label (GtkWidget *self, int x, int y, gboolean keyboard)
{
  GtkRoot *root = gtk_widget_get_root (self);
  GtkWidget *place;

  if (!keyboard) {
    place = gtk_widget_pick (self, x, y, GTK_PICK_INSENSITIVE | GTK_PICK_NON_TARGETABLE);
    return place != NULL ? find_cut_at (self, place, x, y) : NULL;
  }
  place = root != NULL ? gtk_root_get_focus (root) : NULL;
  return place != NULL && gtk_widget_is_ancestor (place, self) ? find_cut (place) : NULL;
}

static gboolean
on_query_tooltip (GtkWidget *self,
                  int x,
                  int y,
                  gboolean keyboard,
                  GtkTooltip *tooltip,
                  gpointer data)
{
  GtkWidget *label = find_label (self, x, y, keyboard);
  g_autofree char *text = NULL;

  if (label == NULL)
    return FALSE;
  text = g_utf8_substring (
    gtk_label_get_text (GTK_LABEL (label)), 0,
    MIN (MOST_CHARACTERS, g_utf8_strlen (gtk_label_get_text (GTK_LABEL (label)), -1)));
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

void
cor_cut_text_tell (GtkWidget *widget)
{
  gtk_widget_set_has_tooltip (widget, TRUE);
  g_signal_connect (widget, "query-tooltip", G_CALLBACK (on_query_tooltip), NULL);
}

void
cor_cut_text_allow (GtkWidget *widget)
{
  GtkWidget *label = GTK_IS_BUTTON (widget) ? gtk_button_get_child (GTK_BUTTON (widget)) : NULL;

  if (GTK_IS_LABEL (label))
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    cor_cut_text_allow (child);
}
