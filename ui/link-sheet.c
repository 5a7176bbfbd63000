/* SPDX-License-Identifier: GPL-3.0-or-later
 * The question before a call that a stranger may have asked for. Owner: itself,
 * as a toplevel; the application holds the one that is open. */
#include "config.h"
#include "link-sheet.h"
#include "device-list.h"

struct _CorLinkSheet {
  AdwWindow parent;
  GtkLabel *name;
  GtkLabel *number;
  GtkLabel *reason;
  CorDeviceList *devices;
  GtkButton *call;
  CorDialRequest *request;
  char *device; /* that the question came with */
  gboolean answered;
};

G_DEFINE_FINAL_TYPE (CorLinkSheet, cor_link_sheet, ADW_TYPE_WINDOW)

enum { CONFIRMED, DISMISSED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Transfer full. */
static CorDialRequest *
make_answer (CorLinkSheet *self)
{
  CorDevice *device = cor_device_list_get_chosen (self->devices);

  if (device == NULL || g_strcmp0 (cor_device_get_id (device), self->device) == 0)
    return g_object_ref (self->request);
  return cor_dial_request_new (
    cor_dial_request_get_text (self->request), cor_dial_request_get_origin (self->request),
    cor_device_get_id (device), cor_dial_request_get_activation_token (self->request));
}

static void
on_call_clicked (GtkButton *button, CorLinkSheet *self)
{
  g_autoptr (CorDialRequest) answer = make_answer (self);

  self->answered = TRUE;
  g_signal_emit (self, signals[CONFIRMED], 0, answer);
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_chosen (CorDeviceList *list, const char *id, CorLinkSheet *self)
{
  cor_device_list_set_chosen (list, id);
  gtk_widget_grab_focus (GTK_WIDGET (self->call));
}

static gboolean
on_key_pressed (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                CorLinkSheet *self)
{
  if (keyval == GDK_KEY_Escape) {
    gtk_window_close (GTK_WINDOW (self));
    return GDK_EVENT_STOP;
  }
  if (keyval >= GDK_KEY_1 && keyval <= GDK_KEY_9)
    return cor_device_list_choose_nth (self->devices, keyval - GDK_KEY_1);
  if (keyval >= GDK_KEY_KP_1 && keyval <= GDK_KEY_KP_9)
    return cor_device_list_choose_nth (self->devices, keyval - GDK_KEY_KP_1);
  return GDK_EVENT_PROPAGATE;
}

static void
set_text (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
fill (CorLinkSheet *self, const CorLinkQuestion *question)
{
  const char *asked = cor_dial_request_get_device (question->request);
  gboolean has_name = question->name != NULL && *question->name != '\0';

  self->request = g_object_ref (question->request);
  self->device = g_strdup (asked != NULL ? asked : question->device);
  set_text (self->name, has_name ? question->name : question->canonical);
  set_text (self->number, has_name ? question->canonical : NULL);
  set_text (self->reason, question->reason);
  cor_device_list_set_devices (self->devices, question->devices);
  cor_device_list_set_chosen (self->devices, self->device);
  gtk_widget_set_visible (GTK_WIDGET (self->devices),
                          g_list_model_get_n_items (question->devices) > 1);
}

/* However it goes away, unanswered is a No. */
static void
dispose (GObject *object)
{
  CorLinkSheet *self = COR_LINK_SHEET (object);

  if (self->request != NULL && !self->answered) {
    self->answered = TRUE;
    g_signal_emit (self, signals[DISMISSED], 0, self->request);
  }
  g_clear_object (&self->request);
  G_OBJECT_CLASS (cor_link_sheet_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_free (COR_LINK_SHEET (object)->device);
  G_OBJECT_CLASS (cor_link_sheet_parent_class)->finalize (object);
}

static void
cor_link_sheet_class_init (CorLinkSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[CONFIRMED] = g_signal_new ("confirmed", COR_TYPE_LINK_SHEET, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, COR_TYPE_DIAL_REQUEST);
  signals[DISMISSED] = g_signal_new ("dismissed", COR_TYPE_LINK_SHEET, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, COR_TYPE_DIAL_REQUEST);
  g_type_ensure (COR_TYPE_DEVICE_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/link-sheet.ui");
  gtk_widget_class_bind_template_child (widget_class, CorLinkSheet, name);
  gtk_widget_class_bind_template_child (widget_class, CorLinkSheet, number);
  gtk_widget_class_bind_template_child (widget_class, CorLinkSheet, reason);
  gtk_widget_class_bind_template_child (widget_class, CorLinkSheet, devices);
  gtk_widget_class_bind_template_child (widget_class, CorLinkSheet, call);
  gtk_widget_class_bind_template_callback (widget_class, on_call_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed);
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
}

static void
cor_link_sheet_init (CorLinkSheet *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

CorLinkSheet *
cor_link_sheet_new (GtkWindow *parent, const CorLinkQuestion *question)
{
  CorLinkSheet *self = g_object_new (COR_TYPE_LINK_SHEET, "transient-for", parent, NULL);

  fill (self, question);
  gtk_widget_grab_focus (GTK_WIDGET (self->call));
  return self;
}
