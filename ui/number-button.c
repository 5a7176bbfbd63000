/* SPDX-License-Identifier: GPL-3.0-or-later
 * A number that is called by a click. Owner: whoever shows the number. No
 * GtkButton, so that its first action has the name of what it does. The menu
 * is made when it is asked for: lists have hundreds of these. */
#include "config.h"
#include "number-button.h"
#include "bidi.h"
#include "contact-panel.h"
#include "caller.h"
#include "menu-source.h"
#include <glib/gi18n-lib.h>

struct _CorNumberButton {
  AdwBin parent;
  CorOrigin origin;
  char *number;
  gboolean can_call;
  gboolean offers_contact;
  CorContact *contact; /* whose it is, while the menu is open and once it is known */
  GtkWidget *menu;     /* while it is open */
};

G_DEFINE_FINAL_TYPE (CorNumberButton, cor_number_button, ADW_TYPE_BIN)

static void
call (CorNumberButton *self, const char *device)
{
  CorCaller *caller = cor_caller_of (GTK_WIDGET (self));
  /* What is called may replace what is shown. */
  g_autofree char *number = g_strdup (self->number);

  if (caller != NULL && number != NULL && self->can_call)
    cor_caller_call (caller, number, self->origin, device);
}

static void
on_call (GtkWidget *widget, const char *action, GVariant *parameter)
{
  call (COR_NUMBER_BUTTON (widget), NULL);
}

static void
on_call_with (GtkWidget *widget, const char *action, GVariant *parameter)
{
  call (COR_NUMBER_BUTTON (widget), g_variant_get_string (parameter, NULL));
}

static void
on_copy (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CorNumberButton *self = COR_NUMBER_BUTTON (widget);
  CorCaller *caller = cor_caller_of (widget);

  if (caller != NULL && self->number != NULL)
    cor_caller_copy (caller, self->number);
}

static void
on_show_contact (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CorCaller *caller = cor_caller_of (widget);
  g_autoptr (CorContact) contact = NULL;

  g_set_object (&contact, COR_NUMBER_BUTTON (widget)->contact);
  if (caller != NULL && contact != NULL)
    cor_caller_show_contact (caller, contact);
}

static void
on_add_contact (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CorNumberButton *self = COR_NUMBER_BUTTON (widget);

  if (self->number != NULL)
    gtk_widget_activate_action (widget, "contacts.new-with", "s", self->number);
}

/* --- The menu. --- */

static void
on_contact_found (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CorNumberButton) self = data;
  g_autoptr (CorContact) contact =
    cor_session_find_contact_finish (COR_SESSION (source), result, NULL);

  /* Another menu's answer is as good: it is dropped whenever the number changes. */
  if (self->menu == NULL)
    return;
  g_set_object (&self->contact, contact);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "number.show-contact", contact != NULL);
  gtk_widget_action_set_enabled (
    GTK_WIDGET (self), "number.add-contact",
    contact == NULL && cor_contact_panel_can_create (cor_caller_of (GTK_WIDGET (self))));
}

static GMenu *
make_device_menu (CorCaller *caller)
{
  GListModel *devices = cor_session_get_devices (cor_caller_get_session (caller));
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < g_list_model_get_n_items (devices); i++) {
    g_autoptr (CorDevice) device = g_list_model_get_item (devices, i);
    g_autoptr (GMenuItem) item = NULL;
    g_auto (GStrv) parts = NULL;
    g_autofree char *label = NULL;

    if (cor_device_get_kind (device) == COR_DEVICE_OTHER || !cor_device_is_online (device))
      continue;
    /* A name of the server's: its underscores are no mnemonics. */
    parts = g_strsplit (cor_device_get_name (device), "_", -1);
    label = g_strjoinv ("__", parts);
    item = g_menu_item_new (label, NULL);
    g_menu_item_set_action_and_target (item, "number.call-with", "s", cor_device_get_id (device));
    g_menu_append_item (menu, item);
  }
  return menu;
}

static GMenuModel *
make_menu (CorNumberButton *self, CorCaller *caller)
{
  GMenu *menu = g_menu_new ();
  CorMenuSource *row = cor_menu_source_of (GTK_WIDGET (self));
  g_autoptr (GMenu) calls = g_menu_new ();
  g_autoptr (GMenu) more = g_menu_new ();
  g_autoptr (GMenu) devices = make_device_menu (caller);
  g_autoptr (GMenuItem) contact = g_menu_item_new (_ ("_Show Contact"), "number.show-contact");
  g_autoptr (GMenuItem) add = g_menu_item_new (_ ("_Add to Phonebook"), "number.add-contact");

  if (self->can_call) {
    g_menu_append (calls, _ ("_Call"), "call");
    if (g_menu_model_get_n_items (G_MENU_MODEL (devices)) > 1)
      g_menu_append_submenu (calls, _ ("Call _With"), G_MENU_MODEL (devices));
    g_menu_append_section (menu, NULL, G_MENU_MODEL (calls));
  }
  if (row != NULL)
    cor_menu_source_add_items (row, menu);
  g_menu_append (more, _ ("C_opy"), "number.copy");
  g_menu_item_set_attribute (contact, "hidden-when", "s", "action-disabled");
  g_menu_append_item (more, contact);
  g_menu_item_set_attribute (add, "hidden-when", "s", "action-disabled");
  g_menu_append_item (more, add);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (more));
  return G_MENU_MODEL (menu);
}

