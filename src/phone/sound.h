/* SPDX-License-Identifier: GPL-3.0-or-later
 * The sound of this computer: what calls and tones need of microphone,
 * speaker and ringer, whatever becomes of the cards behind them.
 *
 * Threads: "phone-clock" moves 20 ms frames between calls and rings,
 * "phone-sound" opens and watches the cards. Functions say who may call them. */
#pragma once
#include "phone/phone.h"
#include "loudness.h"
#include "tones.h"

G_BEGIN_DECLS

#define COR_N_ROLES 3

typedef struct _CorSound CorSound;

/* On the main context, with NULL when all is well again. Text is for the user. */
typedef void (*CorSoundTroubleFunc) (const char *text, gpointer user_data);
/* On the main context: what PortAudio finds without a sound server ("name\ndescription" each). */
typedef void (*CorSoundListFunc) (CorAudioRole role, char **devices, gpointer user_data);

/* Main context. Opens nothing yet. */
CorSound *cor_sound_new (CorSoundTroubleFunc trouble, CorSoundListFunc list, gpointer user_data);
/* Main context. Nothing is called back any more; the threads end by themselves. */
void cor_sound_free (CorSound *self);

/* Any thread. `name` is the sound server's, or PortAudio's without one; NULL is the default. */
void cor_sound_set_device (CorSound *self, CorAudioRole role, const char *name);
/* Any thread. There is nothing to open; the server's default would be something else, a speaker's
 * monitor for a microphone. */
void cor_sound_set_absent (CorSound *self, CorAudioRole role, gboolean absent);
void cor_sound_set_server (CorSound *self, gboolean present);
/* Any thread. There are other devices than before: a card that would not open may open now. */
void cor_sound_note_list (CorSound *self);
/* Any thread. It was wanted and would not open, or is mute. */
gboolean cor_sound_is_microphone_troubled (CorSound *self);
/* Any thread. Whatever is open is closed, and opened anew where it is wanted. */
void cor_sound_restart (CorSound *self);
/* Any thread. Lists PortAudio's devices unless streams are open. */
void cor_sound_refresh_list (CorSound *self);
/* Any thread. COR_TONE_NONE stops it; on the speaker or the ringer. */
void cor_sound_set_tone (CorSound *self, CorAudioRole role, CorTone tone);
/* Any thread. A tone that has ended by itself is COR_TONE_NONE. */
CorTone cor_sound_get_tone (CorSound *self, CorAudioRole role);
/* Any thread. Takes the sound over; also of what rings now. */
void cor_sound_set_ring (CorSound *self, CorRing ring);
/* Any thread. From the next tone on. */
void cor_sound_set_country (CorSound *self, const char *country);
/* Any thread. Opens microphone and speaker before a call wants them, since that takes longer than
 * the other side's first word; nothing that is heard meanwhile is kept. */
void cor_sound_set_ready (CorSound *self, gboolean ready);
/* Any thread. What is done to the microphone's sound, from the next frame on. */
void cor_sound_set_voice (CorSound *self, gboolean echo, gboolean noise);

/* audio-check.c, main context. Counted: the microphone is open without a call too. */
void cor_sound_listen (CorSound *self, gboolean on);
/* FALSE: one is under way. */
gboolean cor_sound_begin_take (CorSound *self, gboolean plays);
/* Once TRUE there is none any more. */
gboolean cor_sound_take_is_over (CorSound *self, double *ret_peak, double *ret_level);
/* Notes in the place of the microphone in this call. FALSE: there are in one. */
gboolean cor_sound_begin_probe (CorSound *self, guint call);
/* What was heard in the last second that is over; FALSE when that one was seen. */
gboolean cor_sound_take_probe (CorSound *self, guint seen, float *ret_window);
void cor_sound_end_probe (CorSound *self);

/* Engine thread: the ausrc/auplay pair "cornetta", whose device string is our call id. */
int cor_sound_register (CorSound *self);
void cor_sound_unregister (CorSound *self);
/* Engine thread: keeps the clock out while the stack's audio state is changed. */
void cor_sound_lock (CorSound *self);
void cor_sound_unlock (CorSound *self);
/* Engine thread. Levels in dBov of the last frame each way, -96 when there is none. */
void cor_sound_get_levels (CorSound *self, guint call, double *ret_tx, double *ret_rx);
/* Any thread. */
void cor_sound_get_loudness (CorSound *self, CorLoudness *ret_loudness);
/* Engine thread. */
void cor_sound_forget_call (CorSound *self, guint call);

G_END_DECLS
