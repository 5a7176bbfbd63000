/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the libraries below PortAudio do unasked, and shall not. */
#include "config.h"
#include "sound-private.h"
#include <alsa/error.h>

/* PortAudio's own function, before its library's. Looking for a JACK server it takes a lock in
 * shared memory that a program killed meanwhile keeps for ever, and all later ones hang there.
 * NULL says that there is no server; JACK's users have a sound server before it. */
void *jack_client_open (const char *name, int options, int *status, ...);

void *
jack_client_open (const char *name, int options, int *status, ...)
{
  return NULL;
}

/* ALSA writes to stderr whatever it comes across while cards are looked for. */
static void
on_alsa_error (const char *file, int line, const char *function, int err, const char *format, ...)
{
}

void
cor_silence_libraries (void)
{
  snd_lib_error_set_handler (on_alsa_error);
}