/* A popover that is let go while it is in sight takes a surface along that is still looked at. */
static void
drop_menu (CorNumberButton *self)
{
  GtkWidget *menu = g_steal_pointer (&self->menu);

  g_clear_object (&self->contact);
  if (menu == NULL)
    return;
  gtk_popover_popdown (GTK_POPOVER (menu));
  gtk_widget_unparent (menu);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "number.show-contact", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "number.add-contact", FALSE);
}

static gboolean
on_menu_done (gpointer data)
{
  CorNumberButton *self = data;

  if (self->menu != NULL && !gtk_widget_get_visible (self->menu))
    drop_menu (self);
  return G_SOURCE_REMOVE;
}

/* The item that closed it acts only after this. */
static void
on_menu_closed (GtkPopover *menu, CorNumberButton *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_menu_done, g_object_ref (self), g_object_unref);
}

/* at: where the pointer is, or NULL. */
static void
show_menu (CorNumberButton *self, const GdkRectangle *at)
{
  CorCaller *caller = cor_caller_of (GTK_WIDGET (self));
  g_autoptr (GMenuModel) model = NULL;

  if (caller == NULL || self->number == NULL)
    return;
  drop_menu (self);
  model = make_menu (self, caller);
  self->menu = gtk_popover_menu_new_from_model (model);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), at == NULL);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), at);
  if (at != NULL)
    gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  g_signal_connect_object (self->menu, "closed", G_CALLBACK (on_menu_closed), self, 0);
  if (self->offers_contact)
    cor_session_find_contact_async (cor_caller_get_session (caller), self->number, on_contact_found,
                                    g_object_ref (self));
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
on_menu (GtkWidget *widget, const char *action, GVariant *parameter)
{
  show_menu (COR_NUMBER_BUTTON (widget), NULL);
}

/* --- The pointer. --- */

static void
on_pressed (GtkGestureClick *gesture, int n_press, double x, double y, CorNumberButton *self)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (gesture));

  if (gdk_event_triggers_context_menu (event)) {
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
    show_menu (self, &(GdkRectangle){ (int)x, (int)y, 1, 1 });
  } else if (self->can_call && gtk_gesture_single_get_current_button (
                                 GTK_GESTURE_SINGLE (gesture)) == GDK_BUTTON_PRIMARY)
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

/* One call for a double click. */
static void
on_released (GtkGestureClick *gesture, int n_press, double x, double y, CorNumberButton *self)
{
  if (n_press == 1 && gtk_widget_contains (GTK_WIDGET (self), x, y) &&
      gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)) == GDK_BUTTON_PRIMARY)
    call (self, NULL);
}

static void
on_long_pressed (GtkGestureLongPress *gesture, double x, double y, CorNumberButton *self)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  show_menu (self, &(GdkRectangle){ (int)x, (int)y, 1, 1 });
}

static void
add_gestures (CorNumberButton *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *press = gtk_gesture_long_press_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  g_signal_connect (click, "released", G_CALLBACK (on_released), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect (press, "pressed", G_CALLBACK (on_long_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (press));
}

/* --- The rows that it is in. --- */

static CorNumberButton *
find_in (GtkWidget *widget)
{
  CorNumberButton *found = NULL;

  if (widget == NULL || !gtk_widget_get_mapped (widget))
    return NULL;
  if (COR_IS_NUMBER_BUTTON (widget))
    return COR_NUMBER_BUTTON (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_in (child);
  return found;
}

/* What the row has to offer where it has no number. */
static CorMenuSource *
find_source_in (GtkWidget *item)
{
  for (GtkWidget *child = item; child != NULL; child = gtk_widget_get_first_child (child))
    if (COR_IS_MENU_SOURCE (child))
      return COR_MENU_SOURCE (child);
  return NULL;
}

static gboolean
on_row_key (GtkWidget *list, GVariant *args, gpointer data)
{
  GtkWidget *item = gtk_widget_get_focus_child (list);
  CorNumberButton *self = find_in (item);
  CorMenuSource *source = find_source_in (item);

  if (self != NULL)
    show_menu (self, NULL);
  return self != NULL || (source != NULL && cor_menu_source_show (source, NULL));
}

static void
show_source_menu (GtkWidget *list, GtkWidget *item, double x, double y)
{
  CorMenuSource *source = find_source_in (item);
  double here_x, here_y;

  if (source != NULL &&
      gtk_widget_translate_coordinates (list, GTK_WIDGET (source), x, y, &here_x, &here_y))
    cor_menu_source_show (source, &(GdkRectangle){ (int)here_x, (int)here_y, 1, 1 });
}

static void
on_row_pressed (GtkGestureClick *gesture, int n_press, double x, double y, GtkWidget *list)
{
  GtkWidget *row = gtk_widget_pick (list, x, y, GTK_PICK_DEFAULT);
  CorNumberButton *self;
  double here_x, here_y;

  while (row != NULL && row != list && gtk_widget_get_parent (row) != list)
    row = gtk_widget_get_parent (row);
  self = row != list ? find_in (row) : NULL;
  if (self == NULL && row != list)
    show_source_menu (list, row, x, y);
  if (self == NULL ||
      !gtk_widget_translate_coordinates (list, GTK_WIDGET (self), x, y, &here_x, &here_y))
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  show_menu (self, &(GdkRectangle){ (int)here_x, (int)here_y, 1, 1 });
}

void
cor_number_button_attach_to_rows (GtkWidget *list)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (keys),
    gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Menu|<Shift>F10"),
                      gtk_callback_action_new (on_row_key, NULL, NULL)));
  gtk_widget_add_controller (list, keys);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (on_row_pressed), list);
  gtk_widget_add_controller (list, GTK_EVENT_CONTROLLER (click));
}

