/* SPDX-License-Identifier: GPL-3.0-or-later
 * The tones, measured: notes, cadence, end. */
#include "samples.h"
#include "tones.h"
#include <math.h>

#define MOST_S 20
#define BLOCK (COR_RATE / 100) /* 10 ms */

static gint32 heard[MOST_S * COR_RATE];

/* Plays a tone for so long; returns the blocks until it ended, or all. */
static guint
play (const char *country, CorTone tone, guint seconds)
{
  CorTonePlayer player;
  guint end = seconds * 100;

  memset (heard, 0, sizeof heard);
  cor_tone_start (&player, tone, cor_tone_find_plan (country));
  for (guint i = 0; i < seconds * 100; i++) {
    if (!cor_tone_mix (&player, &heard[i * BLOCK], BLOCK) && end == seconds * 100)
      end = i + 1;
  }
  return end;
}

static gboolean
is_loud (guint block)
{
  gint32 most = 0;

  for (guint i = 0; i < BLOCK; i++)
    most = MAX (most, ABS (heard[block * BLOCK + i]));
  return most > 1000;
}

/* The length of what begins at this block, loud or silent, in ms. */
static guint
run (guint block)
{
  guint end = block;

  while (end < MOST_S * 100 && is_loud (end) == is_loud (block))
    end++;
  return (end - block) * 10;
}

/* Goertzel over the second block on. */
static double
strength (guint hz)
{
  const guint n = BLOCK * 15;
  double k = 2 * cos (2 * G_PI * hz / COR_RATE), s1 = 0, s2 = 0;

  for (guint i = 0; i < n; i++) {
    double s0 = heard[BLOCK + i] + k * s1 - s2;
    s2 = s1;
    s1 = s0;
  }
  return 2 * sqrt (fmax (0, s1 * s1 + s2 * s2 - k * s1 * s2)) / n;
}

typedef struct {
  const char *country;
  CorTone tone;
  guint hz[2];
  guint ms[4]; /* on, off, on, off; 0 is not looked at */
} Expected;

static const Expected expected[] = {
  { NULL, COR_TONE_RINGBACK, { 425 }, { 1000, 4000, 1000, 4000 } },
  { NULL, COR_TONE_BUSY, { 425 }, { 500, 500 } },
  { NULL, COR_TONE_CONGESTION, { 425 }, { 200, 200 } },
  { "IT", COR_TONE_RINGBACK, { 425 }, { 1000, 4000 } },
  { "IT", COR_TONE_BUSY, { 425 }, { 500, 500, 500, 500 } },
  { "IT", COR_TONE_CONGESTION, { 425 }, { 200, 200, 200, 200 } },
  { "IT", COR_TONE_WAITING, { 425 }, { 400, 100, 250, 100 } },
  { "DE", COR_TONE_RINGBACK, { 425 }, { 1000, 4000 } },
  { "DE", COR_TONE_BUSY, { 425 }, { 480, 480 } },
  { "DE", COR_TONE_CONGESTION, { 425 }, { 240, 240 } },
  { "FR", COR_TONE_RINGBACK, { 440 }, { 1500, 3500 } },
  { "FR", COR_TONE_BUSY, { 440 }, { 500, 500 } },
  { "FR", COR_TONE_CONGESTION, { 440 }, { 250, 250 } },
  { "GB", COR_TONE_RINGBACK, { 400, 450 }, { 400, 200, 400, 2000 } },
  { "GB", COR_TONE_BUSY, { 400 }, { 370, 380 } },
  { "GB", COR_TONE_CONGESTION, { 400 }, { 400, 350, 220, 530 } },
  { "US", COR_TONE_RINGBACK, { 440, 480 }, { 2000, 4000 } },
  { "US", COR_TONE_BUSY, { 480, 620 }, { 500, 500 } },
  { "US", COR_TONE_CONGESTION, { 480, 620 }, { 250, 250 } },
  { "ES", COR_TONE_RINGBACK, { 425 }, { 1500, 3000 } },
  { "ES", COR_TONE_BUSY, { 425 }, { 200, 200 } },
  { "ES", COR_TONE_CONGESTION, { 425 }, { 200, 200, 200, 200 } },
};

static void
check_cadence (const Expected *e)
{
  guint at = 0;

  for (guint i = 0; i < 4 && e->ms[i] != 0; i++) {
    guint ms = run (at);

    g_test_message ("%s tone %d step %u: %u ms", e->country, e->tone, i, ms);
    g_assert_cmpuint (ms + 10, >=, e->ms[i]);
    g_assert_cmpuint (ms, <=, e->ms[i] + 10);
    at += ms / 10;
  }
}

static void
test_countries (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++) {
    const Expected *e = &expected[i];

    play (e->country, e->tone, MOST_S);
    for (guint n = 0; n < 2 && e->hz[n] != 0; n++)
      g_assert_cmpfloat (strength (e->hz[n]), >, 3000);
    /* A fifth above the lowest there is nothing. */
    g_assert_cmpfloat (strength (e->hz[0] * 3 / 2), <, 700);
    check_cadence (e);
  }
}

static void
test_unknown_country (void)
{
  g_assert_cmpuint (cor_tone_find_plan ("XX"), ==, 0);
  g_assert_cmpuint (cor_tone_find_plan (NULL), ==, 0);
  g_assert_cmpuint (cor_tone_find_plan ("IT"), !=, 0);
}

/* Those of an ended call end within seconds, the others never; none clips. */
static void
test_ends (void)
{
  static const char *const countries[] = { "XX", "IT", "DE", "FR", "GB", "US", "ES" };

  for (guint c = 0; c < G_N_ELEMENTS (countries); c++) {
    for (guint tone = COR_TONE_RING; tone < COR_N_TONES; tone++) {
      guint end = play (countries[c], (CorTone)tone, MOST_S);

      if (tone < COR_TONE_BUSY)
        g_assert_cmpuint (end, ==, MOST_S * 100);
      else
        g_assert_cmpuint (end, <, 600);
      for (guint i = 0; i < MOST_S * COR_RATE; i++)
        g_assert_cmpint (ABS (heard[i]), <, G_MAXINT16 / 2);
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/phone/tones/countries", test_countries);
  g_test_add_func ("/phone/tones/unknown-country", test_unknown_country);
  g_test_add_func ("/phone/tones/ends", test_ends);
  return g_test_run ();
}
