/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which microphone, speaker and ringer the user wants, the newest choice first. */
#include "config.h"
#include "session-private.h"

#define MOST_BEFORE 8 /* earlier choices of a role that are remembered */

static const char *const keys[] = { "microphone", "speaker", "ringer" };
static const char *const keys_before[] = { "microphone-before", "speaker-before", "ringer-before" };

GListModel *
cor_session_get_audio_devices (CorSession *self, guint role)
{
  g_return_val_if_fail (role < G_N_ELEMENTS (keys), NULL);
  return self->phone != NULL ? cor_phone_get_audio_devices (self->phone, (CorAudioRole)role) : NULL;
}

char *
cor_session_dup_audio_device (CorSession *self, guint role)
{
  g_return_val_if_fail (role < G_N_ELEMENTS (keys), NULL);
  return g_settings_get_string (self->settings, keys[role]);
}

/* Each name once, the chosen one first. */
static GStrv
order (const char *first, const char *second, char **rest, guint most)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  g_ptr_array_add (names, g_strdup (first));
  if (second != NULL && !g_str_equal (second, first))
    g_ptr_array_add (names, g_strdup (second));
  for (; *rest != NULL && names->len < most; rest++) {
    if (!g_ptr_array_find_with_equal_func (names, *rest, g_str_equal, NULL))
      g_ptr_array_add (names, g_strdup (*rest));
  }
  g_ptr_array_add (names, NULL);
  return (GStrv)g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

static void
choose (CorSession *self, guint role, const char *name)
{
  g_autofree char *old = g_settings_get_string (self->settings, keys[role]);
  g_auto (GStrv) before = g_settings_get_strv (self->settings, keys_before[role]);
  g_auto (GStrv) all = order (name, old, before, MOST_BEFORE + 1);

  if (g_str_equal (name, old))
    return;
  g_settings_set_strv (self->settings, keys_before[role], (const char *const *)all + 1);
  g_settings_set_string (self->settings, keys[role], name);
}

/* The system's choice is always there, so nothing that stands after it counts. */
static void
apply (CorSession *self, guint role)
{
  g_autofree char *chosen = g_settings_get_string (self->settings, keys[role]);
  g_auto (GStrv) before = g_settings_get_strv (self->settings, keys_before[role]);
  g_auto (GStrv) all = order (chosen, NULL, before, MOST_BEFORE + 1);
  gboolean cut = FALSE;

  for (guint i = 0; all[i] != NULL; i++) {
    cut = cut || *all[i] == '\0';
    if (cut)
      g_clear_pointer (&all[i], g_free);
  }
  cor_phone_set_audio_devices (self->phone, (CorAudioRole)role, (const char *const *)all);
}

void
cor_session_set_audio_device (CorSession *self, guint role, const char *name)
{
  g_return_if_fail (role < G_N_ELEMENTS (keys));
  if (name != NULL)
    choose (self, role, name);
  if (self->phone != NULL)
    apply (self, role);
}

void
cor_session_apply_codecs (CorSession *self)
{
  g_auto (GStrv) names = g_settings_get_strv (self->settings, "codecs");

  if (self->phone != NULL)
    cor_phone_set_codecs (self->phone, (const char *const *)names);
}

/* What is missing here matters to who calls from here. */
void
cor_session_follow_sound (CorSession *self)
{
  g_signal_connect (self, "notify::device", G_CALLBACK (cor_session_update_trouble), NULL);
  g_signal_connect_object (self->settings, "changed::codecs", G_CALLBACK (cor_session_apply_codecs),
                           self, G_CONNECT_SWAPPED);
}
