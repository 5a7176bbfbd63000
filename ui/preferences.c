/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which microphone, speaker and ringer, and more by groups of their own. Owner: itself, as a
 * toplevel. Whatever is chosen holds at once, in running calls too. The rows show a copy of what is
 * plugged in: a list that moves would choose another device by itself. */
#include "config.h"
#include "preferences.h"
#include "cut-text.h"
#include "preferences-codecs.h"
#include "preferences-company.h"
#include "preferences-desktop.h"
#include "preferences-handler.h"
#include "preferences-line.h"
#include "preferences-links.h"
#include "preferences-numbers.h"
#include "preferences-ringtone.h"
#include "preferences-shortcuts.h"
#include "preferences-sound-check.h"
#include "preferences-history.h"
#include "preferences-voice.h"
#include <glib/gi18n-lib.h>

#define N_ROLES 3

typedef struct {
  CorPreferences *window;
  guint role;
  AdwComboRow *row;
  GListModel *devices; /* the session's, or NULL when it has no phone yet */
  GPtrArray *names;    /* one for each line of the row */
  gboolean filling;
} Sound;

struct _CorPreferences {
  AdwPreferencesWindow parent;
  CorPreferencesLine *line;
  CorPreferencesLinks *links;
  AdwComboRow *microphone;
  AdwComboRow *speaker;
  AdwComboRow *ringer;
  CorPreferencesRingtone *ringtone;
  CorPreferencesHandler *handler;
  CorPreferencesNumbers *numbers;
  CorPreferencesShortcuts *shortcuts;
  CorPreferencesSoundCheck *sound_check;
  CorPreferencesVoice *voice;
  CorPreferencesHistory *history;
  CorPreferencesDesktop *desktop;
  CorSession *session;
  Sound sounds[N_ROLES];
};

G_DEFINE_FINAL_TYPE (CorPreferences, cor_preferences, ADW_TYPE_PREFERENCES_WINDOW)

/* The devices are of a type that this room doesn't know: they have a name and a description. */
static char *
dup_field (gpointer device, const char *field)
{
  char *text = NULL;

  g_object_get (device, field, &text, NULL);
  return text != NULL ? text : g_strdup ("");
}

static void
add_line (Sound *sound, GtkStringList *lines, const char *name, const char *text)
{
  gtk_string_list_append (lines, text);
  g_ptr_array_add (sound->names, g_strdup (name));
}

/* A device that was chosen and is not there is still what was chosen. */
static void
select_chosen (Sound *sound, GtkStringList *lines)
{
  g_autofree char *chosen = cor_session_dup_audio_device (sound->window->session, sound->role);
  g_autofree char *gone = NULL;
  guint index;

  if (!g_ptr_array_find_with_equal_func (sound->names, chosen, g_str_equal, &index)) {
    /* Translators: %s is an audio device. */
    gone = g_strdup_printf (_ ("%s (not connected)"), chosen);
    index = sound->names->len;
    add_line (sound, lines, chosen, gone);
  }
  adw_combo_row_set_selected (sound->row, index);
}

static void
fill (Sound *sound)
{
  g_autoptr (GtkStringList) lines = gtk_string_list_new (NULL);
  guint n = sound->devices != NULL ? g_list_model_get_n_items (sound->devices) : 0;

  sound->filling = TRUE;
  g_ptr_array_set_size (sound->names, 0);
  add_line (sound, lines, "", _ ("The system's choice"));
  for (guint i = 0; i < n; i++) {
    g_autoptr (GObject) device = g_list_model_get_item (sound->devices, i);
    g_autofree char *name = dup_field (device, "name");
    g_autofree char *description = dup_field (device, "description");

    add_line (sound, lines, name, *description != '\0' ? description : name);
  }
  adw_combo_row_set_model (sound->row, G_LIST_MODEL (lines));
  select_chosen (sound, lines);
  sound->filling = FALSE;
}

static void
on_devices_changed (GListModel *devices, guint position, guint removed, guint added, Sound *sound)
{
  fill (sound);
}

static void
on_selected (AdwComboRow *row, GParamSpec *pspec, Sound *sound)
{
  guint index = adw_combo_row_get_selected (row);

  if (!sound->filling && index < sound->names->len)
    cor_session_set_audio_device (sound->window->session, sound->role,
                                  g_ptr_array_index (sound->names, index));
}

static void
begin (CorPreferences *self, guint role, AdwComboRow *row)
{
  Sound *sound = &self->sounds[role];
  GListModel *devices = cor_session_get_audio_devices (self->session, role);

  sound->window = self;
  sound->role = role;
  sound->row = row;
  sound->names = g_ptr_array_new_with_free_func (g_free);
  if (devices != NULL) {
    sound->devices = g_object_ref (devices);
    g_signal_connect (devices, "items-changed", G_CALLBACK (on_devices_changed), sound);
  }
  fill (sound);
  g_signal_connect (row, "notify::selected", G_CALLBACK (on_selected), sound);
}

