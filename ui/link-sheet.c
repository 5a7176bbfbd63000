/* SPDX-License-Identifier: GPL-3.0-or-later
 * The question before a call that a stranger may have asked for. Owner: itself,
 * as a toplevel; the application holds the one that is open. */
#include "config.h"
#include "link-sheet.h"
#include "bidi.h"
#include "cut-text.h"
#include "device-list.h"
#include "number-list.h"
#include <glib/gi18n-lib.h>

struct _CorLinkSheet {
  AdwWindow parent;
  GtkLabel *name;
  GtkLabel *company;
  GtkLabel *number;
  GtkLabel *dialled;
  GtkLabel *where_from;
  GtkLabel *reason;
  CorNumberList *numbers;
  CorDeviceList *devices;
  GtkCheckButton *always;
  GtkButton *call;
  CorQuestion *question;
  char *device; /* that the question came with */
  gboolean answered;
};

G_DEFINE_FINAL_TYPE (CorLinkSheet, cor_link_sheet, ADW_TYPE_WINDOW)

enum { ALWAYS, CONFIRMED, DISMISSED, N_SIGNALS };
static guint signals[N_SIGNALS];

static const struct {
  const char *title;
  const char *button;
} kinds[] = {
  [COR_QUESTION_CALL] = { N_ ("Call This Number?"), N_ ("Call") },
  [COR_QUESTION_TRANSFER] = { N_ ("Transfer the Call?"), N_ ("Transfer") },
  [COR_QUESTION_LISTEN] = { N_ ("Listen to a Call?"), N_ ("Listen") },
  [COR_QUESTION_INTRUDE] = { N_ ("Intrude into a Call?"), N_ ("Intrude") },
};

static const char *
chosen_device (CorLinkSheet *self)
{
  CorDevice *device = cor_device_list_get_chosen (self->devices);

  return device != NULL ? cor_device_get_id (device) : NULL;
}

/* Transfer full. */
static CorDialRequest *
make_answer (CorLinkSheet *self)
{
  CorDialRequest *request = cor_question_get_request (cor_number_list_get_chosen (self->numbers));
  const char *device = chosen_device (self);

  if (device == NULL || g_strcmp0 (device, self->device) == 0)
    return g_object_ref (request);
  return cor_dial_request_new (cor_dial_request_get_text (request),
                               cor_dial_request_get_origin (request), device,
                               cor_dial_request_get_activation_token (request));
}

