/* SPDX-License-Identifier: GPL-3.0-or-later
 * The quality of the last call, to look at after its end. Owner: itself; asks
 * the session once, when it is made. */
#include "config.h"
#include "quality-window.h"
#include "cut-text.h"
#include "quality-list.h"
#include "session/quality.h"
#include <glib/gi18n-lib.h>

struct _CorQualityWindow {
  AdwWindow parent;
  AdwWindowTitle *title;
  GtkLabel *nothing;
  CorQualityList *list;
};

G_DEFINE_FINAL_TYPE (CorQualityWindow, cor_quality_window, ADW_TYPE_WINDOW)

static void
say (CorQualityWindow *self, const char *text)
{
  gtk_label_set_label (self->nothing, text);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing), TRUE);
}

static void
on_quality_ready (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CorQualityWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CorCallQuality) quality =
    cor_session_get_quality_finish (COR_SESSION (source), result, &error);

  if (quality == NULL) {
    say (self, error->message);
  } else if (!quality->heard) {
    say (self, _ ("There was no sound in the last call."));
  } else {
    adw_window_title_set_subtitle (self->title, quality->who);
    cor_quality_list_show (self->list, quality);
    gtk_widget_set_visible (GTK_WIDGET (self->list), TRUE);
  }
}

static void
cor_quality_window_class_init (CorQualityWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (COR_TYPE_QUALITY_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/quality-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CorQualityWindow, title);
  gtk_widget_class_bind_template_child (widget_class, CorQualityWindow, nothing);
  gtk_widget_class_bind_template_child (widget_class, CorQualityWindow, list);
}

static void
cor_quality_window_init (CorQualityWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cor_cut_text_tell (GTK_WIDGET (self));
}

GtkWindow *
cor_quality_window_new (GtkWindow *parent, CorSession *session)
{
  CorQualityWindow *self = g_object_new (COR_TYPE_QUALITY_WINDOW, "transient-for", parent, NULL);

  cor_session_get_quality_async (session, 0, on_quality_ready, g_object_ref (self));
  return GTK_WINDOW (self);
}
