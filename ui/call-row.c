/* SPDX-License-Identifier: GPL-3.0-or-later
 * One of several calls. Owner: the call view's list. */
#include "config.h"
#include "call-row.h"
#include "call-text.h"
#include <glib/gi18n-lib.h>

struct _CorCallRow {
  AdwActionRow parent;
  GtkButton *hold;
  GtkButton *decline;
  GtkButton *answer;
  CorCall *call;
};

G_DEFINE_FINAL_TYPE (CorCallRow, cor_call_row, ADW_TYPE_ACTION_ROW)

static void
name_button (CorCallRow *self, GtkButton *button, const char *format)
{
  g_autofree char *label = g_strdup_printf ("%s, %s", format, cor_call_get_shown (self->call));

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

static void
update (CorCallRow *self)
{
  CorCallState state = cor_call_get_state (self->call);
  gboolean held = cor_call_is_held (self->call);
  const char *hold = held ? _ ("Resume") : C_ ("put a call on hold", "Hold");
  const char *text = cor_call_text_state (self->call);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), cor_call_get_shown (self->call));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text != NULL ? text : _ ("Talking"));
  gtk_button_set_label (self->hold, hold);
  gtk_widget_set_visible (GTK_WIDGET (self->hold), state == COR_CALL_ACTIVE);
  gtk_widget_set_visible (GTK_WIDGET (self->decline), state == COR_CALL_INCOMING);
  gtk_widget_set_visible (GTK_WIDGET (self->answer), state == COR_CALL_INCOMING);
  name_button (self, self->hold, hold);
  name_button (self, self->decline, _ ("Decline"));
  name_button (self, self->answer, _ ("Answer"));
}

CorCall *
cor_call_row_get_call (CorCallRow *self)
{
  return self->call;
}

static void
dispose (GObject *object)
{
  g_clear_object (&COR_CALL_ROW (object)->call);
  G_OBJECT_CLASS (cor_call_row_parent_class)->dispose (object);
}

static void
cor_call_row_class_init (CorCallRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/cornetta/Cornetta/call-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CorCallRow, hold);
  gtk_widget_class_bind_template_child (widget_class, CorCallRow, decline);
  gtk_widget_class_bind_template_child (widget_class, CorCallRow, answer);
}

static void
cor_call_row_init (CorCallRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
cor_call_row_new (CorCall *call)
{
  CorCallRow *self = g_object_new (COR_TYPE_CALL_ROW, NULL);
  guint id = cor_call_get_id (call);

  self->call = g_object_ref (call);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->hold), "u", id);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->decline), "u", id);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->answer), "u", id);
  g_signal_connect_object (call, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
