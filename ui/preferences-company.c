/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a call opens and runs. Owner: the preferences. The settings are the
 * truth. */
#include "config.h"
#include "preferences-company.h"
#include "session/company.h"
#include <glib/gi18n-lib.h>

static const char *const events[] = { "ringing", "answered", "ended" };
static const char *const whens[] = { "auto", "never", "ringing", "answered", "button" };

struct _CorPreferencesCompany {
  AdwPreferencesGroup parent;
  AdwComboRow *open;
  AdwEntryRow *command;
  GtkWidget *ringing_row, *answered_row, *ended_row;
  GtkSwitch *ringing, *answered, *ended;
  GSettings *settings;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (CorPreferencesCompany, cor_preferences_company, ADW_TYPE_PREFERENCES_GROUP)

static GtkSwitch *
get_switch (CorPreferencesCompany *self, guint event)
{
  GtkSwitch *const switches[] = { self->ringing, self->answered, self->ended };

  return switches[event];
}

static void
update_events (CorPreferencesCompany *self)
{
  g_auto (GStrv) chosen = g_settings_get_strv (self->settings, "call-command-on");

  self->updating = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    gtk_switch_set_active (get_switch (self, i),
                           g_strv_contains ((const char *const *)chosen, events[i]));
  self->updating = FALSE;
}

static void
on_event_switched (CorPreferencesCompany *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) chosen = NULL;

  if (self->updating)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    if (gtk_switch_get_active (get_switch (self, i)))
      g_strv_builder_add (builder, events[i]);
  chosen = g_strv_builder_end (builder);
  g_settings_set_strv (self->settings, "call-command-on", (const char *const *)chosen);
}

static void
update_when (CorPreferencesCompany *self)
{
  g_autofree char *when = g_settings_get_string (self->settings, "open-url");

  for (guint i = 0; i < G_N_ELEMENTS (whens); i++)
    if (g_str_equal (when, whens[i]))
      adw_combo_row_set_selected (self->open, i);
}

static void
on_when_selected (CorPreferencesCompany *self)
{
  guint selected = adw_combo_row_get_selected (self->open);

  if (selected < G_N_ELEMENTS (whens))
    g_settings_set_string (self->settings, "open-url", whens[selected]);
}

/* Without a command there is nothing to choose. */
static void
update_command (CorPreferencesCompany *self)
{
  g_autofree char *command = g_settings_get_string (self->settings, "call-command");
  GtkWidget *const rows[] = { self->ringing_row, self->answered_row, self->ended_row };

  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->command)), command))
    gtk_editable_set_text (GTK_EDITABLE (self->command), command);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    gtk_widget_set_sensitive (rows[i], *command != '\0');
}

static void
say (CorPreferencesCompany *self, const char *text)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *safe = g_markup_escape_text (text, -1);

  if (ADW_IS_PREFERENCES_WINDOW (root))
    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (root), adw_toast_new (safe));
}

/* One that can't be run is not kept. */
static void
on_apply (CorPreferencesCompany *self)
{
  const char *command = gtk_editable_get_text (GTK_EDITABLE (self->command));
  g_autoptr (GError) error = NULL;

  if (cor_session_check_command (command, &error)) {
    gtk_widget_remove_css_class (GTK_WIDGET (self->command), "error");
    g_settings_set_string (self->settings, "call-command", command);
    return;
  }
  gtk_widget_add_css_class (GTK_WIDGET (self->command), "error");
  say (self, error->message);
}

static void
dispose (GObject *object)
{
  g_clear_object (&COR_PREFERENCES_COMPANY (object)->settings);
  G_OBJECT_CLASS (cor_preferences_company_parent_class)->dispose (object);
}

static void
cor_preferences_company_class_init (CorPreferencesCompanyClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/preferences-company.ui");
  gtk_widget_class_bind_template_child (widget_class, CorPreferencesCompany, open);
  gtk_widget_class_bind_template_child (widget_class, CorPreferencesCompany, command);
  gtk_widget_class_bind_template_child (widget_class, CorPreferencesCompany, ringing_row);
  gtk_widget_class_bind_template_child (widget_class, CorPreferencesCompany, answered_row);
  gtk_widget_class_bind_template_child (widget_class, CorPreferencesCompany, ended_row);
  gtk_widget_class_bind_template_child (widget_class, CorPreferencesCompany, ringing);
  gtk_widget_class_bind_template_child (widget_class, CorPreferencesCompany, answered);
  gtk_widget_class_bind_template_child (widget_class, CorPreferencesCompany, ended);
  gtk_widget_class_bind_template_callback (widget_class, on_apply);
}

static void
cor_preferences_company_init (CorPreferencesCompany *self)
{
  self->settings = g_settings_new (COR_APP_ID);
  gtk_widget_init_template (GTK_WIDGET (self));
  update_when (self);
  update_command (self);
  update_events (self);
  g_signal_connect_object (self->settings, "changed::open-url", G_CALLBACK (update_when), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::call-command", G_CALLBACK (update_command),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::call-command-on", G_CALLBACK (update_events),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->open, "notify::selected", G_CALLBACK (on_when_selected), self,
                           G_CONNECT_SWAPPED);
  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    g_signal_connect_object (get_switch (self, i), "notify::active", G_CALLBACK (on_event_switched),
                             self, G_CONNECT_SWAPPED);
}
