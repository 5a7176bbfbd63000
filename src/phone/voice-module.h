/* SPDX-License-Identifier: GPL-3.0-or-later
 * Between the room and the module that cleans the microphone's sound: what WebRTC's audio
 * processing is asked, in C. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

#define COR_VOICE_MODULE_FILE "cornetta-voice.so"
#define COR_VOICE_MODULE_SYMBOL "cor_voice_module"
#define COR_VOICE_MODULE_VERSION 1

typedef struct _CorVoiceChain CorVoiceChain;

/* One thread at a time for each chain. Sound is one channel, 1.0 is full scale. */
typedef struct {
  guint version;
  CorVoiceChain *(*create) (guint rate); /* or NULL */
  void (*configure) (CorVoiceChain *chain, gboolean echo, gboolean noise);
  /* 10 ms: what is played, and what the microphone heard, which is changed in place. */
  void (*process) (CorVoiceChain *chain, const float *played, float *mic);
  void (*destroy) (CorVoiceChain *chain);
} CorVoiceModule;

/* For the module itself. */
extern const CorVoiceModule cor_voice_module;

G_END_DECLS
