/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who waits while somebody is asked before a transfer, and what can be done.
 * Owner: the call view. It follows its call; the actions are the session's. */
#include "config.h"
#include "consult-bar.h"
#include "bidi.h"
#include <glib/gi18n-lib.h>

struct _CorConsultBar {
  AdwBin parent;
  GtkLabel *waiting;
  GtkButton *swap;
  GtkButton *go_back;
  GtkButton *complete;
  CorCall *call;
  gulong notify_id;
};

G_DEFINE_FINAL_TYPE (CorConsultBar, cor_consult_bar, ADW_TYPE_BIN)

static char *
describe (CorCall *call)
{
  if (cor_call_is_held (call))
    /* Translators: %s is who else one talks to meanwhile. */
    return g_strdup_printf (_ ("You talk to %s"), cor_call_get_waiting (call));
  return g_strdup_printf (_ ("%s waits"), cor_call_get_waiting (call));
}

static void
update (CorConsultBar *self)
{
  gboolean wanted = self->call != NULL && cor_call_get_waiting (self->call) != NULL &&
                    cor_call_get_state (self->call) != COR_CALL_ENDED;
  g_autofree char *text = wanted ? describe (self->call) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), wanted);
  if (!wanted)
    return;
  cor_bidi_set_label (self->waiting, text);
  gtk_widget_set_sensitive (gtk_widget_get_parent (GTK_WIDGET (self->complete)),
                            !cor_call_is_transferring (self->call));
}

void
cor_consult_bar_set_call (CorConsultBar *self, CorCall *call)
{
  GtkButton *buttons[] = { self->swap, self->go_back, self->complete };

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
  CorConsultBar *self = COR_CONSULT_BAR (object);

  if (self->call != NULL)
    g_clear_signal_handler (&self->notify_id, self->call);
  g_clear_object (&self->call);
  G_OBJECT_CLASS (cor_consult_bar_parent_class)->dispose (object);
}

static void
cor_consult_bar_class_init (CorConsultBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/consult-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, CorConsultBar, waiting);
  gtk_widget_class_bind_template_child (widget_class, CorConsultBar, swap);
  gtk_widget_class_bind_template_child (widget_class, CorConsultBar, go_back);
  gtk_widget_class_bind_template_child (widget_class, CorConsultBar, complete);
}

static void
cor_consult_bar_init (CorConsultBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}
