/* SPDX-License-Identifier: GPL-3.0-or-later
 * Made-up sound is measured: a voice goes on in it, without a click at either
 * end, and fades when nothing more comes. */
#include "config.h"
#include "conceal.h"
#include <math.h>
#include <string.h>

#define FRAME_MS 20
#define MAX_FRAME (COR_CONCEAL_MAX_RATE * FRAME_MS / 1000)

typedef struct {
  CorConceal conceal;
  guint rate;
  guint frame;
  double pitch; /* Hz */
  guint at;     /* samples sent */
} Voice;

/* Three harmonics, as of a vowel. */
static gint16
voice_at (const Voice *self, guint at)
{
  double t = 2 * G_PI * self->pitch * at / self->rate;

  return (gint16)(6000 * sin (t) + 3000 * sin (2 * t + 1) + 1500 * sin (3 * t + 2));
}

static void
speak (Voice *self, gint16 *frame)
{
  for (guint i = 0; i < self->frame; i++)
    frame[i] = voice_at (self, self->at + i);
  self->at += self->frame;
}

static Voice *
voice_new (guint rate, double pitch)
{
  Voice *self = g_new0 (Voice, 1);

  self->rate = rate;
  self->frame = rate * FRAME_MS / 1000;
  self->pitch = pitch;
  cor_conceal_init (&self->conceal, rate);
  return self;
}

static void
hear (Voice *self, gint16 *frame)
{
  speak (self, frame);
  cor_conceal_take (&self->conceal, frame, self->frame);
}

static void
lose (Voice *self, gint16 *frame)
{
  self->at += self->frame;
  cor_conceal_make (&self->conceal, frame, self->frame);
}

/* Noise against what was said, dB: the higher the better. */
static double
get_fidelity (const gint16 *heard, const gint16 *said, guint n)
{
  double signal = 0, noise = 0;

  for (guint i = 0; i < n; i++) {
    double difference = heard[i] - said[i];

    signal += (double)said[i] * said[i];
    noise += difference * difference;
  }
  return 10 * log10 (signal / MAX (noise, 1));
}

static int
get_steepest (const gint16 *samples, guint n)
{
  int steepest = 0;

  for (guint i = 1; i < n; i++)
    steepest = MAX (steepest, ABS (samples[i] - samples[i - 1]));
  return steepest;
}

static const struct {
  guint rate;
  double pitch;
} voices[] = { { 8000, 100 }, { 8000, 123.4 }, { 8000, 210 }, { 16000, 95 }, { 16000, 187.3 } };

/* Silence in its place has a fidelity of 0 dB. */
static void
test_voice_goes_on (void)
{
  for (guint v = 0; v < G_N_ELEMENTS (voices); v++) {
    g_autofree Voice *voice = voice_new (voices[v].rate, voices[v].pitch);
    gint16 heard[MAX_FRAME], said[MAX_FRAME];
    guint first;

    for (guint i = 0; i < 10; i++)
      hear (voice, heard);
    first = voice->at;
    lose (voice, heard);
    for (guint i = 0; i < voice->frame; i++)
      said[i] = voice_at (voice, first + i);
    /* The first half is as loud as before; then it fades. */
    g_assert_cmpfloat (get_fidelity (heard, said, voice->frame / 2), >, 10);
    g_assert_cmpfloat (get_fidelity (heard, said, voice->frame), >, 6);
  }
}

/* A sample and the next are never much further apart than in the voice itself. */
static void
test_no_click (void)
{
  for (guint v = 0; v < G_N_ELEMENTS (voices); v++) {
    g_autofree Voice *voice = voice_new (voices[v].rate, voices[v].pitch);
    gint16 all[MAX_FRAME * 40], plain[MAX_FRAME * 40];

    for (guint i = 0; i < 40; i++) {
      for (guint s = 0; s < voice->frame; s++)
        plain[i * voice->frame + s] = voice_at (voice, voice->at + s);
      if (i > 5 && i % 7 == 0)
        lose (voice, all + i * voice->frame);
      else
        hear (voice, all + i * voice->frame);
    }
    g_assert_cmpint (get_steepest (all, 40 * voice->frame), <,
                     get_steepest (plain, 40 * voice->frame) * 3 / 2);
  }
}

static void
test_fades (void)
{
  g_autofree Voice *voice = voice_new (8000, 130);
  gint16 heard[MAX_FRAME];
  double power[5] = { 0 };

  for (guint i = 0; i < 10; i++)
    hear (voice, heard);
  for (guint i = 0; i < 5; i++) {
    lose (voice, heard);
    for (guint s = 0; s < voice->frame; s++)
      power[i] += (double)heard[s] * heard[s];
  }
  g_assert_cmpfloat (power[0], >, power[1] * 1.5);
  g_assert_cmpfloat (power[1], >, power[2] * 2);
  g_assert_cmpfloat (power[3] + power[4], ==, 0);
  /* And it comes back from silence without a click. */
  hear (voice, heard);
  g_assert_cmpint (ABS (heard[0]), <, 400);
}

/* What was not lost is not touched. */
static void
test_untouched (void)
{
  g_autofree Voice *voice = voice_new (16000, 130);
  gint16 heard[MAX_FRAME], said[MAX_FRAME];

  for (guint i = 0; i < 10; i++) {
    guint first = voice->at;

    hear (voice, heard);
    for (guint s = 0; s < voice->frame; s++)
      said[s] = voice_at (voice, first + s);
    g_assert_cmpmem (heard, sizeof *heard * voice->frame, said, sizeof *said * voice->frame);
  }
}

/* Before anything was heard there is nothing to go on; odd sizes and full scale do no harm. */
static void
test_extremes (void)
{
  g_autofree CorConceal *conceal = g_new0 (CorConceal, 1);
  g_autoptr (GRand) random = g_rand_new_with_seed (711);
  gint16 heard[2000];

  cor_conceal_init (conceal, 8000);
  cor_conceal_make (conceal, heard, 160);
  for (guint i = 0; i < 160; i++)
    g_assert_cmpint (heard[i], ==, 0);
  for (guint round = 0; round < 2000; round++) {
    guint n = (guint)g_rand_int_range (random, 0, 2000);

    for (guint i = 0; i < n; i++)
      heard[i] = g_rand_boolean (random) ? G_MAXINT16 : G_MININT16;
    if (g_rand_boolean (random))
      cor_conceal_take (conceal, heard, n);
    else
      cor_conceal_make (conceal, heard, n);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/conceal/voice-goes-on", test_voice_goes_on);
  g_test_add_func ("/conceal/no-click", test_no_click);
  g_test_add_func ("/conceal/fades", test_fades);
  g_test_add_func ("/conceal/untouched", test_untouched);
  g_test_add_func ("/conceal/extremes", test_extremes);
  return g_test_run ();
}
