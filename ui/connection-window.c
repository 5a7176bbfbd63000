/* SPDX-License-Identifier: GPL-3.0-or-later
 * The steps to a server that somebody wants to sign in at: what works, and the
 * first thing that does not. */
#include "config.h"
#include "connection-window.h"
#include "check-row.h"
#include "session/diagnosis.h"
#include <glib/gi18n-lib.h>

struct _CorConnectionWindow {
  AdwWindow parent;
  AdwWindowTitle *title;
  AdwPreferencesGroup *group;
  GtkLabel *summary;
  GtkButton *again;
  CorSession *session;
};

G_DEFINE_FINAL_TYPE (CorConnectionWindow, cor_connection_window, ADW_TYPE_WINDOW)

static const char *
sum_up (GListModel *steps, gboolean *ret_waiting)
{
  gboolean failed = FALSE;

  *ret_waiting = FALSE;
  for (guint i = 0; i < g_list_model_get_n_items (steps); i++) {
    g_autoptr (CorCheck) step = g_list_model_get_item (steps, i);

    *ret_waiting |= cor_check_get_result (step) == COR_CHECK_WAITING;
    failed |= cor_check_get_result (step) == COR_CHECK_FAIL;
  }
  if (failed)
    return _ ("The first step with trouble is the one to mend.");
  return *ret_waiting ? _ ("Looking…") : _ ("The server is there: sign in.");
}

static void
update (CorConnectionWindow *self)
{
  gboolean waiting;

  gtk_label_set_label (self->summary,
                       sum_up (cor_session_get_connection_steps (self->session), &waiting));
  gtk_widget_set_sensitive (GTK_WIDGET (self->again), !waiting);
}

static void
on_again_clicked (GtkButton *button, CorConnectionWindow *self)
{
  cor_session_test_connection (self->session, adw_window_title_get_subtitle (self->title));
  update (self);
}

static void
fill (CorConnectionWindow *self)
{
  GListModel *steps = cor_session_get_connection_steps (self->session);

  for (guint i = 0; i < g_list_model_get_n_items (steps); i++) {
    g_autoptr (CorCheck) step = g_list_model_get_item (steps, i);

    adw_preferences_group_add (self->group, cor_check_row_new (step));
    g_signal_connect_object (step, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  }
}

static void
dispose (GObject *object)
{
  CorConnectionWindow *self = COR_CONNECTION_WINDOW (object);

  if (self->session != NULL && !gtk_widget_get_sensitive (GTK_WIDGET (self->again)))
    cor_session_stop_diagnosis (self->session);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (cor_connection_window_parent_class)->dispose (object);
}

static void
cor_connection_window_class_init (CorConnectionWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/connection-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CorConnectionWindow, title);
  gtk_widget_class_bind_template_child (widget_class, CorConnectionWindow, group);
  gtk_widget_class_bind_template_child (widget_class, CorConnectionWindow, summary);
  gtk_widget_class_bind_template_child (widget_class, CorConnectionWindow, again);
  gtk_widget_class_bind_template_callback (widget_class, on_again_clicked);
}

static void
cor_connection_window_init (CorConnectionWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
cor_connection_window_new (GtkWindow *parent, CorSession *session, const char *host)
{
  CorConnectionWindow *self =
    g_object_new (COR_TYPE_CONNECTION_WINDOW, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  adw_window_title_set_subtitle (self->title, host);
  fill (self);
  on_again_clicked (self->again, self);
  return GTK_WINDOW (self);
}
