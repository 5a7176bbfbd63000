/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is done to the voice in calls: a switch against echo, one against noise. Owner: the
 * preferences. Both hold at once, in a running call too. */
#include "config.h"
#include "preferences-voice.h"
#include "session/voice.h"
#include <glib/gi18n-lib.h>

struct _CorPreferencesVoice {
  AdwPreferencesGroup parent;
  GtkSwitch *echo;
  GtkSwitch *noise;
  GtkSwitch *intercom;
  GSettings *settings;
};

G_DEFINE_FINAL_TYPE (CorPreferencesVoice, cor_preferences_voice, ADW_TYPE_PREFERENCES_GROUP)

void
cor_preferences_voice_set_session (CorPreferencesVoice *self, CorSession *session)
{
  gboolean possible = cor_session_can_process_voice (session);

  g_settings_bind (self->settings, "echo-cancellation", self->echo, "active",
                   G_SETTINGS_BIND_DEFAULT | G_SETTINGS_BIND_NO_SENSITIVITY);
  g_settings_bind (self->settings, "noise-suppression", self->noise, "active",
                   G_SETTINGS_BIND_DEFAULT | G_SETTINGS_BIND_NO_SENSITIVITY);
  g_settings_bind (self->settings, "answer-intercom", self->intercom, "active",
                   G_SETTINGS_BIND_DEFAULT | G_SETTINGS_BIND_NO_SENSITIVITY);
  gtk_widget_set_sensitive (GTK_WIDGET (self->echo), possible);
  gtk_widget_set_sensitive (GTK_WIDGET (self->noise), possible);
  if (!possible)
    adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (self),
      _ ("This Cornetta was built without the library for it. Your desktop's sound server may "
         "cancel echo instead."));
}

static void
dispose (GObject *object)
{
  CorPreferencesVoice *self = COR_PREFERENCES_VOICE (object);

  g_clear_object (&self->settings);
  G_OBJECT_CLASS (cor_preferences_voice_parent_class)->dispose (object);
}

static void
cor_preferences_voice_class_init (CorPreferencesVoiceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/preferences-voice.ui");
  gtk_widget_class_bind_template_child (widget_class, CorPreferencesVoice, echo);
  gtk_widget_class_bind_template_child (widget_class, CorPreferencesVoice, noise);
  gtk_widget_class_bind_template_child (widget_class, CorPreferencesVoice, intercom);
}

static void
cor_preferences_voice_init (CorPreferencesVoice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->settings = g_settings_new (COR_APP_ID);
}
