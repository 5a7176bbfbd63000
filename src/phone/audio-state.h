/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the sound server says of the microphone that is in use. Owner: the list
 * of devices. Thread: main context. */
#pragma once
#include "phone/sound-state.h"
#include <pulse/pulseaudio.h>

G_BEGIN_DECLS

/* On the main context. known FALSE: it could not be asked. */
typedef void (*CorAudioStateFunc) (gboolean known, gboolean muted, guint volume, gpointer data);

/* name: or NULL for the server's default. context: connected. func is called once; not at all when
 * the context goes first. */
void
cor_audio_state_ask (pa_context *context, const char *name, CorAudioStateFunc func, gpointer data);
void cor_audio_state_unmute (pa_context *context, const char *name);

G_END_DECLS
