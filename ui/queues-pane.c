/* SPDX-License-Identifier: GPL-3.0-or-later
 * The queues that the user answers. Owner: the window. */
#include "config.h"
#include "queues-pane.h"
#include "queue-row.h"

struct _CorQueuesPane {
  AdwBin parent;
  GtkListBox *list;
  CorSession *session;
};

G_DEFINE_FINAL_TYPE (CorQueuesPane, cor_queues_pane, ADW_TYPE_BIN)

static GtkWidget *
new_row (gpointer item, gpointer user_data)
{
  return cor_queue_row_new (COR_QUEUES_PANE (user_data)->session, COR_QUEUE (item));
}

void
cor_queues_pane_set_session (CorQueuesPane *self, CorSession *session)
{
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  gtk_list_box_bind_model (self->list, cor_session_get_queues (session), new_row, self, NULL);
}

gboolean
cor_queues_pane_focus_first (CorQueuesPane *self)
{
  return gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

static void
dispose (GObject *object)
{
  g_clear_object (&COR_QUEUES_PANE (object)->session);
  G_OBJECT_CLASS (cor_queues_pane_parent_class)->dispose (object);
}

static void
cor_queues_pane_class_init (CorQueuesPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/queues-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CorQueuesPane, list);
}

static void
cor_queues_pane_init (CorQueuesPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
