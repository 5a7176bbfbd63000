/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the desktop has made of the sound: who is there, who is muted. Thread: main context. */
#pragma once
#include "phone/phone.h"

G_BEGIN_DECLS

typedef struct {
  gboolean server; /* a sound server answers */
  gboolean listed; /* the next two hold */
  gboolean has_microphone, has_speaker;
  gboolean volume_known; /* the next two hold, of the microphone in use */
  gboolean muted;
  guint volume; /* percent; 0 is silence */
} CorSoundState;

/* Within about two seconds; a server that does not answer is none. */
void cor_phone_read_sound_async (CorPhone *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean cor_phone_read_sound_finish (CorPhone *self,
                                      GAsyncResult *result,
                                      CorSoundState *ret_state,
                                      GError **error);
/* "baresip 1.1.0, re 2.0.1"; static. */
const char *cor_phone_describe_stack (void);
/* While somebody listens or talks: it would not open, or gives nothing. */
gboolean cor_phone_is_microphone_troubled (CorPhone *self);
/* In the sound server, as the desktop's own settings do; an inaudible volume becomes a whole one.
 */
void cor_phone_unmute_microphone (CorPhone *self);
/* Closes every card and opens those that are wanted anew, in calls too. */
void cor_phone_restart_sound (CorPhone *self);

G_END_DECLS
