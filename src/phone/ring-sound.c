/* SPDX-License-Identifier: GPL-3.0-or-later
 * A sound file as something to ring with. Whatever the file says of itself, it
 * takes no more than the room of its first half minute, and only what calls
 * itself one of three formats comes before the library. */
#include "config.h"
#include "ring-sound.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <sndfile.h>
#include <speex/speex_resampler.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MOST_BYTES (64 * 1024 * 1024)
#define MOST_CHANNELS 8
#define LOWEST_RATE 4000
#define HIGHEST_RATE 192000
#define CHUNK 4096            /* frames */
#define LEAST (COR_RATE / 10) /* samples that are a sound */
#define QUIETEST 100          /* the loudest sample of a silence */
#define FADE (COR_RATE / 20)  /* samples at the end of what was cut */
#define EXTRA 64              /* what the resampler may give beyond the ratio */

typedef struct {
  SNDFILE *file;
  SF_INFO info;
  SpeexResamplerState *resampler;
  float *mono, *resampled;
  guint room; /* of resampled */
  GArray *samples;
} Reader;

/* reason: goes on after a colon, without a full stop. */
static void
fail (GError **error, GIOErrorEnum code, const char *path, const char *reason)
{
  g_autofree char *name = g_filename_display_basename (path);

  /* Translators: a file's name, and why it can't be used. */
  g_set_error (error, G_IO_ERROR, code, _ ("“%s” can't be rung with: %s"), name, reason);
}

/* --- The file --- */

static gboolean
is_of_a_kind (int fd)
{
  static const char *const kinds[] = { "RIFF", "OggS", "fLaC" };
  char start[4];

  if (pread (fd, start, sizeof start, 0) != sizeof start)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    if (memcmp (start, kinds[i], sizeof start) == 0)
      return TRUE;
  }
  return FALSE;
}

/* -1 with an error. Nothing that would keep us waiting is opened, as a pipe would. */
static int
open_file (const char *path, GError **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  const char *reason = NULL;
  struct stat about;

  if (fd < 0) {
    int number = errno;

    fail (error, g_io_error_from_errno (number), path, g_strerror (number));
    return -1;
  }
  if (fstat (fd, &about) < 0 || !S_ISREG (about.st_mode))
    reason = _ ("it is no file");
  else if (about.st_size > MOST_BYTES)
    reason = _ ("it is larger than 64 MiB");
  else if (!is_of_a_kind (fd))
    reason = _ ("it is no WAV, Ogg or FLAC file");
  if (reason == NULL)
    return fd;
  fail (error, G_IO_ERROR_INVALID_DATA, path, reason);
  close (fd);
  return -1;
}

/* --- Its sound --- */

static gboolean
reader_open (Reader *self, int fd)
{
  int state = RESAMPLER_ERR_SUCCESS;

  self->file = sf_open_fd (fd, SFM_READ, &self->info, SF_FALSE);
  if (self->file == NULL || self->info.channels < 1 || self->info.channels > MOST_CHANNELS ||
      self->info.samplerate < LOWEST_RATE || self->info.samplerate > HIGHEST_RATE)
    return FALSE;
  self->resampler = speex_resampler_init (1, (spx_uint32_t)self->info.samplerate, COR_RATE,
                                          SPEEX_RESAMPLER_QUALITY_DESKTOP, &state);
  if (self->resampler == NULL)
    return FALSE;
  speex_resampler_skip_zeros (self->resampler);
  self->mono = g_new (float, CHUNK);
  self->room = (guint)((guint64)CHUNK * COR_RATE / (guint)self->info.samplerate) + EXTRA;
  self->resampled = g_new (float, self->room);
  return TRUE;
}

static void
reader_close (Reader *self)
{
  g_clear_pointer (&self->file, sf_close);
  g_clear_pointer (&self->resampler, speex_resampler_destroy);
  g_clear_pointer (&self->mono, g_free);
  g_clear_pointer (&self->resampled, g_free);
}

