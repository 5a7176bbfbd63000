/* SPDX-License-Identifier: GPL-3.0-or-later
 * One card, as PortAudio opens it. On the thread "phone-sound", but for what
 * PortAudio's own threads do with the ring. */
#pragma once
#include "sound-private.h"
#include <portaudio.h>

G_BEGIN_DECLS

typedef struct {
  CorAudioRole role;
  CorSamples *ring;
  PaStream *stream;
  char *device;      /* chosen by the user, or NULL; guarded by CorCards' lock */
  gboolean absent;   /* there is none; guarded by CorCards' lock */
  char *open_device; /* what `stream` was opened for */
  int channels;      /* of `stream` */
  gint64 opened_at;
  guint failures;     /* of opening it, one after the other */
  gint64 failed_at;   /* the last of them */
  guint changes;      /* CorCards' own, when it was looked at last */
  guint restarts;     /* the same */
  gint64 unwanted_at; /* 0 while wanted */
  gint64 last_call;   /* atomic: when PortAudio's thread called last */
  gboolean primed;    /* PortAudio's thread alone: playing, rather than waiting for a first frame */
  gboolean troubled;
} CorCard;

/* A named device, else the default one. PortAudio is initialized. */
PaError cor_card_open (CorCard *card, const char *name, gboolean server);
void cor_card_close (CorCard *card);
gboolean cor_card_fits (const PaDeviceInfo *info, gboolean capture);

G_END_DECLS
