/* SPDX-License-Identifier: GPL-3.0-or-later
 * A sound file that is heard from the speaker, one at a time. Thread: main
 * context. Who calls while it plays hears both: stop it before. */
#pragma once
#include "phone/phone.h"

G_BEGIN_DECLS

typedef struct {
  double position, duration; /* s; duration 0: the file does not say */
  gboolean paused;           /* by whoever did so, or because it has ended; then it is at 0 */
} CorPlaybackStatus;

/* WAV, Ogg or FLAC, a stranger's: looked at by a thread, then heard at once, instead of what was.
 * The result has no source object, since a phone is not kept for it. */
void cor_phone_play_async (CorPhone *self,
                           GBytes *sound,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean cor_phone_play_finish (GAsyncResult *result, GError **error);
/* FALSE: there is none. */
gboolean cor_phone_get_playback (CorPhone *self, CorPlaybackStatus *ret_status);
void cor_phone_pause_playback (CorPhone *self, gboolean pause);
void cor_phone_seek_playback (CorPhone *self, double seconds);
void cor_phone_stop_playback (CorPhone *self);

G_END_DECLS
