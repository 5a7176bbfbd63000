/* SPDX-License-Identifier: GPL-3.0-or-later
 * A sound that is heard from the speaker: what a server may send of it, and all kinds of what it
 * should not. */
#include "config.h"
#include "playback.h"
#include <glib/gstdio.h>
#include <math.h>
#include <sndfile.h>
#include <string.h>

#define HZ 440

/* A note of two seconds as a file of that format. */
static GBytes *
make_file (int format, int rate, int channels)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "cornetta-XXXXXX", NULL);
  int fd = g_mkstemp (path);
  SF_INFO info = { .format = format, .samplerate = rate, .channels = channels };
  SNDFILE *file = sf_open_fd (fd, SFM_WRITE, &info, SF_TRUE);
  g_autofree char *bytes = NULL;
  gsize len;

  g_assert_nonnull (file);
  for (int i = 0; i < 2 * rate; i++) {
    float value = (float)(0.5 * sin (2 * G_PI * HZ * i / rate));
    float frame[2] = { value, value };

    g_assert_cmpint (sf_writef_float (file, frame, 1), ==, 1);
  }
  sf_close (file);
  g_assert_true (g_file_get_contents (path, &bytes, &len, NULL));
  g_unlink (path);
  return g_bytes_new_take (g_steal_pointer (&bytes), len);
}

/* The share of the power that is at the note. */
static double
strength (const gint32 *samples, guint n)
{
  double k = 2 * cos (2 * G_PI * HZ / COR_RATE), s1 = 0, s2 = 0, all = 0;

  for (guint i = 0; i < n; i++) {
    double s0 = samples[i] + k * s1 - s2;
    all += (double)samples[i] * samples[i];
    s2 = s1;
    s1 = s0;
  }
  return all > 0 ? 2 * (s1 * s1 + s2 * s2 - k * s1 * s2) / (all * n) : 0;
}

static void
assert_heard (int format, int rate, int channels)
{
  g_autoptr (GBytes) file = make_file (format, rate, channels);
  CorPlayback *playback = g_new0 (CorPlayback, 1);
  gint32 heard[COR_RATE] = { 0 };

  playback->sound = g_bytes_ref (file);
  playback->reader = cor_sound_reader_new_for_bytes (file, 0);
  g_assert_nonnull (playback->reader);
  g_assert_cmpfloat_with_epsilon (cor_sound_reader_get_duration (playback->reader), 2, 0.1);
  for (guint i = 0; i < COR_RATE / COR_FRAME; i++)
    cor_playback_mix (playback, heard + i * COR_FRAME, COR_FRAME);
  g_assert_cmpfloat (strength (heard, COR_RATE), >, 0.9);
  g_assert_cmpuint (playback->played, ==, COR_RATE);
  g_assert_true (cor_playback_is_heard (playback));
  for (guint i = 0; i < 2 * COR_RATE / COR_FRAME && cor_playback_is_heard (playback); i++)
    cor_playback_mix (playback, heard, COR_FRAME);
  g_assert_true (playback->ended);
  g_assert_cmpuint (playback->played, >, 2 * COR_RATE - COR_FRAME);
  g_assert_cmpuint (playback->played, <, 2 * COR_RATE + 20 * COR_FRAME);
  cor_playback_free (playback);
}

static void
test_formats (void)
{
  assert_heard (SF_FORMAT_WAV | SF_FORMAT_PCM_16, 8000, 1);
  /* As the exchange's "wav49", and by the two codecs of the telephone. */
  assert_heard (SF_FORMAT_WAV | SF_FORMAT_GSM610, 8000, 1);
  assert_heard (SF_FORMAT_WAV | SF_FORMAT_ULAW, 8000, 1);
  assert_heard (SF_FORMAT_WAV | SF_FORMAT_ALAW, 8000, 1);
  assert_heard (SF_FORMAT_WAV | SF_FORMAT_FLOAT, 44100, 2);
  assert_heard (SF_FORMAT_FLAC | SF_FORMAT_PCM_16, 16000, 1);
  assert_heard (SF_FORMAT_OGG | SF_FORMAT_VORBIS, 48000, 2);
}

