/* SPDX-License-Identifier: GPL-3.0-or-later
 * The header's chip: what the line is doing, and which device makes the calls.
 * Owner: the window, which binds its properties to the session. */
#include "config.h"
#include "device-chooser.h"
#include "bidi.h"
#include "device-list.h"
#include <glib/gi18n-lib.h>
#include "model/presence.h"

struct _CorDeviceChooser {
  AdwBin parent;
  GtkMenuButton *button;
  GtkImage *state_icon;
  GtkLabel *state_label;
  GtkLabel *presence_label;
  GtkLabel *line_label;
  CorDeviceList *list;
  CorLineState line_state;
  char *line_text;
  char *device;
  CorPresence presence;
};

G_DEFINE_FINAL_TYPE (CorDeviceChooser, cor_device_chooser, ADW_TYPE_BIN)

enum {
  PROP_0,
  PROP_LINE_STATE,
  PROP_LINE_TEXT,
  PROP_LINE_WHY,
  PROP_DEVICE,
  PROP_PRESENCE,
  N_PROPS
};
static GParamSpec *props[N_PROPS];

static const char *
state_icon (CorLineState state)
{
  switch (state) {
  case COR_LINE_READY:
    return "user-available-symbolic";
  case COR_LINE_REGISTERING:
    return "user-idle-symbolic";
  case COR_LINE_FAILED:
    return "user-busy-symbolic";
  case COR_LINE_OFFLINE:
  default:
    return "user-offline-symbolic";
  }
}

static void
update (CorDeviceChooser *self)
{
  static const char *const classes[] = { "offline", "registering", "ready", "failed" };
  const char *text = self->line_text != NULL ? self->line_text : "";
  CorDevice *device = cor_device_list_get_chosen (self->list);
  g_autofree char *label = NULL;

  gtk_image_set_from_icon_name (self->state_icon, state_icon (self->line_state));
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->state_icon), classes[i]);
  gtk_widget_add_css_class (GTK_WIDGET (self->state_icon), classes[self->line_state]);
  cor_bidi_set_label (self->state_label, text);
  if (device != NULL)
    /* Translators: the state of the line, then the name of a device. */
    label = g_strdup_printf (_ ("%s. Calls are made by: %s"), text, cor_device_get_name (device));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label != NULL   ? label
                                  : *text != '\0' ? text
                                                  : _ ("Which device makes your calls"),
                                  -1);
}

static void
update_presence (CorDeviceChooser *self)
{
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->presence_label),
                          self->presence != COR_PRESENCE_UNKNOWN);
  /* Translators: %s is "Online", "Busy", "Do not disturb"... */
  text = g_strdup_printf (_ ("Colleagues see you as: %s"), cor_presence_to_text (self->presence));
  gtk_label_set_label (self->presence_label, text);
}

static void
on_chosen (CorDeviceList *list, const char *id, CorDeviceChooser *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "app.device", "s", id);
  gtk_menu_button_popdown (self->button);
}

void
cor_device_chooser_set_devices (CorDeviceChooser *self, GListModel *devices)
{
  cor_device_list_set_devices (self->list, devices);
  g_signal_connect_object (devices, "items-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  update (self);
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CorDeviceChooser *self = COR_DEVICE_CHOOSER (object);

  switch (id) {
  case PROP_LINE_STATE:
    g_value_set_int (value, self->line_state);
    break;
  case PROP_LINE_TEXT:
    g_value_set_string (value, self->line_text);
    break;
  case PROP_LINE_WHY:
    g_value_set_string (value, gtk_label_get_label (self->line_label));
    break;
  case PROP_DEVICE:
    g_value_set_string (value, self->device);
    break;
  case PROP_PRESENCE:
    g_value_set_int (value, self->presence);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  CorDeviceChooser *self = COR_DEVICE_CHOOSER (object);

  switch (id) {
  case PROP_LINE_STATE:
    self->line_state = g_value_get_int (value);
    break;
  case PROP_LINE_TEXT:
    g_free (self->line_text);
    self->line_text = g_value_dup_string (value);
    break;
  case PROP_LINE_WHY:
    gtk_label_set_label (self->line_label, g_value_get_string (value));
    gtk_widget_set_visible (GTK_WIDGET (self->line_label), g_value_get_string (value) != NULL);
    break;
  case PROP_DEVICE:
    g_free (self->device);
    self->device = g_value_dup_string (value);
    cor_device_list_set_chosen (self->list, self->device);
    break;
  case PROP_PRESENCE:
    self->presence = g_value_get_int (value);
    update_presence (self);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
  update (self);
}

static void
finalize (GObject *object)
{
  CorDeviceChooser *self = COR_DEVICE_CHOOSER (object);

  g_free (self->line_text);
  g_free (self->device);
  G_OBJECT_CLASS (cor_device_chooser_parent_class)->finalize (object);
}

static void
cor_device_chooser_class_init (CorDeviceChooserClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = get_property;
  object_class->set_property = set_property;
  object_class->finalize = finalize;
  props[PROP_LINE_STATE] =
    g_param_spec_int ("line-state", NULL, NULL, 0, COR_LINE_FAILED, 0, flags);
  props[PROP_LINE_TEXT] = g_param_spec_string ("line-text", NULL, NULL, NULL, flags);
  props[PROP_LINE_WHY] = g_param_spec_string ("line-why", NULL, NULL, NULL, flags);
  props[PROP_DEVICE] = g_param_spec_string ("device", NULL, NULL, NULL, flags);
  props[PROP_PRESENCE] =
    g_param_spec_int ("presence", NULL, NULL, 0, COR_PRESENCE_CALLFORWARD, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  g_type_ensure (COR_TYPE_DEVICE_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/device-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, CorDeviceChooser, button);
  gtk_widget_class_bind_template_child (widget_class, CorDeviceChooser, state_icon);
  gtk_widget_class_bind_template_child (widget_class, CorDeviceChooser, state_label);
  gtk_widget_class_bind_template_child (widget_class, CorDeviceChooser, presence_label);
  gtk_widget_class_bind_template_child (widget_class, CorDeviceChooser, line_label);
  gtk_widget_class_bind_template_child (widget_class, CorDeviceChooser, list);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
}

static void
cor_device_chooser_init (CorDeviceChooser *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update_presence (self);
  update (self);
}
