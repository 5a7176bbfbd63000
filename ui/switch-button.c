/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where a call may go on: the user's other phones, in a menu. Owner: the call
 * view. The menu is made when the call changes; the act is the session's. */
#include "config.h"
#include "switch-button.h"
#include "caller.h"
#include <glib/gi18n-lib.h>

struct _CorSwitchButton {
  AdwBin parent;
  GtkMenuButton *button;
  CorCall *call;
  gulong notify_id;
};

G_DEFINE_FINAL_TYPE (CorSwitchButton, cor_switch_button, ADW_TYPE_BIN)

static gboolean
is_elsewhere (CorSwitchButton *self, CorDevice *device)
{
  CorDeviceKind kind = cor_device_get_kind (device);

  if (kind == COR_DEVICE_OTHER || !cor_device_is_online (device))
    return FALSE;
  if (kind == COR_DEVICE_THIS_COMPUTER)
    return !cor_call_is_on_this_computer (self->call);
  return cor_call_is_on_this_computer (self->call) ||
         g_strcmp0 (cor_call_get_place (self->call), cor_device_get_name (device)) != 0;
}

static void
add (CorSwitchButton *self, GMenu *menu, CorDevice *device)
{
  g_autofree char *label = NULL;
  g_autoptr (GMenuItem) item = NULL;

  if (cor_device_get_kind (device) == COR_DEVICE_THIS_COMPUTER)
    label = g_strdup (_ ("Continue Here"));
  else
    /* Translators: %s is a phone's name. */
    label = g_strdup_printf (_ ("Continue on %s"), cor_device_get_name (device));
  item = g_menu_item_new (label, NULL);
  g_menu_item_set_action_and_target (item, "app.switch-device", "(us)",
                                     cor_call_get_id (self->call), cor_device_get_id (device));
  g_menu_append_item (menu, item);
}

static void
update (CorSwitchButton *self)
{
  CorCaller *caller = cor_caller_of (GTK_WIDGET (self));
  gboolean movable = self->call != NULL && caller != NULL &&
                     cor_call_get_state (self->call) == COR_CALL_ACTIVE &&
                     cor_call_get_waiting (self->call) == NULL;
  GListModel *devices = movable ? cor_session_get_devices (cor_caller_get_session (caller)) : NULL;
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; movable && i < g_list_model_get_n_items (devices); i++) {
    g_autoptr (CorDevice) device = g_list_model_get_item (devices, i);

    if (is_elsewhere (self, device))
      add (self, menu, device);
  }
  gtk_menu_button_set_menu_model (self->button, G_MENU_MODEL (menu));
  gtk_widget_set_visible (GTK_WIDGET (self), g_menu_model_get_n_items (G_MENU_MODEL (menu)) > 0);
}

/* An open menu is not made anew because somebody mutes. */
static void
on_notify (CorSwitchButton *self, GParamSpec *pspec)
{
  if (g_str_equal (pspec->name, "state") || g_str_equal (pspec->name, "waiting"))
    update (self);
}

void
cor_switch_button_set_call (CorSwitchButton *self, CorCall *call)
{
  if (self->call == call)
    return;
  if (self->call != NULL)
    g_clear_signal_handler (&self->notify_id, self->call);
  g_set_object (&self->call, call);
  if (call != NULL)
    self->notify_id = g_signal_connect_swapped (call, "notify", G_CALLBACK (on_notify), self);
  update (self);
}

static void
dispose (GObject *object)
{
  CorSwitchButton *self = COR_SWITCH_BUTTON (object);

  if (self->call != NULL)
    g_clear_signal_handler (&self->notify_id, self->call);
  g_clear_object (&self->call);
  G_OBJECT_CLASS (cor_switch_button_parent_class)->dispose (object);
}

static void
cor_switch_button_class_init (CorSwitchButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/switch-button.ui");
  gtk_widget_class_bind_template_child (widget_class, CorSwitchButton, button);
}

static void
cor_switch_button_init (CorSwitchButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
