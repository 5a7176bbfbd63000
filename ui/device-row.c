/* SPDX-License-Identifier: GPL-3.0-or-later
 * A device to call from, with its radio button. Owner: the device chooser or
 * the link sheet. The row is what has the keyboard: Enter and Space choose, and
 * so does its action, which assistive programs find. */
#include "config.h"
#include "device-row.h"
#include <glib/gi18n-lib.h>

struct _CorDeviceRow {
  AdwActionRow parent;
  GtkCheckButton *check;
  GtkImage *icon;
  CorDevice *device;
  gboolean setting; /* the program moves the radio button, not its user */
};

G_DEFINE_FINAL_TYPE (CorDeviceRow, cor_device_row, ADW_TYPE_ACTION_ROW)

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

const char *
cor_device_icon (CorDevice *device)
{
  switch (cor_device_get_kind (device)) {
  case COR_DEVICE_THIS_COMPUTER:
    return "computer-symbolic";
  case COR_DEVICE_DESK_PHONE:
    return "phone-old-symbolic";
  case COR_DEVICE_OTHER:
  default:
    return "phone-symbolic";
  }
}

static const char *
state_text (CorDevice *device)
{
  const char *detail = cor_device_get_detail (device);

  if (detail != NULL && *detail != '\0')
    return detail;
  return cor_device_is_online (device) ? _ ("Online") : _ ("Offline");
}

static void
update (CorDeviceRow *self)
{
  const char *name = cor_device_get_name (self->device);
  const char *state = state_text (self->device);
  g_autofree char *label = g_strdup_printf ("%s, %s", name, state);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), state);
  gtk_image_set_from_icon_name (self->icon, cor_device_icon (self->device));
  if (cor_device_is_online (self->device) && !cor_device_is_away (self->device))
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), "dim-label");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->icon), "dim-label");
  gtk_widget_set_sensitive (GTK_WIDGET (self),
                            cor_device_get_kind (self->device) != COR_DEVICE_OTHER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

static void
on_choose (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_check_button_set_active (COR_DEVICE_ROW (widget)->check, TRUE);
}

static void
on_toggled (GtkCheckButton *check, CorDeviceRow *self)
{
  if (!self->setting && gtk_check_button_get_active (check))
    g_signal_emit (self, signals[CHOSEN], 0);
}

CorDevice *
cor_device_row_get_device (CorDeviceRow *self)
{
  return self->device;
}

void
cor_device_row_set_group (CorDeviceRow *self, CorDeviceRow *group)
{
  gtk_check_button_set_group (self->check, group != NULL ? group->check : NULL);
}

void
cor_device_row_set_chosen (CorDeviceRow *self, gboolean chosen)
{
  self->setting = TRUE;
  gtk_check_button_set_active (self->check, chosen);
  self->setting = FALSE;
}

gboolean
cor_device_row_is_chosen (CorDeviceRow *self)
{
  return gtk_check_button_get_active (self->check);
}

static void
dispose (GObject *object)
{
  g_clear_object (&COR_DEVICE_ROW (object)->device);
  G_OBJECT_CLASS (cor_device_row_parent_class)->dispose (object);
}

static void
cor_device_row_class_init (CorDeviceRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  signals[CHOSEN] = g_signal_new ("chosen", COR_TYPE_DEVICE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/device-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CorDeviceRow, check);
  gtk_widget_class_bind_template_child (widget_class, CorDeviceRow, icon);
  gtk_widget_class_bind_template_callback (widget_class, on_toggled);
  gtk_widget_class_install_action (widget_class, "device.choose", NULL, on_choose);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_space, 0, "device.choose", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Space, 0, "device.choose", NULL);
}

static void
cor_device_row_init (CorDeviceRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
cor_device_row_new (CorDevice *device)
{
  CorDeviceRow *self = g_object_new (COR_TYPE_DEVICE_ROW, NULL);

  self->device = g_object_ref (device);
  g_signal_connect_object (device, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