/* --- The object. --- */

void
cor_number_button_set (CorNumberButton *self, const char *number, const char *shown)
{
  g_autofree char *label = NULL;

  if (g_strcmp0 (number, self->number) != 0) {
    drop_menu (self);
    g_free (self->number);
    self->number = g_strdup (number);
  }
  label = g_strdup_printf (_ ("Call %s"), shown);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

void
cor_number_button_set_can_call (CorNumberButton *self, gboolean can_call)
{
  if (self->can_call == can_call)
    return;
  self->can_call = can_call;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "call", can_call);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), can_call ? "pointer" : NULL);
}

void
cor_number_button_set_offers_contact (CorNumberButton *self, gboolean offers)
{
  self->offers_contact = offers;
}

static void
dispose (GObject *object)
{
  CorNumberButton *self = COR_NUMBER_BUTTON (object);

  drop_menu (self);
  G_OBJECT_CLASS (cor_number_button_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_free (COR_NUMBER_BUTTON (object)->number);
  G_OBJECT_CLASS (cor_number_button_parent_class)->finalize (object);
}

static void
add_keys (GtkWidgetClass *klass)
{
  static const guint call_keys[] = { GDK_KEY_Return, GDK_KEY_KP_Enter, GDK_KEY_ISO_Enter,
                                     GDK_KEY_space, GDK_KEY_KP_Space };

  for (guint i = 0; i < G_N_ELEMENTS (call_keys); i++)
    gtk_widget_class_add_binding_action (klass, call_keys[i], 0, "call", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_c, GDK_CONTROL_MASK, "number.copy", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Menu, 0, "number.menu", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_F10, GDK_SHIFT_MASK, "number.menu", NULL);
}

static void
cor_number_button_class_init (CorNumberButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  gtk_widget_class_set_css_name (widget_class, "number");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);
  gtk_widget_class_install_action (widget_class, "number.call-with", "s", on_call_with);
  gtk_widget_class_install_action (widget_class, "number.copy", NULL, on_copy);
  gtk_widget_class_install_action (widget_class, "number.show-contact", NULL, on_show_contact);
  gtk_widget_class_install_action (widget_class, "number.add-contact", NULL, on_add_contact);
  gtk_widget_class_install_action (widget_class, "number.menu", NULL, on_menu);
  /* Assistive programs list the last one first, and do that by default. */
  gtk_widget_class_install_action (widget_class, "call", NULL, on_call);
  add_keys (widget_class);
}

static void
cor_number_button_init (CorNumberButton *self)
{
  self->can_call = TRUE;
  self->offers_contact = TRUE;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "pointer");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "number.show-contact", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "number.add-contact", FALSE);
  add_gestures (self);
}

GtkWidget *
cor_number_button_new (CorOrigin origin)
{
  CorNumberButton *self = g_object_new (COR_TYPE_NUMBER_BUTTON, NULL);

  self->origin = origin;
  return GTK_WIDGET (self);
}

GtkWidget *
cor_number_button_new_for (CorOrigin origin, const char *number, const char *shown)
{
  GtkWidget *button = cor_number_button_new (origin);
  GtkWidget *label = gtk_label_new (NULL);

  cor_bidi_set_label (GTK_LABEL (label), shown);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_add_css_class (label, "numeric");
  adw_bin_set_child (ADW_BIN (button), label);
  cor_number_button_set (COR_NUMBER_BUTTON (button), number, shown);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  return button;
}
