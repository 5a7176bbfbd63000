/* SPDX-License-Identifier: GPL-3.0-or-later
 * The names of microphones and speakers, as the sound server has them now.
 * Owner: CorPhone. Thread: main context. */
#pragma once
#include "audio-state.h"
#include "sound.h"

G_BEGIN_DECLS

#define COR_TYPE_AUDIO_LIST (cor_audio_list_get_type ())
G_DECLARE_FINAL_TYPE (CorAudioList, cor_audio_list, COR, AUDIO_LIST, GObject)

/* Keeps `sound` told which device each role is to use; it must outlive the list. */
CorAudioList *cor_audio_list_new (CorSound *sound);
GListModel *cor_audio_list_get_devices (CorAudioList *self, CorAudioRole role);
/* The first of them that is there; NULL or none of them: the default. */
void cor_audio_list_choose (CorAudioList *self, CorAudioRole role, const char *const *names);
/* What is not there at all, for the user, or NULL; as far as a sound server knows. It may have
 * changed with each signal "listed". */
const char *cor_audio_list_get_missing (CorAudioList *self);
/* All but the volume. */
void cor_audio_list_describe (CorAudioList *self, CorSoundState *ret_state);
/* Of the one in use. FALSE: there is no server to ask, and func is not called. */
gboolean cor_audio_list_ask_microphone (CorAudioList *self, CorAudioStateFunc func, gpointer data);
void cor_audio_list_unmute (CorAudioList *self);
/* What PortAudio found, for when there is no server. */
void cor_audio_list_take_local (CorAudioList *self, CorAudioRole role, char **names);

G_END_DECLS