static void
end (Sound *sound)
{
  if (sound->row != NULL)
    g_signal_handlers_disconnect_by_data (sound->row, sound);
  if (sound->devices != NULL)
    g_signal_handlers_disconnect_by_data (sound->devices, sound);
  sound->row = NULL;
  g_clear_object (&sound->devices);
  g_clear_pointer (&sound->names, g_ptr_array_unref);
}

static void
dispose (GObject *object)
{
  CorPreferences *self = COR_PREFERENCES (object);

  for (guint role = 0; role < N_ROLES; role++)
    end (&self->sounds[role]);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (cor_preferences_parent_class)->dispose (object);
}

static void
cor_preferences_class_init (CorPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  g_type_ensure (COR_TYPE_PREFERENCES_CODECS);
  g_type_ensure (COR_TYPE_PREFERENCES_COMPANY);
  g_type_ensure (COR_TYPE_PREFERENCES_HANDLER);
  g_type_ensure (COR_TYPE_PREFERENCES_LINE);
  g_type_ensure (COR_TYPE_PREFERENCES_LINKS);
  g_type_ensure (COR_TYPE_PREFERENCES_NUMBERS);
  g_type_ensure (COR_TYPE_PREFERENCES_RINGTONE);
  g_type_ensure (COR_TYPE_PREFERENCES_SHORTCUTS);
  g_type_ensure (COR_TYPE_PREFERENCES_SOUND_CHECK);
  g_type_ensure (COR_TYPE_PREFERENCES_HISTORY);
  g_type_ensure (COR_TYPE_PREFERENCES_DESKTOP);
  g_type_ensure (COR_TYPE_PREFERENCES_VOICE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, CorPreferences, line);
  gtk_widget_class_bind_template_child (widget_class, CorPreferences, links);
  gtk_widget_class_bind_template_child (widget_class, CorPreferences, microphone);
  gtk_widget_class_bind_template_child (widget_class, CorPreferences, speaker);
  gtk_widget_class_bind_template_child (widget_class, CorPreferences, ringer);
  gtk_widget_class_bind_template_child (widget_class, CorPreferences, ringtone);
  gtk_widget_class_bind_template_child (widget_class, CorPreferences, numbers);
  gtk_widget_class_bind_template_child (widget_class, CorPreferences, handler);
  gtk_widget_class_bind_template_child (widget_class, CorPreferences, shortcuts);
  gtk_widget_class_bind_template_child (widget_class, CorPreferences, voice);
  gtk_widget_class_bind_template_child (widget_class, CorPreferences, history);
  gtk_widget_class_bind_template_child (widget_class, CorPreferences, desktop);
  gtk_widget_class_bind_template_child (widget_class, CorPreferences, sound_check);
}

/* The window's own search says nothing to an assistive program, and would make the window wider
 * than 360 pixels. */
static void
mend_search (GtkWidget *widget)
{
  if (GTK_IS_SEARCH_ENTRY (widget))
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    _ ("Search the preferences"), -1);
  else if (GTK_IS_TOGGLE_BUTTON (widget) &&
           g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (widget)), "edit-find-symbolic") == 0)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    _ ("Search the preferences"), -1);
  else if (ADW_IS_HEADER_BAR (widget))
    adw_header_bar_set_centering_policy (ADW_HEADER_BAR (widget), ADW_CENTERING_POLICY_LOOSE);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    mend_search (child);
}

static void
cor_preferences_init (CorPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cor_cut_text_tell (GTK_WIDGET (self));
  mend_search (GTK_WIDGET (self));
}

CorPreferences *
cor_preferences_new (GtkWindow *parent, CorSession *session)
{
  CorPreferences *self =
    g_object_new (COR_TYPE_PREFERENCES, "transient-for", parent, "modal", FALSE, NULL);

  self->session = g_object_ref (session);
  cor_preferences_line_set_session (self->line, session);
  cor_preferences_links_set_session (self->links, session);
  begin (self, 0, self->microphone);
  begin (self, 1, self->speaker);
  begin (self, 2, self->ringer);
  cor_preferences_ringtone_set_session (self->ringtone, session);
  cor_preferences_sound_check_set_session (self->sound_check, session);
  cor_preferences_voice_set_session (self->voice, session);
  cor_preferences_history_set_session (self->history, session);
  cor_preferences_desktop_set_session (self->desktop, session);
  cor_preferences_numbers_set_session (self->numbers, session);
  cor_preferences_handler_set_session (self->handler, session);
  cor_preferences_shortcuts_set_session (self->shortcuts, session);
  return self;
}
