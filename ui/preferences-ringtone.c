/* SPDX-License-Identifier: GPL-3.0-or-later
 * What this computer rings with: a row to choose and hear it. Owner: the
 * preferences. A file stays where it is; one that can't be read is said to be
 * so, and stays chosen. */
#include "config.h"
#include "preferences-ringtone.h"
#include "session/ringtone.h"
#include <glib/gi18n-lib.h>

/* The lines of the row, the file's only when there is one. */
enum { MELODY, COUNTRY, FILE_CHOSEN };

struct _CorPreferencesRingtone {
  AdwComboRow parent;
  GtkButton *play;
  GtkFileChooserNative *chooser; /* while it is open */
  GSettings *settings;
  CorSession *session;   /* weak: libadwaita's list for searching keeps rows alive */
  GCancellable *playing; /* or NULL */
  guint fill_id;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (CorPreferencesRingtone, cor_preferences_ringtone, ADW_TYPE_COMBO_ROW)

static gboolean
is_file (const char *ringtone)
{
  return *ringtone != '\0' && !g_str_equal (ringtone, COR_RINGTONE_COUNTRY);
}

static char *
dup_file_name (const char *ringtone)
{
  g_autofree char *path = g_filename_from_uri (ringtone, NULL, NULL);

  return g_filename_display_basename (path != NULL ? path : ringtone);
}

static void
fill (CorPreferencesRingtone *self)
{
  g_autoptr (GtkStringList) lines = gtk_string_list_new (NULL);
  g_autofree char *ringtone = g_settings_get_string (self->settings, "ringtone");
  guint selected = g_str_equal (ringtone, COR_RINGTONE_COUNTRY) ? COUNTRY : MELODY;

  gtk_string_list_append (lines, _ ("Cornetta's melody"));
  gtk_string_list_append (lines, _ ("Ring of your country"));
  if (is_file (ringtone)) {
    gtk_string_list_take (lines, dup_file_name (ringtone));
    selected = FILE_CHOSEN;
  }
  gtk_string_list_append (lines, _ ("Choose a file…"));
  self->filling = TRUE;
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (lines));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self), selected);
  self->filling = FALSE;
}

static gboolean
on_fill (gpointer data)
{
  CorPreferencesRingtone *self = data;

  self->fill_id = 0;
  fill (self);
  return G_SOURCE_REMOVE;
}

/* Lines must stay while one of them is being chosen. */
static void
fill_soon (CorPreferencesRingtone *self)
{
  if (self->fill_id == 0)
    self->fill_id = g_idle_add (on_fill, self);
}

static void
on_trouble_changed (CorPreferencesRingtone *self)
{
  g_autofree char *trouble = NULL;
  g_autofree char *text = NULL;

  if (self->session != NULL)
    g_object_get (self->session, "ringtone-trouble", &trouble, NULL);
  if (trouble != NULL)
    /* Translators: %s is why a file can't be used, without a full stop. */
    text = g_strdup_printf (_ ("%s. Cornetta's melody rings instead."), trouble);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text != NULL ? text : "");
}

/* --- Choosing --- */

static void
choose (CorPreferencesRingtone *self, GFile *file)
{
  const char *path = g_file_peek_path (file);
  g_autofree char *uri = g_file_get_uri (file);

  g_settings_set_string (self->settings, "ringtone",
                         path != NULL && g_utf8_validate (path, -1, NULL) ? path : uri);
}

static void
on_file_chosen (GtkNativeDialog *chooser, int response, CorPreferencesRingtone *self)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (file != NULL && self->settings != NULL)
    choose (self, file);
  g_clear_object (&self->chooser);
}

