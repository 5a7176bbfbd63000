/* SPDX-License-Identifier: GPL-3.0-or-later
 * A sound of a stranger's. Whatever it says of itself, it takes the room of one
 * chunk, and only what calls itself one of three formats comes before the library. */
#include "config.h"
#include "sound-reader.h"
#include <math.h>
#include <sndfile.h>
#include <speex/speex_resampler.h>
#include <string.h>

#define MOST_CHANNELS 8
#define LOWEST_RATE 4000
#define HIGHEST_RATE 192000
#define CHUNK 1024 /* frames */
#define EXTRA 64   /* what the resampler may give beyond the ratio */

struct _CorSoundReader {
  SNDFILE *file;
  SF_INFO info;
  SpeexResamplerState *resampler;
  float *frames, *mono, *resampled;
  guint room;     /* of resampled */
  guint at, n;    /* of resampled: what is not given out yet */
  gboolean ended; /* the file, and what the resampler held back */
  GBytes *bytes;  /* or NULL */
  sf_count_t place;
};

gboolean
cor_sound_reader_knows (const char *start, gsize len)
{
  static const char *const kinds[] = { "RIFF", "OggS", "fLaC" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    if (len >= 4 && memcmp (start, kinds[i], 4) == 0)
      return TRUE;
  }
  return FALSE;
}

/* --- A file that is in memory. --- */

static sf_count_t
get_length (void *data)
{
  CorSoundReader *self = data;

  return (sf_count_t)g_bytes_get_size (self->bytes);
}

static sf_count_t
seek_bytes (sf_count_t offset, int whence, void *data)
{
  CorSoundReader *self = data;
  sf_count_t from = whence == SEEK_CUR ? self->place : whence == SEEK_END ? get_length (self) : 0;
  sf_count_t to;

  if (!__builtin_add_overflow (from, offset, &to) && to >= 0 && to <= get_length (self))
    self->place = to;
  return self->place;
}

static sf_count_t
read_bytes (void *to, sf_count_t n, void *data)
{
  CorSoundReader *self = data;
  const char *bytes = g_bytes_get_data (self->bytes, NULL);

  n = CLAMP (n, 0, get_length (self) - self->place);
  memcpy (to, bytes + self->place, (gsize)n);
  self->place += n;
  return n;
}

static sf_count_t
write_nothing (const void *from, sf_count_t n, void *data)
{
  return 0;
}

static sf_count_t
tell_place (void *data)
{
  return ((CorSoundReader *)data)->place;
}

/* --- The reader. --- */

static gboolean
is_usable (const CorSoundReader *self)
{
  return self->file != NULL && self->info.channels >= 1 && self->info.channels <= MOST_CHANNELS &&
         self->info.samplerate >= LOWEST_RATE && self->info.samplerate <= HIGHEST_RATE;
}

static CorSoundReader *
begin (CorSoundReader *self)
{
  int state = RESAMPLER_ERR_SUCCESS;

  if (is_usable (self))
    self->resampler = speex_resampler_init (1, (spx_uint32_t)self->info.samplerate, COR_RATE,
                                            SPEEX_RESAMPLER_QUALITY_DESKTOP, &state);
  if (self->resampler == NULL) {
    cor_sound_reader_free (self);
    return NULL;
  }
  speex_resampler_skip_zeros (self->resampler);
  self->frames = g_new (float, CHUNK *(guint)self->info.channels);
  self->mono = g_new (float, CHUNK);
  self->room = (guint)((guint64)CHUNK * COR_RATE / (guint)self->info.samplerate) + EXTRA;
  self->resampled = g_new (float, self->room);
  return self;
}

CorSoundReader *
cor_sound_reader_new_for_fd (int fd)
{
  CorSoundReader *self = g_new0 (CorSoundReader, 1);

  self->file = sf_open_fd (fd, SFM_READ, &self->info, SF_FALSE);
  return begin (self);
}

/* Beyond the end is the end. */
static void
enter (CorSoundReader *self, double seconds)
{
  sf_count_t frame = (sf_count_t)(CLAMP (seconds, 0, 1e6) * self->info.samplerate);
  sf_count_t n = 1;

  frame = MIN (frame, self->info.frames);
  if (self->info.seekable && sf_seek (self->file, frame, SEEK_SET) >= 0)
    return;
  for (; frame > 0 && n > 0; frame -= n)
    n = sf_readf_float (self->file, self->frames, MIN (frame, CHUNK));
}

CorSoundReader *
cor_sound_reader_new_for_bytes (GBytes *bytes, double from)
{
  SF_VIRTUAL_IO io = { get_length, seek_bytes, read_bytes, write_nothing, tell_place };
  CorSoundReader *self;

  if (!cor_sound_reader_knows (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)))
    return NULL;
  self = g_new0 (CorSoundReader, 1);
  self->bytes = g_bytes_ref (bytes);
  self->file = sf_open_virtual (&io, SFM_READ, &self->info, self);
  self = begin (self);
  if (self != NULL && from > 0)
    enter (self, from);
  return self;
}

void
cor_sound_reader_free (CorSoundReader *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->file, sf_close);
  g_clear_pointer (&self->resampler, speex_resampler_destroy);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->frames);
  g_free (self->mono);
  g_free (self->resampled);
  g_free (self);
}

static void
mix_down (CorSoundReader *self, guint n)
{
  guint channels = (guint)self->info.channels;

  for (guint i = 0; i < n; i++) {
    float sum = 0;

    for (guint c = 0; c < channels; c++) {
      float value = self->frames[i * channels + c];
      sum += isfinite (value) ? CLAMP (value, -1.0f, 1.0f) : 0;
    }
    self->mono[i] = sum / channels;
  }
}

/* How much of the mono sound there is next: at the end what the resampler still holds back comes
 * out before silence. */
static guint
read_chunk (CorSoundReader *self)
{
  sf_count_t n = sf_readf_float (self->file, self->frames, CHUNK);

  if (n > 0) {
    mix_down (self, (guint)n);
    return (guint)n;
  }
  self->ended = TRUE;
  memset (self->mono, 0, CHUNK * sizeof *self->mono);
  return MIN ((guint)speex_resampler_get_input_latency (self->resampler), CHUNK);
}

/* The room is enough for a whole chunk. */
static gboolean
fill (CorSoundReader *self)
{
  spx_uint32_t in, out = self->room;

  if (self->ended)
    return FALSE;
  in = read_chunk (self);
  speex_resampler_process_float (self->resampler, 0, self->mono, &in, self->resampled, &out);
  self->at = 0;
  self->n = out;
  return TRUE;
}

/* A file of floating point may hold what is no number. */
static gint16
to_sample (float value)
{
  return isfinite (value) ? (gint16)lrintf (CLAMP (value, -1.0f, 1.0f) * G_MAXINT16) : 0;
}

guint
cor_sound_reader_read (CorSoundReader *self, gint16 *to, guint n)
{
  guint done = 0;

  while (done < n && (self->at < self->n || fill (self)))
    for (; done < n && self->at < self->n; self->at++)
      to[done++] = to_sample (self->resampled[self->at]);
  return done;
}

double
cor_sound_reader_get_duration (CorSoundReader *self)
{
  return self->info.frames > 0 ? (double)self->info.frames / self->info.samplerate : 0;
}