static guint
count_from (GBytes *file, double from)
{
  g_autoptr (CorSoundReader) reader = cor_sound_reader_new_for_bytes (file, from);
  g_autofree gint16 *samples = g_new (gint16, 3 * COR_RATE);

  return cor_sound_reader_read (reader, samples, 3 * COR_RATE);
}

/* The exchange's "wav49" can't be entered in its middle: it is read up to there. */
static void
test_from_the_middle (void)
{
  static const int formats[] = { SF_FORMAT_PCM_16, SF_FORMAT_GSM610 };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++) {
    g_autoptr (GBytes) file = make_file (SF_FORMAT_WAV | formats[i], 8000, 1);

    g_assert_cmpuint (count_from (file, 0), >, 2 * COR_RATE - 100);
    g_assert_cmpuint (count_from (file, 1.5), >, COR_RATE / 2 - 100);
    g_assert_cmpuint (count_from (file, 1.5), <, COR_RATE / 2 + 2000);
    g_assert_cmpuint (count_from (file, 1e300), <, 2000);
    g_assert_cmpuint (count_from (file, -7), >, 2 * COR_RATE - 100);
  }
}

static void
read_all (GBytes *bytes)
{
  g_autoptr (CorSoundReader) reader = cor_sound_reader_new_for_bytes (bytes, 0);
  g_autoptr (CorSoundReader) middle = NULL;
  gint16 samples[COR_FRAME];
  guint frames = 0;

  if (reader == NULL)
    return;
  while (cor_sound_reader_read (reader, samples, COR_FRAME) == COR_FRAME && frames++ < 1000)
    ;
  middle = cor_sound_reader_new_for_bytes (bytes, 1);
  if (middle != NULL)
    cor_sound_reader_read (middle, samples, COR_FRAME);
}

/* Each file cut short at many places, and with bytes of chance in it. */
static void
test_broken (void)
{
  static const int formats[] = { SF_FORMAT_WAV | SF_FORMAT_PCM_16, SF_FORMAT_WAV | SF_FORMAT_GSM610,
                                 SF_FORMAT_FLAC | SF_FORMAT_PCM_16,
                                 SF_FORMAT_OGG | SF_FORMAT_VORBIS };
  g_autoptr (GRand) chance = g_rand_new_with_seed (20);

  for (guint f = 0; f < G_N_ELEMENTS (formats); f++) {
    g_autoptr (GBytes) file = make_file (formats[f], 8000, 1);
    gsize len = g_bytes_get_size (file);

    for (guint i = 0; i < 40; i++) {
      g_autofree char *copy = g_memdup2 (g_bytes_get_data (file, NULL), len);
      g_autoptr (GBytes) cut = g_bytes_new (copy, (gsize)g_rand_int_range (chance, 0, 200));
      g_autoptr (GBytes) hurt = NULL;

      read_all (cut);
      for (guint n = 0; n < 8; n++)
        copy[g_rand_int_range (chance, 4, MIN ((gint32)len, 300))] = (char)g_rand_int (chance);
      hurt = g_bytes_new (copy, len);
      read_all (hurt);
    }
  }
}

static void
test_no_sound (void)
{
  static const char *const texts[] = {
    "",     "RIF", "RIFF", "<html></html>", "ID3\x04 and so on", "RIFF\xff\xff\xff\xffWAVEfmt ",
    "OggS", "fLaC"
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (texts[i], strlen (texts[i]));

    g_assert_null (cor_sound_reader_new_for_bytes (bytes, 0));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/playback/formats", test_formats);
  g_test_add_func ("/playback/from-the-middle", test_from_the_middle);
  g_test_add_func ("/playback/broken", test_broken);
  g_test_add_func ("/playback/no-sound", test_no_sound);
  return g_test_run ();
}
