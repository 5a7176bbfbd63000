/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sound files as something to ring with: those that can be, and all kinds that can't. */
#include "config.h"
#include "ring-sound.h"
#include "tones.h"
#include <fcntl.h>
#include <glib/gstdio.h>
#include <math.h>
#include <sndfile.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *folder;

static char *
path_of (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

typedef struct {
  const char *name;
  int format, rate, channels;
  double seconds, level;
} Tone;

/* A note of 1000 Hz. */
static char *
write_tone (const Tone *tone)
{
  char *path = path_of (tone->name);
  SF_INFO info = { .format = tone->format, .samplerate = tone->rate, .channels = tone->channels };
  SNDFILE *file = sf_open (path, SFM_WRITE, &info);
  guint frames = (guint)(tone->rate * tone->seconds);

  g_assert_nonnull (file);
  for (guint i = 0; i < frames; i++) {
    float value = (float)(tone->level * sin (2 * G_PI * 1000 * i / tone->rate));
    float frame[8] = { value, value, value, value, value, value, value, value };

    g_assert_cmpint (sf_writef_float (file, frame, 1), ==, 1);
  }
  sf_close (file);
  return path;
}

static char *
write_bytes (const char *name, const void *bytes, gsize n)
{
  char *path = path_of (name);

  g_assert_true (g_file_set_contents (path, bytes, (gssize)n, NULL));
  return path;
}

/* The share of the power that is at this note. */
static double
strength (const CorRingSound *sound, guint hz)
{
  double k = 2 * cos (2 * G_PI * hz / COR_RATE), s1 = 0, s2 = 0, all = 0;

  for (guint i = 0; i < sound->n; i++) {
    double s0 = sound->samples[i] + k * s1 - s2;
    all += (double)sound->samples[i] * sound->samples[i];
    s2 = s1;
    s1 = s0;
  }
  return 2 * (s1 * s1 + s2 * s2 - k * s1 * s2) / (all * sound->n);
}

static guint
peak (const CorRingSound *sound)
{
  guint most = 0;

  for (guint i = 0; i < sound->n; i++)
    most = MAX (most, (guint)ABS (sound->samples[i]));
  return most;
}

static const Tone tones[] = {
  { "cd.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 44100, 2, 0.5, 0.5 },
  { "phone.wav", SF_FORMAT_WAV | SF_FORMAT_ULAW, 8000, 1, 0.5, 0.5 },
  { "same.wav", SF_FORMAT_WAV | SF_FORMAT_FLOAT, 48000, 1, 0.5, 0.5 },
  { "round.wav", SF_FORMAT_WAVEX | SF_FORMAT_PCM_24, 96000, 8, 0.5, 0.5 },
  { "song.flac", SF_FORMAT_FLAC | SF_FORMAT_PCM_16, 44100, 2, 0.5, 0.5 },
  { "song.ogg", SF_FORMAT_OGG | SF_FORMAT_VORBIS, 44100, 2, 0.5, 0.5 },
  { "song.opus", SF_FORMAT_OGG | SF_FORMAT_OPUS, 48000, 1, 0.5, 0.5 },
};

/* The note, as long and as loud as it was. */
static void
test_kinds (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (tones); i++) {
    g_autofree char *path = write_tone (&tones[i]);
    g_autoptr (GError) error = NULL;
    g_autoptr (CorRingSound) sound = cor_ring_sound_read (path, NULL, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (sound->n, >, COR_RATE * 48 / 100);
    g_assert_cmpuint (sound->n, <, COR_RATE * 53 / 100);
    g_assert_cmpfloat (strength (sound, 1000), >, 0.9);
    g_assert_cmpuint (peak (sound), >, 14000);
    g_assert_cmpuint (peak (sound), <, 19000);
  }
}

static void
test_longer (void)
{
  const Tone tone = { "long.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 8000, 1, 31, 0.5 };
  g_autofree char *path = write_tone (&tone);
  g_autoptr (CorRingSound) sound = cor_ring_sound_read (path, NULL, NULL);

  g_assert_nonnull (sound);
  g_assert_cmpuint (sound->n, ==, COR_RING_MOST);
  g_assert_cmpint (sound->samples[sound->n - 1], ==, 0);
}

/* Half of it is there, whatever its header says. */
static void
test_breaks_off (void)
{
  const Tone tone = { "whole.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 8000, 1, 1, 0.5 };
  g_autofree char *path = write_tone (&tone);
  g_autoptr (CorRingSound) sound = NULL;

  g_assert_cmpint (truncate (path, 8000), ==, 0);
  sound = cor_ring_sound_read (path, NULL, NULL);
  g_assert_nonnull (sound);
  g_assert_cmpfloat_with_epsilon (sound->n / (double)COR_RATE, 0.5, 0.02);
}

/* What is no number is silence, and no noise. */
static void
test_no_numbers (void)
{
  g_autofree char *path = path_of ("nan.wav");
  SF_INFO info = { .format = SF_FORMAT_WAV | SF_FORMAT_FLOAT, .samplerate = 48000, .channels = 1 };
  SNDFILE *file = sf_open (path, SFM_WRITE, &info);
  g_autoptr (CorRingSound) sound = NULL;

  for (guint i = 0; i < 24000; i++) {
    float value = i % 3 == 0 ? NAN : i % 3 == 1 ? INFINITY : i < 12000 ? 0.25f : 1e30f;
    sf_write_float (file, &value, 1);
  }
  sf_close (file);
  sound = cor_ring_sound_read (path, NULL, NULL);
  g_assert_nonnull (sound);
  g_assert_cmpuint (sound->n, ==, 24000);
}

static void
refused (char *path, const char *reason)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (cor_ring_sound_read (path, NULL, &error));
  g_assert_nonnull (error);
  if (strstr (error->message, reason) == NULL)
    g_error ("%s: %s", path, error->message);
  g_free (path);
}

static void
test_refused (void)
{
  const Tone silent = { "silent.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 8000, 1, 1, 0 };
  const Tone click = { "click.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 8000, 1, 0.05, 0.5 };
  const Tone fast = { "fast.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 1000000, 1, 0.2, 0.5 };
  g_autofree char *pipe = path_of ("pipe.wav");
  g_autofree char *large = write_bytes ("large.wav", "RIFF", 4);

  refused (path_of ("none.wav"), "No such file");
  refused (g_strdup (folder), "it is no file");
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  refused (g_strdup (pipe), "it is no file");
  refused (g_strdup ("/dev/zero"), "it is no file");
  g_assert_cmpint (truncate (large, 65 * 1024 * 1024), ==, 0);
  refused (g_strdup (large), "larger than 64 MiB");
  refused (write_bytes ("empty.wav", "", 0), "no WAV, Ogg or FLAC");
  refused (write_bytes ("song.mp3", "ID3\3\0\0\0\0\0\0\377\373\220\0", 14), "no WAV, Ogg or FLAC");
  refused (write_bytes ("RIFF.wav", "RIFF\0\0\0\0WAVE", 12), "not what they should be");
  refused (write_bytes ("broken.ogg", "OggS\0\0\0\0\0\0\0\0\0\0\0\0", 16),
           "not what they should be");
  refused (write_bytes ("broken.flac", "fLaC\0\0\0\0\0\0\0\0", 12), "not what they should be");
  refused (write_tone (&silent), "it is silent");
  refused (write_tone (&click), "too short");
  refused (write_tone (&fast), "not what they should be");
}

/* Nothing that is spoilt, byte by byte, does harm: it rings or is refused. */
static void
test_spoilt (void)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (5);

  for (guint i = 0; i < G_N_ELEMENTS (tones); i++) {
    g_autofree char *path = write_tone (&tones[i]);
    g_autofree char *bytes = NULL;
    gsize n;

    g_assert_true (g_file_get_contents (path, &bytes, &n, NULL));
    for (guint round = 0; round < 60; round++) {
      g_autofree char *spoilt = g_memdup2 (bytes, n);
      g_autoptr (GError) error = NULL;
      g_autoptr (CorRingSound) sound = NULL;

      /* The more so at the beginning, where its form stands. */
      for (guint k = 0; k <= round % 8; k++)
        spoilt[g_rand_int_range (chance, 4, k % 2 == 0 ? 200 : (gint32)n)] =
          (char)g_rand_int_range (chance, 0, 256);
      g_free (write_bytes (tones[i].name, spoilt, n));
      sound = cor_ring_sound_read (path, NULL, &error);
      g_assert_true ((sound != NULL) != (error != NULL));
      if (sound != NULL)
        g_assert_cmpuint (sound->n, <=, COR_RING_MOST);
    }
  }
}

static void
test_cancelled (void)
{
  g_autofree char *path = write_tone (&tones[0]);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (cor_ring_sound_read (path, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* --- How it is rung with --- */

static gint32 heard[7 * COR_RATE];

static gboolean
ring (CorTone tone, CorRing with)
{
  CorTonePlayer player;
  gboolean on = TRUE;

  memset (heard, 0, sizeof heard);
  cor_tone_start (&player, tone, cor_tone_find_plan ("GB"));
  player.ring = with;
  for (guint at = 0; at < G_N_ELEMENTS (heard); at += COR_FRAME)
    on = cor_tone_mix (&player, heard + at, COR_FRAME);
  return on;
}

/* A second of sound comes again after three; heard once it ends by itself. */
static void
test_rung (void)
{
  g_autofree gint16 *samples = g_new (gint16, COR_RATE);
  CorRingSound sound = { COR_RATE, samples };

  for (guint i = 0; i < COR_RATE; i++)
    samples[i] = (gint16)(1 + i % 1000);
  g_assert_true (ring (COR_TONE_RING, (CorRing){ FALSE, &sound }));
  for (guint i = 0; i < COR_RATE; i++) {
    g_assert_cmpint (heard[i], ==, samples[i]);
    g_assert_cmpint (heard[COR_RATE + i], ==, 0);
    g_assert_cmpint (heard[3 * COR_RATE + i], ==, samples[i]);
    g_assert_cmpint (heard[6 * COR_RATE + i], ==, samples[i]);
  }
  g_assert_false (ring (COR_TONE_PREVIEW, (CorRing){ FALSE, &sound }));
  g_assert_cmpint (heard[COR_RATE - 1], ==, samples[COR_RATE - 1]);
  for (guint i = COR_RATE; i < G_N_ELEMENTS (heard); i++)
    g_assert_cmpint (heard[i], ==, 0);
}

/* In Britain it rings for 400 ms twice, and 2 s later again; the melody begins with 180 ms. */
static void
test_rung_without_file (void)
{
  g_assert_true (ring (COR_TONE_RING, (CorRing){ TRUE, NULL }));
  g_assert_cmpint (heard[COR_RATE / 2], ==, 0);
  g_assert_cmpint (heard[COR_RATE * 2], ==, 0);
  g_assert_cmpint (ABS (heard[COR_RATE * 31 / 10 + 7]), >, 0);
  g_assert_true (ring (COR_TONE_RING, (CorRing){ FALSE, NULL }));
  g_assert_cmpint (ABS (heard[COR_RATE / 2 + 7]), >, 0);
  g_assert_false (ring (COR_TONE_PREVIEW, (CorRing){ FALSE, NULL }));
  g_assert_false (ring (COR_TONE_PREVIEW, (CorRing){ TRUE, NULL }));
}

static void
remove_folder (void)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = path_of (name);
    g_unlink (path);
  }
  g_dir_close (dir);
  g_rmdir (folder);
  g_free (folder);
}

int
main (int argc, char **argv)
{
  int code;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("ring-sound-XXXXXX", NULL);
  g_test_add_func ("/phone/ring-sound/kinds", test_kinds);
  g_test_add_func ("/phone/ring-sound/longer", test_longer);
  g_test_add_func ("/phone/ring-sound/breaks-off", test_breaks_off);
  g_test_add_func ("/phone/ring-sound/no-numbers", test_no_numbers);
  g_test_add_func ("/phone/ring-sound/refused", test_refused);
  g_test_add_func ("/phone/ring-sound/spoilt", test_spoilt);
  g_test_add_func ("/phone/ring-sound/cancelled", test_cancelled);
  g_test_add_func ("/phone/ring-sound/rung", test_rung);
  g_test_add_func ("/phone/ring-sound/rung-without-file", test_rung_without_file);
  code = g_test_run ();
  remove_folder ();
  return code;
}
