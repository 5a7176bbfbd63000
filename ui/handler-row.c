/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who opens the links of one scheme, and the button that makes it Cornetta or
 * gives it back. Owner: the preferences. */
#include "config.h"
#include "handler-row.h"
#include <glib/gi18n-lib.h>

#define LABEL_CHARS 18

struct _CorHandlerRow {
  AdwActionRow parent;
  GtkButton *button;
  GtkLabel *label;
  CorSession *session; /* weak: libadwaita 1.2 lets go of the rows later than of their window */
  CorLinkHandler *handler;
};

G_DEFINE_FINAL_TYPE (CorHandlerRow, cor_handler_row, ADW_TYPE_ACTION_ROW)

static const char *
title_of (CorLinkHandler *handler)
{
  const char *scheme = cor_link_handler_get_scheme (handler);

  if (g_str_equal (scheme, "tel"))
    return _ ("Phone links (tel:)");
  if (g_str_equal (scheme, "callto"))
    return _ ("Call links (callto:)");
  return _ ("Links of the web CTI (nethlink:)");
}

static char *
subtitle_of (CorLinkHandler *handler)
{
  const char *program = cor_link_handler_get_program (handler);

  if (program == NULL)
    return g_strdup (_ ("Nothing opens them"));
  /* Translators: %s is a program. */
  return g_strdup_printf (_ ("Open with %s"), program);
}

static char *
label_of (CorLinkHandler *handler)
{
  const char *previous = cor_link_handler_get_previous (handler);

  if (!cor_link_handler_is_chosen (handler))
    return g_strdup (_ ("Make Default"));
  if (previous == NULL)
    return g_strdup (_ ("Undo"));
  /* Translators: %s is the program that opened phone links before Cornetta. */
  return g_strdup_printf (_ ("Restore %s"), previous);
}

static void
update (CorHandlerRow *self)
{
  g_autofree char *subtitle = subtitle_of (self->handler);
  g_autofree char *label = label_of (self->handler);
  g_autofree char *name = g_strdup_printf ("%s, %s", label, title_of (self->handler));

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_label_set_text (self->label, label);
  /* In a narrow window it is the title that wraps. */
  gtk_label_set_width_chars (self->label, MIN ((int)g_utf8_strlen (label, -1), LABEL_CHARS));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

/* What went wrong stays to be read until something changes. */
static void
on_clicked (GtkButton *button, CorHandlerRow *self)
{
  g_autoptr (GError) error = NULL;

  if (self->session != NULL &&
      !cor_session_set_link_handler (self->session, cor_link_handler_get_scheme (self->handler),
                                     !cor_link_handler_is_chosen (self->handler), &error))
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self), error->message);
}

static void
dispose (GObject *object)
{
  CorHandlerRow *self = COR_HANDLER_ROW (object);

  g_clear_object (&self->handler);
  g_clear_weak_pointer (&self->session);
  G_OBJECT_CLASS (cor_handler_row_parent_class)->dispose (object);
}

static void
cor_handler_row_class_init (CorHandlerRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/handler-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CorHandlerRow, button);
  gtk_widget_class_bind_template_child (widget_class, CorHandlerRow, label);
  gtk_widget_class_bind_template_callback (widget_class, on_clicked);
}

static void
cor_handler_row_init (CorHandlerRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
cor_handler_row_new (CorSession *session, CorLinkHandler *handler)
{
  CorHandlerRow *self = g_object_new (COR_TYPE_HANDLER_ROW, "title", title_of (handler), NULL);

  g_set_weak_pointer (&self->session, session);
  self->handler = g_object_ref (handler);
  g_signal_connect_object (handler, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
