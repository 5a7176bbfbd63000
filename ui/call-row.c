/* SPDX-License-Identifier: GPL-3.0-or-later
 * One of several calls. Owner: the call view's list. */
#include "config.h"
#include "call-row.h"
#include "bidi.h"
#include "call-text.h"
#include "cut-text.h"
#include <glib/gi18n-lib.h>

struct _CorCallRow {
  AdwPreferencesRow parent;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkButton *hold;
  GtkButton *decline;
  GtkButton *answer;
  GtkWidget *choices; /* while another call is talked in */
  GtkButton *hold_and_answer;
  GtkButton *end_and_answer;
  GtkButton *decline_second;
  CorCall *call;
  CorCallList *calls;
};

G_DEFINE_FINAL_TYPE (CorCallRow, cor_call_row, ADW_TYPE_PREFERENCES_ROW)

static void
name_button (CorCallRow *self, GtkButton *button, const char *format)
{
  g_autofree char *label = g_strdup_printf ("%s, %s", format, cor_call_get_shown (self->call));

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

/* What a second call can mean for the one that is talked in, or is being dialled. */
static void
update_choices (CorCallRow *self)
{
  CorCall *talked = cor_call_list_get_talked (self->calls);
  gboolean incoming = cor_call_get_state (self->call) == COR_CALL_INCOMING;
  gboolean is_second = incoming && talked != NULL;
  gboolean can_hold = is_second && cor_call_get_state (talked) == COR_CALL_ACTIVE;
  const char *answer = can_hold ? _ ("Hold and Answer") : _ ("Answer");

  gtk_widget_set_visible (self->choices, is_second);
  gtk_widget_set_visible (GTK_WIDGET (self->decline), incoming && !is_second);
  gtk_widget_set_visible (GTK_WIDGET (self->answer), incoming && !is_second);
  gtk_button_set_label (self->hold_and_answer, answer);
  name_button (self, self->decline, _ ("Decline"));
  name_button (self, self->answer, _ ("Answer"));
  name_button (self, self->hold_and_answer, answer);
  name_button (self, self->end_and_answer, _ ("End and Answer"));
  name_button (self, self->decline_second, _ ("Decline"));
}

static void
update (CorCallRow *self)
{
  CorCallState state = cor_call_get_state (self->call);
  gboolean held = cor_call_is_held (self->call);
  const char *hold = held ? _ ("Resume") : C_ ("put a call on hold", "Hold");
  const char *text = cor_call_text_state (self->call);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), cor_call_get_shown (self->call));
  cor_bidi_set_label (self->title, cor_call_get_shown (self->call));
  cor_bidi_set_label (self->subtitle, text != NULL ? text : _ ("Talking"));
  gtk_button_set_label (self->hold, hold);
  gtk_widget_set_visible (GTK_WIDGET (self->hold), state == COR_CALL_ACTIVE);
  name_button (self, self->hold, hold);
  update_choices (self);
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
  g_clear_object (&COR_CALL_ROW (object)->calls);
  G_OBJECT_CLASS (cor_call_row_parent_class)->dispose (object);
}

static void
cor_call_row_class_init (CorCallRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/cornetta/Cornetta/call-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CorCallRow, title);
  gtk_widget_class_bind_template_child (widget_class, CorCallRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, CorCallRow, hold);
  gtk_widget_class_bind_template_child (widget_class, CorCallRow, decline);
  gtk_widget_class_bind_template_child (widget_class, CorCallRow, answer);
  gtk_widget_class_bind_template_child (widget_class, CorCallRow, choices);
  gtk_widget_class_bind_template_child (widget_class, CorCallRow, hold_and_answer);
  gtk_widget_class_bind_template_child (widget_class, CorCallRow, end_and_answer);
  gtk_widget_class_bind_template_child (widget_class, CorCallRow, decline_second);
}

static void
cor_call_row_init (CorCallRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cor_cut_text_allow (GTK_WIDGET (self));
}

GtkWidget *
cor_call_row_new (CorCall *call, CorCallList *calls)
{
  CorCallRow *self = g_object_new (COR_TYPE_CALL_ROW, NULL);
  GtkButton *buttons[] = { self->hold,           self->decline,         self->answer,
                           self->end_and_answer, self->hold_and_answer, self->decline_second };

  self->call = g_object_ref (call);
  self->calls = g_object_ref (calls);
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (buttons[i]), "u", cor_call_get_id (call));
  g_signal_connect_object (call, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (calls, "added", G_CALLBACK (update_choices), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (calls, "changed", G_CALLBACK (update_choices), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (calls, "ended", G_CALLBACK (update_choices), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