static void
on_call_clicked (GtkButton *button, CorLinkSheet *self)
{
  g_autoptr (CorDialRequest) answer = make_answer (self);

  self->answered = TRUE;
  if (gtk_widget_get_visible (GTK_WIDGET (self->always)) &&
      gtk_check_button_get_active (self->always))
    g_signal_emit (self, signals[ALWAYS], 0, cor_number_list_get_chosen (self->numbers),
                   chosen_device (self));
  g_signal_emit (self, signals[CONFIRMED], 0, answer);
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_device_chosen (CorDeviceList *list, const char *id, CorLinkSheet *self)
{
  cor_device_list_set_chosen (list, id);
  gtk_widget_grab_focus (GTK_WIDGET (self->call));
}

/* By the arrows what is chosen moves, and Enter still says Yes to it. */
static gboolean
choose_next (CorLinkSheet *self, int step)
{
  if (cor_number_list_choose_next (self->numbers, step))
    return TRUE;
  return gtk_widget_get_visible (GTK_WIDGET (self->devices)) &&
         cor_device_list_choose_next (self->devices, step);
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
  if (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down)
    return choose_next (self, 1);
  if (keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up)
    return choose_next (self, -1);
  if (keyval >= GDK_KEY_1 && keyval <= GDK_KEY_9)
    return cor_device_list_choose_nth (self->devices, keyval - GDK_KEY_1);
  if (keyval >= GDK_KEY_KP_1 && keyval <= GDK_KEY_KP_9)
    return cor_device_list_choose_nth (self->devices, keyval - GDK_KEY_KP_1);
  return GDK_EVENT_PROPAGATE;
}

static void
set_text (GtkLabel *label, const char *text)
{
  cor_bidi_set_label (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
show_always (CorLinkSheet *self, const char *klass)
{
  gtk_widget_set_visible (GTK_WIDGET (self->always), klass != NULL);
  if (klass == NULL)
    return;
  gtk_check_button_set_label (self->always, g_str_equal (klass, "internal")
                                              ? _ ("Always do this for internal numbers")
                                              : _ ("Always do this for external numbers"));
  gtk_label_set_wrap (GTK_LABEL (gtk_widget_get_last_child (GTK_WIDGET (self->always))), TRUE);
}

/* With several numbers their list says who they are. */
static void
show_who (CorLinkSheet *self, CorQuestion *chosen)
{
  gboolean alone = cor_question_get_other (self->question) == NULL;
  const char *name = cor_question_get_name (chosen);
  const char *shown = cor_question_get_shown (chosen);

  gtk_window_set_title (GTK_WINDOW (self), alone ? _ (kinds[cor_question_get_kind (chosen)].title)
                                                 : _ ("Call Which Number?"));
  set_text (self->name, !alone ? NULL : name != NULL ? name : shown);
  set_text (self->company, alone ? cor_question_get_company (chosen) : NULL);
  set_text (self->number, alone && name != NULL ? shown : NULL);
}

static void
on_changed (CorLinkSheet *self)
{
  CorQuestion *chosen = cor_number_list_get_chosen (self->numbers);
  const char *canonical = cor_question_get_canonical (chosen);
  const char *dialled = cor_question_get_dialled (chosen);
  g_autofree char *as_dialled = NULL;

  if (!g_str_equal (canonical, dialled))
    as_dialled = g_strdup_printf (_ ("Dialled as %s"), dialled);
  show_who (self, chosen);
  set_text (self->dialled, as_dialled);
  set_text (self->where_from, cor_question_get_where_from (chosen));
  set_text (self->reason, cor_question_get_reason (chosen));
  show_always (self, cor_question_get_remember (chosen));
}

/* Where it stands elsewhere, or by what it was about. */
static void
on_answered (CorLinkSheet *self)
{
  if (self->answered)
    return;
  self->answered = TRUE;
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
fill (CorLinkSheet *self, CorQuestion *question, GListModel *devices, const char *device)
{
  const char *asked = cor_question_get_device (question);
  CorQuestionKind kind = cor_question_get_kind (question);

  self->question = g_object_ref (question);
  self->device = g_strdup (asked != NULL ? asked : device);
  gtk_button_set_label (self->call, _ (kinds[kind].button));
  cor_number_list_set_question (self->numbers, question);
  g_signal_connect_object (question, "notify::answered", G_CALLBACK (on_answered), self,
                           G_CONNECT_SWAPPED);
  cor_device_list_set_devices (self->devices, devices);
  cor_device_list_set_chosen (self->devices, self->device);
  gtk_widget_set_visible (GTK_WIDGET (self->devices),
                          kind == COR_QUESTION_CALL && g_list_model_get_n_items (devices) > 1);
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
  signals[ALWAYS] = g_signal_new ("always", COR_TYPE_LINK_SHEET, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 2, COR_TYPE_QUESTION, G_TYPE_STRING);
  signals[CONFIRMED] = g_signal_new ("confirmed", COR_TYPE_LINK_SHEET, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, COR_TYPE_DIAL_REQUEST);
  signals[DISMISSED] = g_signal_new ("dismissed", COR_TYPE_LINK_SHEET, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, COR_TYPE_DIAL_REQUEST);
  g_type_ensure (COR_TYPE_DEVICE_LIST);
  g_type_ensure (COR_TYPE_NUMBER_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/link-sheet.ui");
  gtk_widget_class_bind_template_child (widget_class, CorLinkSheet, name);
  gtk_widget_class_bind_template_child (widget_class, CorLinkSheet, company);
  gtk_widget_class_bind_template_child (widget_class, CorLinkSheet, number);
  gtk_widget_class_bind_template_child (widget_class, CorLinkSheet, dialled);
  gtk_widget_class_bind_template_child (widget_class, CorLinkSheet, where_from);
  gtk_widget_class_bind_template_child (widget_class, CorLinkSheet, reason);
  gtk_widget_class_bind_template_child (widget_class, CorLinkSheet, numbers);
  gtk_widget_class_bind_template_child (widget_class, CorLinkSheet, devices);
  gtk_widget_class_bind_template_child (widget_class, CorLinkSheet, always);
  gtk_widget_class_bind_template_child (widget_class, CorLinkSheet, call);
  gtk_widget_class_bind_template_callback (widget_class, on_call_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_device_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed);
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
}

static void
cor_link_sheet_init (CorLinkSheet *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cor_cut_text_tell (GTK_WIDGET (self));
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

CorQuestion *
cor_link_sheet_get_question (CorLinkSheet *self)
{
  return self->question;
}
