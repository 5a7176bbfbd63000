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
  CorQuestion *question;
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
  CorDialRequest *request = cor_question_get_request (self->question);
  CorDevice *device = cor_device_list_get_chosen (self->devices);

  if (device == NULL || g_strcmp0 (cor_device_get_id (device), self->device) == 0)
    return g_object_ref (request);
  return cor_dial_request_new (cor_dial_request_get_text (request),
                               cor_dial_request_get_origin (request), cor_device_get_id (device),
                               cor_dial_request_get_activation_token (request));
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
on_question_changed (CorLinkSheet *self)
{
  const char *name = cor_question_get_name (self->question);
  const char *number = cor_question_get_dialled (self->question);
  gboolean has_name = name != NULL && *name != '\0';

  set_text (self->name, has_name ? name : number);
  set_text (self->number, has_name ? number : NULL);
  set_text (self->reason, cor_question_get_reason (self->question));
}

static void
fill (CorLinkSheet *self, CorQuestion *question, GListModel *devices, const char *device)
{
  const char *asked = cor_dial_request_get_device (cor_question_get_request (question));

  self->question = g_object_ref (question);
  self->device = g_strdup (asked != NULL ? asked : device);
  g_signal_connect_object (question, "notify", G_CALLBACK (on_question_changed), self,
                           G_CONNECT_SWAPPED);
  on_question_changed (self);
  cor_device_list_set_devices (self->devices, devices);
  cor_device_list_set_chosen (self->devices, self->device);
  gtk_widget_set_visible (GTK_WIDGET (self->devices), g_list_model_get_n_items (devices) > 1);
}

/* However it goes away, unanswered is a No. */
static void
dispose (GObject *object)
{
  CorLinkSheet *self = COR_LINK_SHEET (object);

  if (self->question != NULL && !self->answered) {
    self->answered = TRUE;
    g_signal_emit (self, signals[DISMISSED], 0, cor_question_get_request (self->question));
  }
  g_clear_object (&self->question);
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
cor_link_sheet_new (GtkWindow *parent,
                    CorQuestion *question,
                    GListModel *devices,
                    const char *device)
{
  CorLinkSheet *self = g_object_new (COR_TYPE_LINK_SHEET, "transient-for", parent, NULL);

  fill (self, question, devices, device);
  gtk_widget_grab_focus (GTK_WIDGET (self->call));
  return self;
}
