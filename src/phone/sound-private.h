/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the files of the sound share. */
#pragma once
#include "sound.h"
#include "playback.h"
#include "probe.h"
#include "samples.h"
#include "slack.h"
#include "take.h"
#include "voice.h"

G_BEGIN_DECLS

typedef struct {
  double tx, rx;
} CorLevels;

/* The clock's half: calls' ports, tones and the rings to the cards. `lock` guards all of it but
 * the rings. */
typedef struct {
  GMutex lock;
  GCond wake;
  GThread *thread;
  gboolean ending;
  GPtrArray *sources; /* what the other sides hear; owned by the stack */
  GPtrArray *players; /* what we hear; likewise */
  GHashTable *levels; /* call id -> CorLevels */
  gboolean ready;     /* a call is about to want microphone and speaker */
  guint tone_plan;    /* the country's tones */
  CorRing ring;       /* owned */
  CorTonePlayer tones[COR_N_ROLES];
  CorVoice *voice;
  CorLoudness loudness;
  gboolean hears;                /* the microphone was wanted in the last frame */
  guint listeners;               /* who want the microphone without a call */
  CorTake *take;                 /* or NULL */
  CorPlayback *playback;         /* or NULL */
  CorProbe *probe;               /* or NULL */
  guint probe_call;              /* in which it is sent */
  CorSamples rings[COR_N_ROLES]; /* microphone: card -> clock; the others: clock -> card */
  CorSlack slacks[COR_N_ROLES];  /* what is left over in them */
} CorSoundClock;

typedef struct _CorCards CorCards;

struct _CorSound {
  gint ref_count; /* the owner, and each thread while it runs */
  CorSoundClock clock;
  CorCards *cards;
};

void cor_sound_unref (CorSound *self);

/* audio-port.c: any thread with the lock held. Which cards the calls and tones need now. */
gboolean cor_sound_clock_wants (CorSoundClock *clock, CorAudioRole role);
void cor_sound_clock_start (CorSound *self);
void cor_sound_clock_end (CorSound *self);

/* silence.c: before PortAudio starts. */
void cor_silence_libraries (void);

/* pulse-names.c: between them the calling thread opens the card of this role. */
void cor_pulse_names_begin (CorAudioRole role);
void cor_pulse_names_end (void);

/* audio-device.c */
CorCards *cor_cards_new (CorSound *sound,
                         CorSoundTroubleFunc trouble,
                         CorSoundListFunc list,
                         gpointer user_data);
void cor_cards_end (CorCards *self);  /* main context: no callback from here on */
void cor_cards_free (CorCards *self); /* with the last reference of the sound */
/* Any thread: what is wanted may have changed. */
void cor_cards_check (CorCards *self);

G_END_DECLS
