/* SPDX-License-Identifier: GPL-3.0-or-later
 * A sound file as something to ring with. Whatever the file says of itself, it
 * takes no more than the room of its first half minute, and only what calls
 * itself one of three formats comes before the library. */
#include "config.h"
#include "ring-sound.h"
#include "sound-reader.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define MOST_BYTES (64 * 1024 * 1024)
#define CHUNK 4096            /* samples */
#define LEAST (COR_RATE / 10) /* samples that are a sound */
#define QUIETEST 100          /* the loudest sample of a silence */
#define FADE (COR_RATE / 20)  /* samples at the end of what was cut */

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
  char start[4];

  return pread (fd, start, sizeof start, 0) == sizeof start &&
         cor_sound_reader_knows (start, sizeof start);
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

/* A file that breaks off is rung with as far as it goes. */
static void
read_sound (CorSoundReader *reader, GArray *samples, GCancellable *cancellable)
{
  gint16 chunk[CHUNK];
  guint n;

  do {
    n = cor_sound_reader_read (reader, chunk, MIN (CHUNK, COR_RING_MOST - samples->len));
    g_array_append_vals (samples, chunk, n);
  } while (n > 0 && !g_cancellable_is_cancelled (cancellable));
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
  g_autoptr (CorSoundReader) reader = NULL;
  const char *reason = NULL;
  int fd = open_file (path, error);

  if (fd < 0)
    return NULL;
  reader = cor_sound_reader_new_for_fd (fd);
  if (reader == NULL)
    reason = _ ("its contents are not what they should be");
  else
    read_sound (reader, samples, cancellable);
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