/* A file of floating point may hold what is no number. */
static gint16
to_sample (float value)
{
  return isfinite (value) ? (gint16)lrintf (CLAMP (value, -1.0f, 1.0f) * G_MAXINT16) : 0;
}

static void
append (Reader *self, guint n)
{
  n = MIN (n, COR_RING_MOST - self->samples->len);
  for (guint i = 0; i < n; i++) {
    gint16 sample = to_sample (self->resampled[i]);

    g_array_append_val (self->samples, sample);
  }
}

static void
resample (Reader *self, guint n)
{
  guint taken = 0;

  while (taken < n && self->samples->len < COR_RING_MOST) {
    spx_uint32_t in = n - taken;
    spx_uint32_t out = self->room;

    speex_resampler_process_float (self->resampler, 0, self->mono + taken, &in, self->resampled,
                                   &out);
    append (self, out);
    if (in == 0 && out == 0)
      return;
    taken += in;
  }
}

static void
mix_down (Reader *self, const float *frames, guint n)
{
  guint channels = (guint)self->info.channels;

  for (guint i = 0; i < n; i++) {
    float sum = 0;

    for (guint c = 0; c < channels; c++) {
      float value = frames[i * channels + c];
      sum += isfinite (value) ? CLAMP (value, -1.0f, 1.0f) : 0;
    }
    self->mono[i] = sum / channels;
  }
}

/* What the resampler still holds back comes out before silence. */
static void
flush (Reader *self)
{
  guint rest = (guint)speex_resampler_get_input_latency (self->resampler);

  memset (self->mono, 0, CHUNK * sizeof *self->mono);
  resample (self, MIN (rest, CHUNK));
}

/* A file that breaks off is rung with as far as it goes. */
static void
reader_run (Reader *self, GCancellable *cancellable)
{
  g_autofree float *frames = g_new (float, CHUNK *(guint)self->info.channels);
  sf_count_t n;

  while (self->samples->len < COR_RING_MOST && !g_cancellable_is_cancelled (cancellable) &&
         (n = sf_readf_float (self->file, frames, CHUNK)) > 0) {
    mix_down (self, frames, (guint)n);
    resample (self, (guint)n);
  }
  flush (self);
}

/* --- What comes of it --- */

static gboolean
is_silent (const GArray *samples)
{
  for (guint i = 0; i < samples->len; i++) {
    if (ABS (g_array_index (samples, gint16, i)) > QUIETEST)
      return FALSE;
  }
  return TRUE;
}

static void
fade_out (GArray *samples)
{
  for (guint i = 0; i < FADE; i++) {
    gint16 *sample = &g_array_index (samples, gint16, samples->len - 1 - i);
    *sample = (gint16)(*sample * (gint)i / FADE);
  }
}

static CorRingSound *
finish (GArray *samples)
{
  CorRingSound *self = g_new0 (CorRingSound, 1);

  if (samples->len == COR_RING_MOST)
    fade_out (samples);
  self->n = samples->len;
  self->samples = g_memdup2 (samples->data, self->n * sizeof *self->samples);
  return self;
}

CorRingSound *
cor_ring_sound_read (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) samples = g_array_new (FALSE, FALSE, sizeof (gint16));
  Reader reader = { .samples = samples };
  const char *reason = NULL;
  int fd = open_file (path, error);

  if (fd < 0)
    return NULL;
  if (!reader_open (&reader, fd))
    reason = _ ("its contents are not what they should be");
  else
    reader_run (&reader, cancellable);
  reader_close (&reader);
  close (fd);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (reason == NULL && samples->len < LEAST)
    reason = _ ("there is no sound in it, or too short a one");
  else if (reason == NULL && is_silent (samples))
    reason = _ ("it is silent");
  if (reason == NULL)
    return finish (samples);
  fail (error, G_IO_ERROR_INVALID_DATA, path, reason);
  return NULL;
}

void
cor_ring_sound_free (CorRingSound *self)
{
  if (self == NULL)
    return;
  g_free (self->samples);
  g_free (self);
}
