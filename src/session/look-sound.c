/* SPDX-License-Identifier: GPL-3.0-or-later
 * The sound of this computer: what the sound server knows of it, and three
 * seconds of the microphone, which are not kept. */
#include "config.h"
#include "phone/sound-check.h"
#include "phone/sound-state.h"
#include "session-looks.h"
#include "session/voice.h"
#include <glib/gi18n-lib.h>

#define LOOK_MS 100

/* --- Devices --- */

static char *
find_description (GListModel *devices, const char *name)
{
  for (guint i = 0; i < g_list_model_get_n_items (devices); i++) {
    g_autoptr (CorAudioDevice) device = g_list_model_get_item (devices, i);

    if (g_str_equal (cor_audio_device_get_name (device), name))
      return g_strdup (cor_audio_device_get_description (device));
  }
  return NULL;
}

/* Of the three that a user may choose, those that are not there; or NULL. */
static char *
list_missing (CorSession *self)
{
  static const char *const roles[] = { N_ ("Microphone"), N_ ("Speaker"), N_ ("Ringer") };
  GString *missing = g_string_new (NULL);

  for (guint role = 0; role < G_N_ELEMENTS (roles); role++) {
    g_autofree char *chosen = cor_session_dup_audio_device (self, role);
    g_autofree char *there =
      *chosen != '\0' ? find_description (cor_session_get_audio_devices (self, role), chosen)
                      : NULL;

    if (*chosen != '\0' && there == NULL)
      g_string_append_printf (missing, "%s%s (%s)", missing->len > 0 ? ", " : "", _ (roles[role]),
                              chosen);
  }
  return g_string_free (missing, missing->len == 0);
}

static CorFact
say (gboolean yes)
{
  return yes ? COR_FACT_YES : COR_FACT_NO;
}

typedef struct {
  CorRun *run;
  CorSession *session;
} Look;

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Look *look = data;
  g_autoptr (CorRun) run = look->run;
  g_autoptr (CorSession) self = look->session;
  CorFacts *facts = cor_run_get_facts (run);
  CorSoundState state;

  if (cor_phone_read_sound_finish (COR_PHONE (source), result, &state, NULL)) {
    facts->sound_server = say (state.server);
    facts->has_microphone = say (state.has_microphone);
    facts->has_speaker = say (state.has_speaker);
    if (state.volume_known) {
      facts->muted = say (state.muted);
      facts->volume = state.volume;
    }
    facts->chosen_missing = list_missing (self);
  }
  cor_run_end_look (run, COR_LOOK_SOUND);
}

void
cor_look_at_sound (CorSession *self, CorRun *run)
{
  Look *look;

  cor_run_get_facts (run)->suppresses =
    g_settings_get_boolean (self->settings, "noise-suppression");
  if (self->phone == NULL && !cor_session_ensure_phone (self, NULL, NULL)) {
    cor_run_end_look (run, COR_LOOK_SOUND);
    return;
  }
  look = g_new0 (Look, 1);
  *look = (Look){ cor_run_ref (run), g_object_ref (self) };
  cor_phone_read_sound_async (self->phone, on_read, look);
}

/* --- The microphone --- */

typedef struct {
  CorRun *run;
  CorSession *session;
  CorPhone *phone;
  guint timer;
  double given;
} Ear;

static gboolean
on_look (gpointer data)
{
  Ear *ear = data;
  double microphone, speaker;

  cor_phone_get_loudness (ear->phone, &microphone, &speaker);
  ear->given = MAX (ear->given, microphone);
  return G_SOURCE_CONTINUE;
}

static void
on_heard (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Ear *ear = data;
  g_autoptr (CorRun) run = ear->run;
  g_autoptr (CorSession) self = ear->session;
  g_autoptr (CorPhone) phone = ear->phone;
  CorFacts *facts = cor_run_get_facts (run);
  CorMicrophoneCheck check;

  g_source_remove (ear->timer);
  /* It has been listened to for as long as a card needs to fail. */
  facts->opened = say (!cor_phone_is_microphone_troubled (phone));
  if (facts->opened == COR_FACT_NO)
    facts->open_error = g_strdup (_ ("The microphone can’t be opened, or gives nothing: another "
                                     "program may hold it. Check the sound settings."));
  cor_phone_listen (phone, FALSE);
  if (cor_phone_check_microphone_finish (COR_PHONE (source), result, &check, NULL)) {
    facts->heard_out = COR_FACT_YES;
    facts->raw = check.peak;
    facts->given = ear->given;
  }
  cor_run_end_look (run, COR_LOOK_MICROPHONE);
}

void
cor_look_at_microphone (CorSession *self, CorRun *run)
{
  Ear *ear;

  if (self->phone == NULL && !cor_session_ensure_phone (self, NULL, NULL)) {
    cor_run_end_look (run, COR_LOOK_MICROPHONE);
    return;
  }
  ear = g_new0 (Ear, 1);
  *ear = (Ear){ cor_run_ref (run), g_object_ref (self), g_object_ref (self->phone), 0, -96 };
  ear->timer = g_timeout_add (LOOK_MS, on_look, ear);
  cor_phone_listen (self->phone, TRUE);
  cor_phone_check_microphone_async (self->phone, FALSE, on_heard, ear);
}
