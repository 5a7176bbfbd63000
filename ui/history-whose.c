/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whose past calls are looked at. Owner: the history's pane. A choice that the
 * account no longer has is the user's own calls again. */
#include "config.h"
#include "history-whose.h"
#include <glib/gi18n-lib.h>
#include <string.h>

struct _CorHistoryWhoseButton {
  AdwBin parent;
  GtkDropDown *choices;
  CorSession *session;                                 /* referenced */
  CorHistoryWhose whose[COR_HISTORY_OF_EVERYBODY + 1]; /* by line of the choices */
  guint n;
  CorHistoryWhose current;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (CorHistoryWhoseButton, cor_history_whose, ADW_TYPE_BIN)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static const char *
text_of (CorHistoryWhose whose)
{
  switch (whose) {
  case COR_HISTORY_OF_GROUPS:
    return C_ ("whose calls", "Your Groups");
  case COR_HISTORY_OF_EVERYBODY:
    return C_ ("whose calls", "Everybody");
  case COR_HISTORY_MINE:
  default:
    return C_ ("whose calls", "You");
  }
}

/* A drop-down's own button has the focus, and says nothing by itself. */
static void
name_button (CorHistoryWhoseButton *self)
{
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->choices));
  /* Translators: %s is "You", "Your Groups" or "Everybody". */
  g_autofree char *label = g_strdup_printf (_ ("Calls of: %s"), text_of (self->current));

  if (button != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                    -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->choices), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

static void
set_current (CorHistoryWhoseButton *self, CorHistoryWhose whose)
{
  if (self->current == whose)
    return;
  self->current = whose;
  name_button (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_selected (CorHistoryWhoseButton *self)
{
  guint line = gtk_drop_down_get_selected (self->choices);

  if (!self->updating && line < self->n)
    set_current (self, self->whose[line]);
}

static void
fill (CorHistoryWhoseButton *self)
{
  g_autoptr (GtkStringList) texts = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; i < self->n; i++) {
    gtk_string_list_append (texts, text_of (self->whose[i]));
    if (self->whose[i] == self->current)
      selected = i;
  }
  self->updating = TRUE;
  gtk_drop_down_set_model (self->choices, G_LIST_MODEL (texts));
  gtk_drop_down_set_selected (self->choices, selected);
  self->updating = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self), self->n > 1);
  set_current (self, self->whose[selected]);
  name_button (self);
}

static void
update (CorHistoryWhoseButton *self)
{
  CorHistoryWhose whose[G_N_ELEMENTS (self->whose)] = { COR_HISTORY_MINE };
  guint n = 1;

  for (guint i = COR_HISTORY_OF_GROUPS; i <= COR_HISTORY_OF_EVERYBODY; i++)
    if (cor_session_may_see_others (self->session, i))
      whose[n++] = i;
  if (n == self->n && memcmp (whose, self->whose, n * sizeof *whose) == 0)
    return;
  memcpy (self->whose, whose, sizeof whose);
  self->n = n;
  fill (self);
}

void
cor_history_whose_set_session (CorHistoryWhoseButton *self, CorSession *session)
{
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::presence", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}

CorHistoryWhose
cor_history_whose_get (CorHistoryWhoseButton *self)
{
  return self->current;
}

static void
dispose (GObject *object)
{
  g_clear_object (&COR_HISTORY_WHOSE (object)->session);
  G_OBJECT_CLASS (cor_history_whose_parent_class)->dispose (object);
}

static void
cor_history_whose_class_init (CorHistoryWhoseButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  signals[CHANGED] = g_signal_new ("changed", COR_TYPE_HISTORY_WHOSE, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
cor_history_whose_init (CorHistoryWhoseButton *self)
{
  self->choices = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->choices));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_connect_object (self->choices, "notify::selected", G_CALLBACK (on_selected), self,
                           G_CONNECT_SWAPPED);
}
