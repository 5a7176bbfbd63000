/* SPDX-License-Identifier: GPL-3.0-or-later
 * A sound of a stranger's, read bit by bit as the samples of this room. */
#pragma once
#include "samples.h"
#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _CorSoundReader CorSoundReader;

/* What a WAV, Ogg or FLAC file begins with: nothing else comes before the library. */
gboolean cor_sound_reader_knows (const char *start, gsize len);
/* Any thread; one at a time. NULL: its contents are not what they should be. fd stays the
 * caller's, and open. */
CorSoundReader *cor_sound_reader_new_for_fd (int fd);
/* from: s, where it begins. A format that can't be entered in its middle is read up to there, which
 * takes its time. */
CorSoundReader *cor_sound_reader_new_for_bytes (GBytes *bytes, double from);
void cor_sound_reader_free (CorSoundReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CorSoundReader, cor_sound_reader_free)
/* At COR_RATE, one channel. Fewer than n: that was the end, or as far as it can be read. */
guint cor_sound_reader_read (CorSoundReader *self, gint16 *to, guint n);
/* s; as the file says, 0 where it does not. */
double cor_sound_reader_get_duration (CorSoundReader *self);
G_END_DECLS
