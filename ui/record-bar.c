/* SPDX-License-Identifier: GPL-3.0-or-later
 * That a call is recorded, and what can be done about it.
 * Owner: the call view. It follows its call; the actions are the session's. */
#include "config.h"
#include "record-bar.h"
#include <glib/gi18n-lib.h>

struct _CorRecordBar {
  AdwBin parent;
  GtkImage *dot;
  GtkLabel *text;
  GtkButton *pause;
  GtkButton *stop;
  CorCall *call;
  gulong notify_id;
};

G_DEFINE_FINAL_TYPE (CorRecordBar, cor_record_bar, ADW_TYPE_BIN)

static void
update (CorRecordBar *self)
{
  gboolean wanted = self->call != NULL &&
                    cor_call_get_recording (self->call) != COR_RECORDING_NONE &&
                    cor_call_get_state (self->call) != COR_CALL_ENDED;
  gboolean on = wanted && cor_call_get_recording (self->call) == COR_RECORDING_ON;

  gtk_widget_set_visible (GTK_WIDGET (self), wanted);
  if (!wanted)
    return;
  gtk_label_set_label (self->text, on ? _ ("Recording") : _ ("Recording paused"));
  gtk_button_set_label (self->pause,
                        on ? C_ ("a recording", "Pause") : C_ ("a recording", "Go On"));
  if (on)
    gtk_widget_add_css_class (GTK_WIDGET (self->dot), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->dot), "error");
}

void
cor_record_bar_set_call (CorRecordBar *self, CorCall *call)
{
  GtkButton *buttons[] = { self->pause, self->stop };

  if (self->call == call)
    return;
  if (self->call != NULL)
    g_clear_signal_handler (&self->notify_id, self->call);
  g_set_object (&self->call, call);
  if (call != NULL) {
    self->notify_id = g_signal_connect_swapped (call, "notify", G_CALLBACK (update), self);
    for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
      gtk_actionable_set_action_target (GTK_ACTIONABLE (buttons[i]), "u", cor_call_get_id (call));
  }
  update (self);
}

static void
dispose (GObject *object)
{
  CorRecordBar *self = COR_RECORD_BAR (object);

  if (self->call != NULL)
    g_clear_signal_handler (&self->notify_id, self->call);
  g_clear_object (&self->call);
  G_OBJECT_CLASS (cor_record_bar_parent_class)->dispose (object);
}

static void
cor_record_bar_class_init (CorRecordBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/record-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, CorRecordBar, dot);
  gtk_widget_class_bind_template_child (widget_class, CorRecordBar, text);
  gtk_widget_class_bind_template_child (widget_class, CorRecordBar, pause);
  gtk_widget_class_bind_template_child (widget_class, CorRecordBar, stop);
}

static void
cor_record_bar_init (CorRecordBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}
