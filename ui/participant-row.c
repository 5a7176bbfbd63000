/* SPDX-License-Identifier: GPL-3.0-or-later
 * Somebody in the user's conference, as a row: muted, heard again, removed.
 * Owner: the conference bar's list. It follows its participant; the actions are
 * the session's, and a toggle that nobody follows goes back. */
#include "config.h"
#include "participant-row.h"
#include "bidi.h"
#include <glib/gi18n-lib.h>

struct _CorParticipantRow {
  GtkListBoxRow parent;
  GtkLabel *name;
  GtkToggleButton *mute;
  GtkButton *remove;
  CorParticipant *participant;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (CorParticipantRow, cor_participant_row, GTK_TYPE_LIST_BOX_ROW)

static void
name_button (GtkWidget *button, char *label)
{
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_free (label);
}

static void
update (CorParticipantRow *self)
{
  self->updating = TRUE;
  gtk_toggle_button_set_active (self->mute, cor_participant_is_muted (self->participant));
  self->updating = FALSE;
}

static void
on_mute_toggled (GtkToggleButton *button, CorParticipantRow *self)
{
  if (self->updating)
    return;
  gtk_widget_activate_action (GTK_WIDGET (self), "app.conference-mute", "s",
                              cor_participant_get_number (self->participant));
  update (self);
}

static void
dispose (GObject *object)
{
  g_clear_object (&COR_PARTICIPANT_ROW (object)->participant);
  G_OBJECT_CLASS (cor_participant_row_parent_class)->dispose (object);
}

static void
cor_participant_row_class_init (CorParticipantRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/participant-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CorParticipantRow, name);
  gtk_widget_class_bind_template_child (widget_class, CorParticipantRow, mute);
  gtk_widget_class_bind_template_child (widget_class, CorParticipantRow, remove);
  gtk_widget_class_bind_template_callback (widget_class, on_mute_toggled);
}

static void
cor_participant_row_init (CorParticipantRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
cor_participant_row_new (CorParticipant *participant)
{
  CorParticipantRow *self = g_object_new (COR_TYPE_PARTICIPANT_ROW, NULL);
  const char *shown = cor_participant_get_shown (participant);
  gboolean own = cor_participant_is_own (participant);

  self->participant = g_object_ref (participant);
  /* Translators: of who is in a conference. */
  cor_bidi_set_label (self->name, own ? C_ ("a participant", "You") : shown);
  gtk_widget_set_visible (GTK_WIDGET (self->mute), !own);
  gtk_widget_set_visible (GTK_WIDGET (self->remove), !own);
  /* Translators: %s is somebody in a conference, whom the others are not to hear. */
  name_button (GTK_WIDGET (self->mute), g_strdup_printf (_ ("Mute %s"), shown));
  name_button (GTK_WIDGET (self->remove),
               g_strdup_printf (_ ("Remove %s from the conference"), shown));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->remove), "s",
                                    cor_participant_get_number (participant));
  g_signal_connect_object (participant, "notify::muted", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