static void
open_chooser (CorPreferencesRingtone *self)
{
  static const char *const suffixes[] = { "wav", "ogg", "oga", "opus", "flac" };
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  if (self->chooser != NULL)
    return;
  gtk_file_filter_set_name (filter, _ ("Sound Files (WAV, Ogg, FLAC)"));
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    gtk_file_filter_add_suffix (filter, suffixes[i]);
  self->chooser = gtk_file_chooser_native_new (_ ("Choose a Ringtone"),
                                               GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_file_chosen), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* What is not chosen yet does not show as if it were. */
static void
on_selected (CorPreferencesRingtone *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self));
  guint n = g_list_model_get_n_items (adw_combo_row_get_model (ADW_COMBO_ROW (self)));

  if (self->filling || self->settings == NULL)
    return;
  if (selected == n - 1) {
    fill_soon (self);
    open_chooser (self);
  } else if (selected != FILE_CHOSEN) {
    g_settings_set_string (self->settings, "ringtone",
                           selected == COUNTRY ? COR_RINGTONE_COUNTRY : "");
  }
}

/* --- Hearing it --- */

static void
show_playing (CorPreferencesRingtone *self)
{
  gboolean is_on = self->playing != NULL;
  const char *text = is_on ? _ ("Stop the Ringtone") : _ ("Play the Ringtone Once");

  gtk_button_set_icon_name (self->play, is_on ? "media-playback-stop-symbolic"
                                              : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->play), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->play), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  -1);
}

static void
stop (CorPreferencesRingtone *self)
{
  if (self->playing != NULL)
    g_cancellable_cancel (self->playing);
  g_clear_object (&self->playing);
}

/* Why it can't be heard now stands where a trouble with the file does. */
static void
on_played (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CorPreferencesRingtone) self = data;
  g_autoptr (GError) error = NULL;
  gboolean played = cor_session_play_ringtone_finish (COR_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->playing);
  show_playing (self);
  if (!played)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self), error->message);
}

static void
on_play_clicked (GtkButton *button, CorPreferencesRingtone *self)
{
  if (self->session == NULL)
    return;
  on_trouble_changed (self);
  if (self->playing != NULL) {
    stop (self);
  } else {
    self->playing = g_cancellable_new ();
    cor_session_play_ringtone_async (self->session, self->playing, on_played, g_object_ref (self));
  }
  show_playing (self);
}

/* --- The row --- */

void
cor_preferences_ringtone_set_session (CorPreferencesRingtone *self, CorSession *session)
{
  g_set_weak_pointer (&self->session, session);
  g_signal_connect_object (session, "notify::ringtone-trouble", G_CALLBACK (on_trouble_changed),
                           self, G_CONNECT_SWAPPED);
  on_trouble_changed (self);
}

/* Nobody looks any more. */
static void
unmap (GtkWidget *widget)
{
  stop (COR_PREFERENCES_RINGTONE (widget));
  show_playing (COR_PREFERENCES_RINGTONE (widget));
  GTK_WIDGET_CLASS (cor_preferences_ringtone_parent_class)->unmap (widget);
}

static void
dispose (GObject *object)
{
  CorPreferencesRingtone *self = COR_PREFERENCES_RINGTONE (object);

  stop (self);
  g_clear_handle_id (&self->fill_id, g_source_remove);
  g_clear_object (&self->chooser);
  g_clear_object (&self->settings);
  g_clear_weak_pointer (&self->session);
  G_OBJECT_CLASS (cor_preferences_ringtone_parent_class)->dispose (object);
}

static void
cor_preferences_ringtone_class_init (CorPreferencesRingtoneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  widget_class->unmap = unmap;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/preferences-ringtone.ui");
  gtk_widget_class_bind_template_child (widget_class, CorPreferencesRingtone, play);
  gtk_widget_class_bind_template_callback (widget_class, on_play_clicked);
}

static void
cor_preferences_ringtone_init (CorPreferencesRingtone *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->settings = g_settings_new (COR_APP_ID);
  fill (self);
  show_playing (self);
  g_signal_connect_object (self->settings, "changed::ringtone", G_CALLBACK (fill_soon), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::selected", G_CALLBACK (on_selected), NULL);
}
