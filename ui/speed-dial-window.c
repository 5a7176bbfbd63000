/* SPDX-License-Identifier: GPL-3.0-or-later
 * A speed dial to be written. Owns itself; it closes when the server has taken it,
 * and says why when it has not. */
#include "config.h"
#include "speed-dial-window.h"
#include "number-entry.h"
#include <glib/gi18n-lib.h>

#define SAVE "speed-dial.save"

struct _CorSpeedDialWindow {
  AdwWindow parent;
  AdwEntryRow *name;
  AdwEntryRow *number;
  GtkLabel *error;
  GtkWidget *save;
  CorSession *session;
  CorSpeedDial *before; /* or NULL */
  gboolean saving;
};

G_DEFINE_FINAL_TYPE (CorSpeedDialWindow, cor_speed_dial_window, ADW_TYPE_WINDOW)

static const char *
text_of (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static gboolean
can_save (CorSpeedDialWindow *self)
{
  return !self->saving && *text_of (self->name) != '\0' && *text_of (self->number) != '\0';
}

static void
update (CorSpeedDialWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), SAVE, can_save (self));
}

static void
set_error (CorSpeedDialWindow *self, const char *text)
{
  gtk_label_set_label (self->error, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), text != NULL);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorSpeedDialWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  self->saving = FALSE;
  if (cor_session_write_speed_dial_finish (COR_SESSION (source), result, &error)) {
    gtk_window_close (GTK_WINDOW (self));
    return;
  }
  set_error (self, error->message);
  update (self);
}

static void
on_save (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CorSpeedDialWindow *self = COR_SPEED_DIAL_WINDOW (widget);

  self->saving = TRUE;
  set_error (self, NULL);
  update (self);
  cor_session_write_speed_dial_async (self->session, self->before, text_of (self->name),
                                      text_of (self->number), on_written, g_object_ref (self));
}

/* Enter in the last entry is enough. */
static void
on_activated (CorSpeedDialWindow *self)
{
  if (can_save (self))
    gtk_widget_activate_action (GTK_WIDGET (self), SAVE, NULL);
}

/* Not before: an assistive program would not find the window around it. */
static void
map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (cor_speed_dial_window_parent_class)->map (widget);
  gtk_widget_grab_focus (GTK_WIDGET (COR_SPEED_DIAL_WINDOW (widget)->name));
}

static void
dispose (GObject *object)
{
  CorSpeedDialWindow *self = COR_SPEED_DIAL_WINDOW (object);

  g_clear_object (&self->session);
  g_clear_object (&self->before);
  G_OBJECT_CLASS (cor_speed_dial_window_parent_class)->dispose (object);
}

static void
cor_speed_dial_window_class_init (CorSpeedDialWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  widget_class->map = map;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/speed-dial-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CorSpeedDialWindow, name);
  gtk_widget_class_bind_template_child (widget_class, CorSpeedDialWindow, number);
  gtk_widget_class_bind_template_child (widget_class, CorSpeedDialWindow, error);
  gtk_widget_class_bind_template_child (widget_class, CorSpeedDialWindow, save);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_install_action (widget_class, SAVE, NULL, on_save);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cor_speed_dial_window_init (CorSpeedDialWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cor_number_entry_keep_order (GTK_EDITABLE (self->number));
  update (self);
}

GtkWindow *
cor_speed_dial_window_new (GtkWindow *parent, CorSession *session, CorSpeedDial *before)
{
  CorSpeedDialWindow *self =
    g_object_new (COR_TYPE_SPEED_DIAL_WINDOW, "transient-for", parent, "title",
                  before != NULL ? _ ("Edit Speed Dial") : _ ("New Speed Dial"), NULL);

  self->session = g_object_ref (session);
  g_set_object (&self->before, before);
  if (before != NULL) {
    gtk_editable_set_text (GTK_EDITABLE (self->name), cor_speed_dial_get_name (before));
    gtk_editable_set_text (GTK_EDITABLE (self->number), cor_speed_dial_get_number (before));
  }
  return GTK_WINDOW (self);
}
