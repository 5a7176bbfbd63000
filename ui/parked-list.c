/* SPDX-License-Identifier: GPL-3.0-or-later
 * Those who wait in a parking: who, by whom, and the seconds until they ring where
 * they were parked. Owner: the colleagues' pane. One click or Enter fetches them. */
#include "config.h"
#include "parked-list.h"
#include "bidi.h"
#include "model/parked-call.h"
#include <glib/gi18n-lib.h>

/* Then it is said in red too. */
#define SOON_S 10

struct _CorParkedList {
  AdwBin parent;
  GtkListBox *list;
  GListModel *parked; /* or NULL */
};

G_DEFINE_FINAL_TYPE (CorParkedList, cor_parked_list, ADW_TYPE_BIN)

static void
update_left (GtkLabel *label, GParamSpec *pspec, CorParkedCall *call)
{
  guint seconds = cor_parked_call_get_seconds (call);
  g_autofree char *text = g_strdup_printf ("%u:%02u", seconds / 60, seconds % 60);
  /* Translators: until a parked call rings where it was parked. */
  g_autofree char *said =
    g_strdup_printf (ngettext ("%u second left", "%u seconds left", seconds), seconds);

  gtk_label_set_label (label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (label), said);
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  if (seconds <= SOON_S)
    gtk_widget_add_css_class (GTK_WIDGET (label), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (label), "error");
}

static void
on_seconds (CorParkedCall *call, GParamSpec *pspec, GtkLabel *label)
{
  update_left (label, pspec, call);
}

static GtkWidget *
new_left (CorParkedCall *call)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (label, "numeric");
  g_signal_connect_object (call, "notify::seconds", G_CALLBACK (on_seconds), label, 0);
  update_left (GTK_LABEL (label), NULL, call);
  return label;
}

static void
name_button (GtkWidget *button, CorParkedCall *call)
{
  /* Translators: %s is somebody whose call was parked. */
  g_autofree char *said = g_strdup_printf (_ ("Pick up %s"), cor_parked_call_get_shown (call));

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
}

static void
on_button_shown (CorParkedCall *call, GParamSpec *pspec, GtkWidget *button)
{
  name_button (button, call);
}

static GtkWidget *
new_button (CorParkedCall *call)
{
  GtkWidget *button = gtk_button_new_with_label (C_ ("a parked call", "Pick Up"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", cor_parked_call_get_lot (call));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "app.pick-up-parked");
  g_signal_connect_object (call, "notify::shown", G_CALLBACK (on_button_shown), button, 0);
  name_button (button, call);
  return button;
}

static void
on_row_activated (GtkWidget *row, CorParkedCall *call)
{
  gtk_widget_activate_action (row, "app.pick-up-parked", "s", cor_parked_call_get_lot (call));
}

static char *
dup_where (CorParkedCall *call)
{
  const char *by = cor_parked_call_get_by (call);

  if (by == NULL)
    /* Translators: %s is the number of a parking. */
    return g_strdup_printf (_ ("In parking %s"), cor_parked_call_get_lot (call));
  /* Translators: the first %s is who parked the call, the second the number of the parking. */
  return g_strdup_printf (_ ("Parked by %s, %s"), by, cor_parked_call_get_lot (call));
}

static void
title_row (AdwPreferencesRow *row, CorParkedCall *call)
{
  g_autofree char *who = cor_bidi_mark (cor_parked_call_get_shown (call));

  adw_preferences_row_set_title (row, who);
}

static void
on_row_shown (CorParkedCall *call, GParamSpec *pspec, AdwPreferencesRow *row)
{
  title_row (row, call);
}

static GtkWidget *
new_row (gpointer item, gpointer data)
{
  CorParkedCall *call = item;
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *where = dup_where (call);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  g_signal_connect_object (call, "notify::shown", G_CALLBACK (on_row_shown), row, 0);
  title_row (ADW_PREFERENCES_ROW (row), call);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), where);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_left (call));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_button (call));
  /* An activatable widget would be named after the row besides. */
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (on_row_activated), call, 0);
  return row;
}

static void
update (CorParkedList *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), g_list_model_get_n_items (self->parked) > 0);
}

void
cor_parked_list_set_model (CorParkedList *self, GListModel *parked)
{
  g_return_if_fail (self->parked == NULL);

  self->parked = g_object_ref (parked);
  gtk_list_box_bind_model (self->list, parked, new_row, NULL, NULL);
  g_signal_connect_object (parked, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
dispose (GObject *object)
{
  g_clear_object (&COR_PARKED_LIST (object)->parked);
  G_OBJECT_CLASS (cor_parked_list_parent_class)->dispose (object);
}

static void
cor_parked_list_class_init (CorParkedListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/parked-list.ui");
  gtk_widget_class_bind_template_child (widget_class, CorParkedList, list);
}

static void
cor_parked_list_init (CorParkedList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
