/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whether the sound works: levels while one looks, three seconds of the microphone, and a call that
 * comes back, in words. Owner: the preferences. The microphone is opened when its user says so. */
#include "config.h"
#include "preferences-sound-check.h"
#include "number-entry.h"
#include "session/voice.h"
#include <glib/gi18n-lib.h>
#include <math.h>

#define LOOK_MS 120
#define QUIETEST (-60.0) /* dBov at the empty end of a bar */
#define QUIET (-30.0)    /* dBov of a voice's loudest moment that is hard to understand */

struct _CorPreferencesSoundCheck {
  AdwPreferencesGroup parent;
  GtkLevelBar *microphone;
  GtkLevelBar *speaker;
  GtkToggleButton *listen;
  AdwActionRow *recording;
  GtkButton *record;
  AdwEntryRow *number;
  AdwActionRow *echoing;
  GtkButton *call;
  CorSession *session; /* weak: libadwaita's list for searching keeps groups alive */
  guint timer;
  gboolean listening; /* the session was told */
};

G_DEFINE_FINAL_TYPE (CorPreferencesSoundCheck,
                     cor_preferences_sound_check,
                     ADW_TYPE_PREFERENCES_GROUP)

static void
show_level (GtkLevelBar *bar, double level)
{
  gtk_level_bar_set_value (bar, CLAMP ((level - QUIETEST) / -QUIETEST, 0, 1));
}

static gboolean
on_look (gpointer data)
{
  CorPreferencesSoundCheck *self = data;
  double microphone = QUIETEST;
  double speaker = QUIETEST;

  if (self->session != NULL)
    cor_session_get_loudness (self->session, &microphone, &speaker);
  show_level (self->microphone, microphone);
  show_level (self->speaker, speaker);
  return G_SOURCE_CONTINUE;
}

static void
set_listening (CorPreferencesSoundCheck *self, gboolean on)
{
  if (self->listening == on || self->session == NULL)
    return;
  self->listening = cor_session_listen (self->session, on) && on;
}

static void
on_listen_toggled (GtkToggleButton *button, CorPreferencesSoundCheck *self)
{
  set_listening (self, gtk_toggle_button_get_active (button));
}

/* --- The microphone --- */

static char *
describe_microphone (GVariant *found)
{
  gboolean silent = FALSE;
  double peak = 0;

  g_variant_lookup (found, "silent", "b", &silent);
  g_variant_lookup (found, "peak", "d", &peak);
  if (silent)
    return g_strdup (_ ("Silent: nothing was heard. Choose another microphone, or look whether "
                        "this one is switched off."));
  /* Translators: %.0f are decibels below the loudest there can be. */
  return g_strdup_printf (peak < QUIET ? _ ("Quiet: %.0f dB below full scale at its loudest")
                                       : _ ("Good: %.0f dB below full scale at its loudest"),
                          fabs (peak));
}

static void
on_microphone_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorPreferencesSoundCheck) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) found =
    cor_session_check_microphone_finish (COR_SESSION (source), result, &error);
  g_autofree char *text = found != NULL ? describe_microphone (found) : g_strdup (error->message);

  if (self->session == NULL)
    return;
  adw_action_row_set_subtitle (self->recording, text);
  gtk_widget_set_sensitive (GTK_WIDGET (self->record), TRUE);
}

static void
on_record_clicked (GtkButton *button, CorPreferencesSoundCheck *self)
{
  if (self->session == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->record), FALSE);
  adw_action_row_set_subtitle (self->recording, _ ("Speak now, then listen…"));
  cor_session_check_microphone_async (self->session, TRUE, on_microphone_checked,
                                      g_object_ref (self));
}

/* --- The echo --- */

static char *
describe_lost (guint sent, guint returned)
{
  if (sent == returned)
    return g_strdup (_ ("nothing was lost"));
  /* Translators: notes that were sent. */
  return g_strdup_printf (
    ngettext ("%u of %u note was lost", "%u of %u notes were lost", sent - returned),
    sent - returned, sent);
}

