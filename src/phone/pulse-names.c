/* SPDX-License-Identifier: GPL-3.0-or-later
 * As what the sound server knows our streams.
 *
 * What is had through PortAudio, whose way to a sound server, PulseAudio's or PipeWire's, is
 * ALSA's plug-in "pulse" (Debian 12: PortAudio 19.6, alsa-plugins 1.2.7), and what is not:
 * - Named devices: yes. PortAudio opens a device by a text of ALSA's, "pulse:{DEVICE name}", which
 *   needs no configuration of the user's (audio-stream.c).
 * - Short buffers: yes. The plug-in asks the server for what PortAudio is asked for.
 * - Lists with descriptions, and who comes and goes: no; PortAudio lists once, at its start, and
 *   through the plug-in one "pulse" alone. A connection of our own by libpulse does (audio-list.c).
 * - A stream on another device: by closing it and opening it anew, which the clock bridges.
 * - Properties of a stream (media.role, the program's name and icon): no. PortAudio has no word for
 *   them, the plug-in none of its own; libpulse takes them from the environment, which the programs
 *   that we start would inherit. Below they are put in where the plug-in makes its streams.
 *
 * Both functions stand before libpulse's own for every library of the process. */
#include "config.h"
#include "sound-private.h"
#include <glib/gi18n-lib.h>
#include <pulse/pulseaudio.h>

/* The role whose card the calling thread opens, counted from one; 0 is none. */
static _Thread_local guint opening;

/* Each role's newest connection; atomic. The plug-in makes one for each card, on the thread that
 * opens it, and its streams on any. Compared, never followed. */
static pa_context *connections[COR_N_ROLES];

void
cor_pulse_names_begin (CorAudioRole role)
{
  opening = role + 1u;
}

void
cor_pulse_names_end (void)
{
  opening = 0;
}

/* An address that was another's before is that one's no more. */
static void
note_connection (pa_context *context)
{
  for (guint role = 0; role < COR_N_ROLES; role++) {
    if (role + 1 == opening)
      g_atomic_pointer_set (&connections[role], context);
    else if (g_atomic_pointer_get (&connections[role]) == context)
      g_atomic_pointer_set (&connections[role], NULL);
  }
}

/* A stream has what its connection has. The server keeps a volume for each role and one for the
 * rest of a program: who makes ringing softer shall not make voices softer, nor does a bell belong
 * on a headset that is meant for calls. So ringing has no role. */
pa_context *
pa_context_new (pa_mainloop_api *api, const char *name)
{
  pa_proplist *props = pa_proplist_new ();
  pa_context *context;

  pa_proplist_sets (props, PA_PROP_APPLICATION_ID, "org.cornetta.Cornetta");
  pa_proplist_sets (props, PA_PROP_APPLICATION_ICON_NAME, "org.cornetta.Cornetta");
  if (opening != 0 && opening - 1 != COR_AUDIO_RINGER)
    pa_proplist_sets (props, PA_PROP_MEDIA_ROLE, "phone");
  context = pa_context_new_with_proplist (api, "Cornetta", props);
  pa_proplist_free (props);
  note_connection (context);
  return context;
}

static const char *
title (const pa_context *context, const char *name)
{
  static const char *const titles[COR_N_ROLES] = {
    [COR_AUDIO_MICROPHONE] = N_ ("Microphone"),
    [COR_AUDIO_SPEAKER] = N_ ("Speaker"),
    [COR_AUDIO_RINGER] = N_ ("Ringer"),
  };

  for (guint role = 0; role < COR_N_ROLES; role++) {
    if (g_atomic_pointer_get (&connections[role]) == context)
      return _ (titles[role]);
  }
  return name;
}

/* What a mixer shows beside the program's name. */
pa_stream *
pa_stream_new (pa_context *context,
               const char *name,
               const pa_sample_spec *spec,
               const pa_channel_map *map)
{
  return pa_stream_new_with_proplist (context, title (context, name), spec, map, NULL);
}
