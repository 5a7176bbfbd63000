/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which past calls are kept on this computer. Owner: the preferences. The
 * settings are the truth; who follows them deletes. */
#include "config.h"
#include "preferences-history.h"
#include <glib/gi18n-lib.h>

struct _CorPreferencesHistory {
  AdwPreferencesGroup parent;
  GtkSwitch *keep;
  GtkSwitch *keep_data;
  GtkSwitch *summaries;
  AdwComboRow *days;
  GtkButton *clear;
  CorSession *session; /* weak: libadwaita's list for searching keeps groups alive */
  GSettings *settings;
  GArray *choices; /* of guint: days, 0 for never */
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (CorPreferencesHistory, cor_preferences_history, ADW_TYPE_PREFERENCES_GROUP)

static void
add_choice (CorPreferencesHistory *self, GtkStringList *texts, guint days)
{
  g_autofree char *text = NULL;

  if (days == 0)
    text = g_strdup (C_ ("past calls are deleted", "Never"));
  else
    text = g_strdup_printf (ngettext ("After %u day", "After %u days", days), days);
  g_array_append_val (self->choices, days);
  gtk_string_list_append (texts, text);
}

/* A number that was set elsewhere is a choice of its own. */
static void
update_days (CorPreferencesHistory *self)
{
  static const guint usual[] = { 0, 7, 30, 90, 365 };
  g_autoptr (GtkStringList) texts = gtk_string_list_new (NULL);
  guint days = g_settings_get_uint (self->settings, "history-days"), selected = G_MAXUINT;

  if (self->updating)
    return;
  g_array_set_size (self->choices, 0);
  for (guint i = 0; i < G_N_ELEMENTS (usual); i++) {
    add_choice (self, texts, usual[i]);
    if (usual[i] == days)
      selected = i;
  }
  if (selected == G_MAXUINT) {
    selected = self->choices->len;
    add_choice (self, texts, days);
  }
  self->updating = TRUE;
  adw_combo_row_set_model (self->days, G_LIST_MODEL (texts));
  adw_combo_row_set_selected (self->days, selected);
  self->updating = FALSE;
}

static void
on_days_selected (CorPreferencesHistory *self)
{
  guint selected = adw_combo_row_get_selected (self->days);

  if (self->updating || selected >= self->choices->len)
    return;
  /* The row is still at it: what it chooses from must not be replaced. */
  self->updating = TRUE;
  g_settings_set_uint (self->settings, "history-days",
                       g_array_index (self->choices, guint, selected));
  self->updating = FALSE;
}

static void
on_response (AdwMessageDialog *dialog, const char *response, CorPreferencesHistory *self)
{
  if (g_str_equal (response, "delete") && self->session != NULL)
    cor_session_clear_history (self->session);
}

/* It can't be taken back. */
static void
on_clear (GtkButton *button, CorPreferencesHistory *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (
    adw_message_dialog_new (window, _ ("Delete All Past Calls?"),
                            _ ("They are deleted on this computer for good, with your notes on "
                               "them. The server keeps its own records, but they won't be shown "
                               "here any more.")));

  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "delete", _ ("_Delete"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "delete", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
cor_preferences_history_set_session (CorPreferencesHistory *self, CorSession *session)
{
  g_set_weak_pointer (&self->session, session);
}

static void
dispose (GObject *object)
{
  CorPreferencesHistory *self = COR_PREFERENCES_HISTORY (object);

  g_clear_weak_pointer (&self->session);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->choices, g_array_unref);
  G_OBJECT_CLASS (cor_preferences_history_parent_class)->dispose (object);
}

static void
cor_preferences_history_class_init (CorPreferencesHistoryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/preferences-history.ui");
  gtk_widget_class_bind_template_child (widget_class, CorPreferencesHistory, keep);
  gtk_widget_class_bind_template_child (widget_class, CorPreferencesHistory, keep_data);
  gtk_widget_class_bind_template_child (widget_class, CorPreferencesHistory, summaries);
  gtk_widget_class_bind_template_child (widget_class, CorPreferencesHistory, days);
  gtk_widget_class_bind_template_child (widget_class, CorPreferencesHistory, clear);
  gtk_widget_class_bind_template_callback (widget_class, on_clear);
}

static void
cor_preferences_history_init (CorPreferencesHistory *self)
{
  self->choices = g_array_new (FALSE, FALSE, sizeof (guint));
  self->settings = g_settings_new (COR_APP_ID);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_settings_bind (self->settings, "keep-data", self->keep_data, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "keep-history", self->keep, "active",
                   G_SETTINGS_BIND_DEFAULT | G_SETTINGS_BIND_NO_SENSITIVITY);
  g_settings_bind (self->settings, "summary-notifications", self->summaries, "active",
                   G_SETTINGS_BIND_DEFAULT | G_SETTINGS_BIND_NO_SENSITIVITY);
  g_signal_connect_object (self->settings, "changed::history-days", G_CALLBACK (update_days), self,
                           G_CONNECT_SWAPPED);
  update_days (self);
  g_signal_connect_object (self->days, "notify::selected", G_CALLBACK (on_days_selected), self,
                           G_CONNECT_SWAPPED);
}
