/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which microphone, speaker and ringer. Owner: itself, as a toplevel. Whatever
 * is chosen holds at once, in running calls too. */
#include "config.h"
#include "preferences.h"

#define N_ROLES 3

struct _CorPreferences {
  AdwPreferencesWindow parent;
  AdwComboRow *microphone;
  AdwComboRow *speaker;
  AdwComboRow *ringer;
  CorSession *session;
};

G_DEFINE_FINAL_TYPE (CorPreferences, cor_preferences, ADW_TYPE_PREFERENCES_WINDOW)

/* The rows are of a type that this room doesn't know: they have a name and a description. */
static char *
dup_field (gpointer item, const char *field)
{
  char *text = NULL;

  if (item != NULL && g_object_class_find_property (G_OBJECT_GET_CLASS (item), field) != NULL)
    g_object_get (item, field, &text, NULL);
  return text;
}

static char *
describe (GObject *item, gpointer data)
{
  char *text = dup_field (item, "description");

  return text != NULL ? text : dup_field (item, "name");
}

static void
on_selected (AdwComboRow *row, GParamSpec *pspec, CorPreferences *self)
{
  AdwComboRow *rows[N_ROLES] = { self->microphone, self->speaker, self->ringer };
  g_autofree char *name = dup_field (adw_combo_row_get_selected_item (row), "name");

  for (guint role = 0; role < N_ROLES; role++)
    if (rows[role] == row)
      cor_session_set_audio_device (self->session, role, name);
}

static void
fill (CorPreferences *self)
{
  AdwComboRow *rows[N_ROLES] = { self->microphone, self->speaker, self->ringer };

  for (guint role = 0; role < N_ROLES; role++) {
    g_autoptr (GtkExpression) expression =
      gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 0, NULL, G_CALLBACK (describe), NULL, NULL);

    adw_combo_row_set_expression (rows[role], expression);
    adw_combo_row_set_model (rows[role], cor_session_get_audio_devices (self->session, role));
    g_signal_connect (rows[role], "notify::selected-item", G_CALLBACK (on_selected), self);
  }
}

static void
dispose (GObject *object)
{
  CorPreferences *self = COR_PREFERENCES (object);

  g_clear_object (&self->session);
  G_OBJECT_CLASS (cor_preferences_parent_class)->dispose (object);
}

static void
cor_preferences_class_init (CorPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, CorPreferences, microphone);
  gtk_widget_class_bind_template_child (widget_class, CorPreferences, speaker);
  gtk_widget_class_bind_template_child (widget_class, CorPreferences, ringer);
}

static void
cor_preferences_init (CorPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

CorPreferences *
cor_preferences_new (GtkWindow *parent, CorSession *session)
{
  CorPreferences *self =
    g_object_new (COR_TYPE_PREFERENCES, "transient-for", parent, "modal", FALSE, NULL);

  self->session = g_object_ref (session);
  fill (self);
  return self;
}
