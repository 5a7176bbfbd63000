/* SPDX-License-Identifier: GPL-3.0-or-later
 * The user's conference: how it stands, who is in it, and what can be done.
 * Owner: the window, at whose foot it is for as long as there is one, whatever
 * else is looked at: who waits in it is not forgotten. It keeps nothing; the
 * session is that of the window it is in. */
#include "config.h"
#include "conference-bar.h"
#include "cut-text.h"
#include "caller.h"
#include "participant-row.h"
#include <glib/gi18n-lib.h>

struct _CorConferenceBar {
  AdwBin parent;
  GtkRevealer *revealer;
  GtkLabel *text;
  GtkLabel *trouble;
  GtkMenuButton *people;
  GtkListBox *list;
  GtkButton *join;
  GtkButton *add;
  CorConference *conference; /* from when it is first seen */
};

G_DEFINE_FINAL_TYPE (CorConferenceBar, cor_conference_bar, ADW_TYPE_BIN)

static char *
describe_inside (guint others)
{
  if (others == 0)
    return g_strdup (_ ("Nobody else is in the conference"));
  /* Translators: of a conference with its user; %u are the others. */
  return g_strdup_printf (
    ngettext ("Conference with %u person", "Conference with %u people", others), others);
}

static char *
describe (CorConferenceBar *self)
{
  guint others = cor_conference_count_others (self->conference);
  const char *asked = cor_conference_get_asked (self->conference);

  switch (cor_conference_get_state (self->conference)) {
  case COR_CONFERENCE_BEGINNING:
    return g_strdup (_ ("The conference begins…"));
  case COR_CONFERENCE_ASKING:
    /* Translators: %s is who is called, to be added to a conference. */
    return g_strdup_printf (_ ("Adding %s…"), asked);
  case COR_CONFERENCE_ASKED:
    /* Translators: %s is who one talks to before they are added to a conference. */
    return g_strdup_printf (_ ("You talk to %s alone"), asked);
  case COR_CONFERENCE_JOINING:
    return g_strdup (_ ("You are called into the conference…"));
  case COR_CONFERENCE_INSIDE:
    return describe_inside (others);
  case COR_CONFERENCE_WAITING:
    return g_strdup_printf (ngettext ("%u person is in your conference, without you",
                                      "%u people are in your conference, without you", others),
                            others);
  case COR_CONFERENCE_NONE:
  default:
    return g_strdup ("");
  }
}

static void
update (CorConferenceBar *self)
{
  CorConferenceState state = cor_conference_get_state (self->conference);
  const char *trouble = cor_conference_get_trouble (self->conference);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->conference));
  g_autofree char *text = describe (self);

  gtk_revealer_set_reveal_child (self->revealer, state != COR_CONFERENCE_NONE);
  gtk_widget_set_visible (GTK_WIDGET (self->revealer), state != COR_CONFERENCE_NONE);
  if (state == COR_CONFERENCE_NONE)
    return;
  gtk_label_set_label (self->text, text);
  gtk_label_set_label (self->trouble, trouble != NULL ? trouble : "");
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), trouble != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->people), n > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->join),
                          state == COR_CONFERENCE_ASKED || state == COR_CONFERENCE_WAITING);
  gtk_widget_set_visible (GTK_WIDGET (self->add), state == COR_CONFERENCE_INSIDE);
  gtk_button_set_label (self->join, state == COR_CONFERENCE_ASKED
                                      ? C_ ("all in a conference", "Talk Together")
                                      : C_ ("a conference", "Join"));
  cor_cut_text_allow (GTK_WIDGET (self->join));
}

static GtkWidget *
new_row (gpointer item, gpointer data)
{
  return cor_participant_row_new (COR_PARTICIPANT (item));
}

static void
map (GtkWidget *widget)
{
  CorConferenceBar *self = COR_CONFERENCE_BAR (widget);
  CorCaller *caller = cor_caller_of (widget);

  GTK_WIDGET_CLASS (cor_conference_bar_parent_class)->map (widget);
  if (self->conference != NULL || caller == NULL)
    return;
  self->conference = g_object_ref (cor_session_get_conference (cor_caller_get_session (caller)));
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->conference), new_row, NULL, NULL);
  g_signal_connect_object (self->conference, "notify", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->conference, "items-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}

static void
dispose (GObject *object)
{
  g_clear_object (&COR_CONFERENCE_BAR (object)->conference);
  G_OBJECT_CLASS (cor_conference_bar_parent_class)->dispose (object);
}

static void
cor_conference_bar_class_init (CorConferenceBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  widget_class->map = map;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/conference-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, CorConferenceBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, CorConferenceBar, text);
  gtk_widget_class_bind_template_child (widget_class, CorConferenceBar, trouble);
  gtk_widget_class_bind_template_child (widget_class, CorConferenceBar, people);
  gtk_widget_class_bind_template_child (widget_class, CorConferenceBar, list);
  gtk_widget_class_bind_template_child (widget_class, CorConferenceBar, join);
  gtk_widget_class_bind_template_child (widget_class, CorConferenceBar, add);
}

static void
cor_conference_bar_init (CorConferenceBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cor_cut_text_tell (GTK_WIDGET (self->list));
  cor_cut_text_allow (GTK_WIDGET (self));
}
