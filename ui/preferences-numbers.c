/* SPDX-License-Identifier: GPL-3.0-or-later
 * How numbers are dialled, and a place to try it. Owner: the preferences. What is
 * typed holds at once when it can be a prefix, and is marked when it can't. */
#include "config.h"
#include "preferences-numbers.h"
#include "number-entry.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define PREFIX_MAX 8

struct _CorPreferencesNumbers {
  AdwPreferencesGroup parent;
  AdwEntryRow *outside;
  AdwEntryRow *international;
  GtkSwitch *national_switch;
  GtkSpinButton *internal;
  AdwEntryRow *country;
  AdwEntryRow *number;
  AdwActionRow *result;
  CorSession *session; /* weak: libadwaita's list for searching keeps groups alive */
  GSettings *settings;
};

G_DEFINE_FINAL_TYPE (CorPreferencesNumbers, cor_preferences_numbers, ADW_TYPE_PREFERENCES_GROUP)

static gboolean
is_prefix (const char *text)
{
  return strlen (text) <= PREFIX_MAX && text[strspn (text, "0123456789*#")] == '\0';
}

static gboolean
is_country (const char *text)
{
  return *text == '\0' ||
         (strlen (text) == 2 && g_ascii_isalpha (text[0]) && g_ascii_isalpha (text[1]));
}

static void
mark (gpointer widget, gboolean is_wrong)
{
  if (is_wrong)
    gtk_widget_add_css_class (widget, "error");
  else
    gtk_widget_remove_css_class (widget, "error");
}

static void
update_result (CorPreferencesNumbers *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->number));
  g_autoptr (GError) error = NULL;
  g_autofree char *dialled = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *subtitle = NULL;

  if (self->session == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->result), *text != '\0');
  if (*text == '\0')
    return;
  dialled = cor_session_preview_number (self->session, text, &error);
  mark (self->result, dialled == NULL);
  if (dialled != NULL) {
    shown = cor_session_format_number (self->session, text);
    /* Translators: %s is a phone number as people write it. */
    subtitle = g_strdup_printf (_ ("Dialled for %s"), shown);
  }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->result),
                                 dialled != NULL ? dialled : error->message);
  adw_action_row_set_subtitle (self->result, subtitle != NULL ? subtitle : "");
}

static void
on_prefix_changed (GtkEditable *row, CorPreferencesNumbers *self)
{
  const char *text = gtk_editable_get_text (row);
  gboolean ok = is_prefix (text);

  mark (row, !ok);
  if (self->settings != NULL && ok)
    g_settings_set_string (self->settings,
                           GTK_WIDGET (row) == GTK_WIDGET (self->outside) ? "outside-prefix"
                                                                          : "international-prefix",
                           text);
}

static void
on_country_changed (GtkEditable *row, CorPreferencesNumbers *self)
{
  const char *text = gtk_editable_get_text (row);
  g_autofree char *code = g_ascii_strup (text, -1);

  mark (row, !is_country (text));
  if (self->settings != NULL && is_country (text))
    g_settings_set_string (self->settings, "country", code);
}

static void
update_country_title (CorPreferencesNumbers *self)
{
  /* Translators: %s is a country's two letters. */
  g_autofree char *title = g_strdup_printf (_ ("Country (empty: automatic, now %s)"),
                                            cor_session_get_country (self->session));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->country), title);
}

static void
on_setting_changed (CorPreferencesNumbers *self)
{
  if (self->session == NULL)
    return;
  update_country_title (self);
  update_result (self);
}

static void
fill (GSettings *settings, const char *key, AdwEntryRow *row)
{
  g_autofree char *text = g_settings_get_string (settings, key);

  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

void
cor_preferences_numbers_set_session (CorPreferencesNumbers *self, CorSession *session)
{
  g_autoptr (GSettings) settings = g_settings_new (COR_APP_ID);

  g_set_weak_pointer (&self->session, session);
  fill (settings, "outside-prefix", self->outside);
  fill (settings, "international-prefix", self->international);
  fill (settings, "country", self->country);
  g_settings_bind (settings, "national-form", self->national_switch, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "internal-digits", gtk_spin_button_get_adjustment (self->internal),
                   "value", G_SETTINGS_BIND_DEFAULT);
  self->settings = g_steal_pointer (&settings);
  /* After the session has heard of it, which followed the settings long before. */
  g_signal_connect_object (self->settings, "changed", G_CALLBACK (on_setting_changed), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  on_setting_changed (self);
}

static void
dispose (GObject *object)
{
  CorPreferencesNumbers *self = COR_PREFERENCES_NUMBERS (object);

  g_clear_object (&self->settings);
  g_clear_weak_pointer (&self->session);
  G_OBJECT_CLASS (cor_preferences_numbers_parent_class)->dispose (object);
}

static void
cor_preferences_numbers_class_init (CorPreferencesNumbersClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/preferences-numbers.ui");
  gtk_widget_class_bind_template_child (widget_class, CorPreferencesNumbers, outside);
  gtk_widget_class_bind_template_child (widget_class, CorPreferencesNumbers, international);
  gtk_widget_class_bind_template_child (widget_class, CorPreferencesNumbers, national_switch);
  gtk_widget_class_bind_template_child (widget_class, CorPreferencesNumbers, internal);
  gtk_widget_class_bind_template_child (widget_class, CorPreferencesNumbers, country);
  gtk_widget_class_bind_template_child (widget_class, CorPreferencesNumbers, number);
  gtk_widget_class_bind_template_child (widget_class, CorPreferencesNumbers, result);
  gtk_widget_class_bind_template_callback (widget_class, on_prefix_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_country_changed);
  gtk_widget_class_bind_template_callback (widget_class, update_result);
}

static void
cor_preferences_numbers_init (CorPreferencesNumbers *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cor_number_entry_keep_order (GTK_EDITABLE (self->outside));
  cor_number_entry_keep_order (GTK_EDITABLE (self->international));
  cor_number_entry_keep_order (GTK_EDITABLE (self->number));
}
