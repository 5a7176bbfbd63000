/* SPDX-License-Identifier: GPL-3.0-or-later
 * A speed dial in a list: its digit, who, the number, a button that calls and a menu
 * of what else can be done. Owner: the list view, which hands it one after the
 * other. */
#include "config.h"
#include "speed-dial-row.h"
#include "bidi.h"
#include "list-row.h"
#include "number-label.h"
#include <glib/gi18n-lib.h>

#define DIGITS 9

struct _CorSpeedDialRow {
  GtkBox parent;
  GtkLabel *digit;
  GtkLabel *name;
  GtkWidget *star;
  CorNumberLabel *number;
  GtkButton *call;
  GtkMenuButton *more;
  CorSpeedDial *dial; /* or NULL */
  gulong notify_id;
};

G_DEFINE_FINAL_TYPE (CorSpeedDialRow, cor_speed_dial_row, GTK_TYPE_BOX)

static void
update (CorSpeedDialRow *self)
{
  const char *shown = cor_speed_dial_get_shown (self->dial);
  const char *number = cor_speed_dial_get_shown_number (self->dial);
  guint position = cor_speed_dial_get_position (self->dial);
  g_autofree char *digit = position <= DIGITS ? g_strdup_printf ("%u", position) : NULL;
  /* Translators: the key that calls a speed dial; %u is a digit. */
  g_autofree char *key = position <= DIGITS ? g_strdup_printf (_ ("Alt+%u calls"), position) : NULL;
  g_autofree char *label =
    g_strdup_printf ("%s%s%s, %s%s%s", digit != NULL ? digit : "", digit != NULL ? ", " : "", shown,
                     number, cor_speed_dial_is_favourite (self->dial) ? ", " : "",
                     cor_speed_dial_is_favourite (self->dial) ? _ ("Favorite") : "");

  cor_bidi_set_label (self->name, shown);
  cor_number_label_set (self->number, number, cor_speed_dial_get_number (self->dial));
  gtk_label_set_label (self->digit, digit != NULL ? digit : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->digit), key);
  cor_list_row_set_label (GTK_WIDGET (self), label);
}

static void
name_buttons (CorSpeedDialRow *self)
{
  const char *shown = cor_speed_dial_get_shown (self->dial);
  g_autofree char *call = g_strdup_printf (_ ("Call %s"), shown);
  g_autofree char *more = g_strdup_printf (_ ("More about %s"), shown);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->call), "s",
                                    cor_speed_dial_get_number (self->dial));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->call), GTK_ACCESSIBLE_PROPERTY_LABEL, call,
                                  -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->more), GTK_ACCESSIBLE_PROPERTY_LABEL, more,
                                  -1);
}

void
cor_speed_dial_row_set_item (CorSpeedDialRow *self, CorSpeedDial *dial)
{
  if (self->dial != NULL)
    g_clear_signal_handler (&self->notify_id, self->dial);
  g_set_object (&self->dial, dial);
  gtk_menu_button_set_popover (self->more, NULL);
  if (dial == NULL)
    return;
  self->notify_id = g_signal_connect_swapped (dial, "notify", G_CALLBACK (update), self);
  gtk_widget_set_visible (self->star, cor_speed_dial_is_favourite (dial));
  name_buttons (self);
  update (self);
}

/* --- The menu, made when somebody looks at it. --- */

static void
append (GMenu *menu, const char *label, const char *action, GVariant *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
  g_menu_append_item (menu, item);
}

static GMenuModel *
make_menu (CorSpeedDial *dial)
{
  GMenu *menu = g_menu_new ();
  gint64 id = cor_speed_dial_get_id (dial);
  guint position = cor_speed_dial_get_position (dial);

  if (!cor_speed_dial_is_favourite (dial))
    append (menu, _ ("_Edit…"), "speed-dials.edit", g_variant_new_int64 (id));
  if (position > 1)
    append (menu, _ ("Move _Up"), "app.move-speed-dial", g_variant_new ("(xu)", id, position - 1));
  append (menu, _ ("Move _Down"), "app.move-speed-dial", g_variant_new ("(xu)", id, position + 1));
  append (menu, cor_speed_dial_is_favourite (dial) ? _ ("Remove from _Favorites") : _ ("_Delete"),
          "speed-dials.delete", g_variant_new_int64 (id));
  return G_MENU_MODEL (menu);
}

static void
on_create_menu (GtkMenuButton *button, gpointer user_data)
{
  CorSpeedDialRow *self = user_data;
  g_autoptr (GMenuModel) menu = self->dial != NULL ? make_menu (self->dial) : NULL;

  gtk_menu_button_set_menu_model (button, menu);
}

static void
dispose (GObject *object)
{
  CorSpeedDialRow *self = COR_SPEED_DIAL_ROW (object);

  if (self->dial != NULL)
    g_clear_signal_handler (&self->notify_id, self->dial);
  g_clear_object (&self->dial);
  G_OBJECT_CLASS (cor_speed_dial_row_parent_class)->dispose (object);
}

static void
cor_speed_dial_row_class_init (CorSpeedDialRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  cor_list_row_class_init (widget_class);
  g_type_ensure (COR_TYPE_NUMBER_LABEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/speed-dial-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CorSpeedDialRow, digit);
  gtk_widget_class_bind_template_child (widget_class, CorSpeedDialRow, name);
  gtk_widget_class_bind_template_child (widget_class, CorSpeedDialRow, star);
  gtk_widget_class_bind_template_child (widget_class, CorSpeedDialRow, number);
  gtk_widget_class_bind_template_child (widget_class, CorSpeedDialRow, call);
  gtk_widget_class_bind_template_child (widget_class, CorSpeedDialRow, more);
}

static void
cor_speed_dial_row_init (CorSpeedDialRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->more, on_create_menu, self, NULL);
}

GtkWidget *
cor_speed_dial_row_new (void)
{
  return g_object_new (COR_TYPE_SPEED_DIAL_ROW, NULL);
}