static char *
describe_echo (GVariant *found)
{
  g_autofree char *lost = NULL;
  guint32 sent = 0;
  guint32 returned = 0;
  double delay = 0;
  double level = 0;

  g_variant_lookup (found, "sent", "u", &sent);
  g_variant_lookup (found, "returned", "u", &returned);
  g_variant_lookup (found, "delay", "d", &delay);
  g_variant_lookup (found, "level", "d", &level);
  if (returned == 0)
    return g_strdup (_ ("Nothing came back: either the number is none for echo tests, or no sound "
                        "gets through."));
  lost = describe_lost (sent, returned);
  /* Translators: %.0f is a time, %+.0f decibels as in "-3", %s is "nothing was lost". */
  return g_strdup_printf (_ ("It came back after %.0f ms at %+.0f dB; %s"), delay, level, lost);
}

static void
on_echo_tested (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorPreferencesSoundCheck) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) found = cor_session_test_echo_finish (COR_SESSION (source), result, &error);
  g_autofree char *text = found != NULL ? describe_echo (found) : g_strdup (error->message);

  if (self->session == NULL)
    return;
  adw_action_row_set_subtitle (self->echoing, text);
  gtk_widget_set_sensitive (GTK_WIDGET (self->call), TRUE);
}

static void
on_call_clicked (GtkButton *button, CorPreferencesSoundCheck *self)
{
  if (self->session == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->call), FALSE);
  adw_action_row_set_subtitle (self->echoing, _ ("Calling, and listening to what comes back…"));
  cor_session_test_echo_async (self->session, gtk_editable_get_text (GTK_EDITABLE (self->number)),
                               on_echo_tested, g_object_ref (self));
}

/* --- The group --- */

void
cor_preferences_sound_check_set_session (CorPreferencesSoundCheck *self, CorSession *session)
{
  g_set_weak_pointer (&self->session, session);
}

static void
map (GtkWidget *widget)
{
  CorPreferencesSoundCheck *self = COR_PREFERENCES_SOUND_CHECK (widget);

  GTK_WIDGET_CLASS (cor_preferences_sound_check_parent_class)->map (widget);
  if (self->timer == 0)
    self->timer = g_timeout_add (LOOK_MS, on_look, self);
}

/* Nobody looks any more. */
static void
unmap (GtkWidget *widget)
{
  CorPreferencesSoundCheck *self = COR_PREFERENCES_SOUND_CHECK (widget);

  g_clear_handle_id (&self->timer, g_source_remove);
  set_listening (self, FALSE);
  gtk_toggle_button_set_active (self->listen, FALSE);
  GTK_WIDGET_CLASS (cor_preferences_sound_check_parent_class)->unmap (widget);
}

static void
dispose (GObject *object)
{
  CorPreferencesSoundCheck *self = COR_PREFERENCES_SOUND_CHECK (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  set_listening (self, FALSE);
  g_clear_weak_pointer (&self->session);
  G_OBJECT_CLASS (cor_preferences_sound_check_parent_class)->dispose (object);
}

static void
cor_preferences_sound_check_class_init (CorPreferencesSoundCheckClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  widget_class->map = map;
  widget_class->unmap = unmap;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/preferences-sound-check.ui");
  gtk_widget_class_bind_template_child (widget_class, CorPreferencesSoundCheck, microphone);
  gtk_widget_class_bind_template_child (widget_class, CorPreferencesSoundCheck, speaker);
  gtk_widget_class_bind_template_child (widget_class, CorPreferencesSoundCheck, listen);
  gtk_widget_class_bind_template_child (widget_class, CorPreferencesSoundCheck, recording);
  gtk_widget_class_bind_template_child (widget_class, CorPreferencesSoundCheck, record);
  gtk_widget_class_bind_template_child (widget_class, CorPreferencesSoundCheck, number);
  gtk_widget_class_bind_template_child (widget_class, CorPreferencesSoundCheck, echoing);
  gtk_widget_class_bind_template_child (widget_class, CorPreferencesSoundCheck, call);
  gtk_widget_class_bind_template_callback (widget_class, on_listen_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_record_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_call_clicked);
}

static void
cor_preferences_sound_check_init (CorPreferencesSoundCheck *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cor_number_entry_keep_order (GTK_EDITABLE (self->number));
}
