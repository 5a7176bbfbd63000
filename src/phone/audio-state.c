/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the sound server says of the microphone that is in use. */
#include "config.h"
#include "audio-state.h"

typedef struct {
  CorAudioStateFunc func;
  gpointer data;
  gboolean known, muted;
  guint volume;
} Question;

static void
forget (pa_operation *operation)
{
  if (operation != NULL)
    pa_operation_unref (operation);
}

static void
on_source (pa_context *context, const pa_source_info *info, int end, void *data)
{
  Question *question = data;

  if (end == 0) {
    question->known = TRUE;
    question->muted = info->mute != 0;
    question->volume = (guint)((guint64)pa_cvolume_max (&info->volume) * 100 / PA_VOLUME_NORM);
    return;
  }
  question->func (question->known, question->muted, question->volume, question->data);
  g_free (question);
}

void
cor_audio_state_ask (pa_context *context, const char *name, CorAudioStateFunc func, gpointer data)
{
  Question *question = g_new0 (Question, 1);

  question->func = func;
  question->data = data;
  forget (pa_context_get_source_info_by_name (context, name != NULL ? name : "@DEFAULT_SOURCE@",
                                              on_source, question));
}

static void
on_loud (pa_context *context, const pa_source_info *info, int end, void *data)
{
  pa_cvolume whole;

  if (end != 0 || pa_cvolume_max (&info->volume) > 0)
    return;
  pa_cvolume_set (&whole, info->volume.channels, PA_VOLUME_NORM);
  forget (pa_context_set_source_volume_by_name (context, info->name, &whole, NULL, NULL));
}

void
cor_audio_state_unmute (pa_context *context, const char *name)
{
  const char *source = name != NULL ? name : "@DEFAULT_SOURCE@";

  forget (pa_context_set_source_mute_by_name (context, source, 0, NULL, NULL));
  forget (pa_context_get_source_info_by_name (context, source, on_loud, NULL));
}
