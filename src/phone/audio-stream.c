/* SPDX-License-Identifier: GPL-3.0-or-later
 * One card: a PortAudio stream between it and a ring of samples. */
#include "config.h"
#include "audio-stream.h"
#include <pa_linux_alsa.h>
#include <string.h>

/* Seconds asked of PortAudio. At a load of 8 on two cores a tone came with no more gaps than with
 * 0.04, and with many at 0.02. */
#define LATENCY 0.03
#define BLOCK 480 /* frames a callback */

/* --- PortAudio's own threads --- */

static int
on_captured (const void *in,
             void *out,
             unsigned long frames,
             const PaStreamCallbackTimeInfo *time,
             PaStreamCallbackFlags flags,
             void *data)
{
  CorCard *card = data;
  const gint16 *samples = in;

  __atomic_store_n (&card->last_call, g_get_monotonic_time (), __ATOMIC_RELAXED);
  if (card->channels == 1) {
    cor_samples_write (card->ring, samples, (guint)frames);
    return paContinue;
  }
  for (unsigned long i = 0; i < frames; i++)
    cor_samples_write (card->ring, &samples[i * (unsigned)card->channels], 1);
  return paContinue;
}

static void
spread (gint16 *samples, unsigned long frames, int channels)
{
  for (unsigned long i = frames; i-- > 0;) {
    for (int c = 0; c < channels; c++)
      samples[i * (unsigned)channels + (unsigned)c] = samples[i];
  }
}

static int
on_wanted (const void *in,
           void *out,
           unsigned long frames,
           const PaStreamCallbackTimeInfo *time,
           PaStreamCallbackFlags flags,
           void *data)
{
  CorCard *card = data;
  guint fill = cor_samples_fill (card->ring);

  __atomic_store_n (&card->last_call, g_get_monotonic_time (), __ATOMIC_RELAXED);
  if (fill >= COR_FRAME)
    card->primed = TRUE;
  if (!card->primed || cor_samples_read (card->ring, out, (guint)frames) == 0) {
    memset (out, 0, frames * (unsigned)card->channels * sizeof (gint16));
    card->primed = FALSE;
    return paContinue;
  }
  spread (out, frames, card->channels);
  return paContinue;
}

/* --- The thread "phone-sound" --- */

void
cor_card_close (CorCard *card)
{
  if (card->stream == NULL)
    return;
  Pa_AbortStream (card->stream);
  Pa_CloseStream (g_steal_pointer (&card->stream));
  g_clear_pointer (&card->open_device, g_free);
}

static gboolean
is_capture (const CorCard *card)
{
  return card->role == COR_AUDIO_MICROPHONE;
}

static PaError
open_with (CorCard *card, const PaStreamParameters *params)
{
  PaError err = Pa_OpenStream (
    &card->stream, is_capture (card) ? params : NULL, is_capture (card) ? NULL : params, COR_RATE,
    BLOCK, paClipOff | paDitherOff, is_capture (card) ? on_captured : on_wanted, card);

  if (err != paNoError) {
    card->stream = NULL;
    return err;
  }
  card->channels = params->channelCount;
  card->primed = FALSE;
  card->last_call = 0;
  cor_samples_keep (card->ring, 0);
  err = Pa_StartStream (card->stream);
  if (err != paNoError)
    Pa_CloseStream (g_steal_pointer (&card->stream));
  return err;
}

/* One channel, or two where the card has no single one. */
static PaError
open_channels (CorCard *card, PaStreamParameters *params)
{
  PaError err;

  params->sampleFormat = paInt16;
  params->suggestedLatency = LATENCY;
  params->channelCount = 1;
  err = open_with (card, params);
  if (err != paInvalidChannelCount)
    return err;
  params->channelCount = 2;
  return open_with (card, params);
}

/* A device of the sound server by its own name, through ALSA's plug-in. */
static PaError
open_server (CorCard *card, const char *name)
{
  g_autofree char *device =
    name != NULL ? g_strdup_printf ("pulse:{DEVICE \"%s\"}", name) : g_strdup ("pulse");
  PaAlsaStreamInfo info = { sizeof info, paALSA, 1, device };
  PaStreamParameters params = { .device = paUseHostApiSpecificDeviceSpecification,
                                .hostApiSpecificStreamInfo = &info };

  /* The name goes into ALSA's own syntax. */
  if (name != NULL && strpbrk (name, "\"\\\n") != NULL)
    return paInvalidDevice;
  return open_channels (card, &params);
}

gboolean
cor_card_fits (const PaDeviceInfo *info, gboolean capture)
{
  return capture ? info->maxInputChannels > 0 : info->maxOutputChannels > 0;
}

static PaDeviceIndex
find_device (CorCard *card, const char *name)
{
  for (PaDeviceIndex i = 0; name != NULL && i < Pa_GetDeviceCount (); i++) {
    const PaDeviceInfo *info = Pa_GetDeviceInfo (i);

    if (cor_card_fits (info, is_capture (card)) && g_str_equal (info->name, name))
      return i;
  }
  return is_capture (card) ? Pa_GetDefaultInputDevice () : Pa_GetDefaultOutputDevice ();
}

static PaError
open_local (CorCard *card, const char *name)
{
  PaStreamParameters params = { .device = find_device (card, name) };

  if (params.device == paNoDevice)
    return paInvalidDevice;
  return open_channels (card, &params);
}

PaError
cor_card_open (CorCard *card, const char *name, gboolean server)
{
  PaError err;

  cor_pulse_names_begin (card->role);
  err = server ? open_server (card, name) : open_local (card, name);
  if (err != paNoError && name != NULL)
    err = server ? open_server (card, NULL) : open_local (card, NULL);
  cor_pulse_names_end ();
  return err;
}
