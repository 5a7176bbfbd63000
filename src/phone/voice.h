/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the microphone heard becomes what the other side hears: without the echo of what the
 * speaker plays, and with less noise. Without its module sound passes as it is.
 *
 * One thread at a time: the clock's, or with its lock held. */
#pragma once
#include "samples.h"

G_BEGIN_DECLS

typedef struct _CorVoice CorVoice;

/* Whether there is a module; the first time it is loaded, which takes some milliseconds. Any
 * thread. */
gboolean cor_voice_is_available (void);

CorVoice *cor_voice_new (void);
void cor_voice_free (CorVoice *self);
/* From the next frame on. */
void cor_voice_set (CorVoice *self, gboolean echo, gboolean noise);
/* One frame: what is played, and what was heard meanwhile, which is changed in place. */
void cor_voice_process (CorVoice *self, const gint16 *played, gint16 *mic);
/* No sound for a while: gives memory back. */
void cor_voice_rest (CorVoice *self);

G_END_DECLS
