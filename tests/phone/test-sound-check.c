/* SPDX-License-Identifier: GPL-3.0-or-later
 * M35: what an echo test finds of a way back that is known, and what a recording tells of the
 * microphone. */
#include "config.h"
#include "probe.h"
#include "take.h"
#include <math.h>
#include <string.h>

/* --- Notes --- */

typedef struct {
  guint delay; /* samples */
  double gain;
  double noise;
  guint lost;     /* of the notes, from the first on, don't come back */
  gint16 *kept;   /* what is on its way */
  guint n, heard; /* samples */
  GRand *rand;
} Way;

static void
way_init (Way *self)
{
  self->kept = g_new0 (gint16, 60 * COR_RATE);
  self->rand = g_rand_new_with_seed (35);
}

static void
way_clear (Way *self)
{
  g_free (self->kept);
  g_rand_free (self->rand);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Way, way_clear)

static void
come_back (Way *self, gint16 *ret_frame)
{
  for (guint i = 0; i < COR_FRAME; i++, self->heard++) {
    gint16 sent = self->heard >= self->delay ? self->kept[self->heard - self->delay] : 0;
    gboolean is_lost = self->heard / COR_RATE < self->lost;
    double noise = g_rand_double_range (self->rand, -1, 1) * self->noise;

    ret_frame[i] = (gint16)((is_lost ? 0 : sent * self->gain) + noise);
  }
}

/* As the clock does it: first what is heard, then what is said. */
static gboolean
pass_second (CorProbe *probe, Way *way, CorProbeEcho *ret_echo)
{
  guint seconds = probe->seconds;

  while (probe->seconds == seconds) {
    gint16 frame[COR_FRAME];

    come_back (way, frame);
    cor_probe_hear (probe, frame);
    cor_probe_speak (probe, way->kept + way->n);
    way->n += COR_FRAME;
  }
  return cor_probe_match (probe->last, ret_echo);
}

static void
test_delay_and_level (void)
{
  static const guint delays[] = { 20, 21, 87, 250, 555, 890 };
  static const double gains[] = { 1, 0.5, 0.05 };

  for (guint d = 0; d < G_N_ELEMENTS (delays); d++) {
    for (guint g = 0; g < G_N_ELEMENTS (gains); g++) {
      g_autofree CorProbe *probe = g_new0 (CorProbe, 1);
      g_auto (Way) way = { .delay = delays[d] * COR_RATE / 1000, .gain = gains[g], .noise = 20 };
      CorProbeEcho echo;

      way_init (&way);
      for (guint second = 0; second < 3; second++) {
        g_assert_true (pass_second (probe, &way, &echo));
        g_assert_cmpfloat_with_epsilon (echo.delay, delays[d], 0.6);
        g_assert_cmpfloat_with_epsilon (echo.level, 20 * log10 (gains[g]), 0.6);
      }
    }
  }
}

static void
test_lost_note (void)
{
  g_autofree CorProbe *probe = g_new0 (CorProbe, 1);
  g_auto (Way) way = { .delay = 4800, .gain = 0.5, .lost = 2 };
  CorProbeEcho echo;

  way_init (&way);
  g_assert_false (pass_second (probe, &way, &echo));
  g_assert_false (pass_second (probe, &way, &echo));
  g_assert_true (pass_second (probe, &way, &echo));
}

/* An announcement, noise, a dial tone and silence are no echo. */
static void
test_no_echo (void)
{
  static const double notes[] = { 0, 425, 1000 };

  for (guint n = 0; n < G_N_ELEMENTS (notes); n++) {
    g_autofree CorProbe *probe = g_new0 (CorProbe, 1);
    g_auto (Way) way = { .noise = n == 0 ? 8000 : 0 };
    CorProbeEcho echo;

    way_init (&way);
    for (guint frame = 0; frame < 50; frame++) {
      gint16 samples[COR_FRAME];

      come_back (&way, samples);
      for (guint i = 0; i < COR_FRAME; i++)
        samples[i] +=
          (gint16)(8000 * sin (2 * G_PI * notes[n] * (frame * COR_FRAME + i) / COR_RATE));
      cor_probe_hear (probe, samples);
      cor_probe_speak (probe, samples);
    }
    g_assert_false (cor_probe_match (probe->last, &echo));
  }
}

/* --- The recording --- */

static void
fill (gint16 *frame, double amplitude)
{
  for (guint i = 0; i < COR_FRAME; i++)
    frame[i] = (gint16)lrint (amplitude * sin (2 * G_PI * 500 * i / COR_RATE));
}

static void
record (CorTake *take, double amplitude, guint given, guint frames)
{
  gint16 raw[COR_FRAME];
  gint16 cleaned[COR_FRAME];

  fill (raw, amplitude);
  fill (cleaned, amplitude / 2);
  for (guint i = 0; i < frames; i++)
    cor_take_record (take, raw, cleaned, given);
}

static void
assert_measure (CorTake *take, double peak, double level)
{
  double got_peak, got_level;

  cor_take_measure (take, &got_peak, &got_level);
  g_assert_cmpfloat_with_epsilon (got_peak, peak, 0.1);
  g_assert_cmpfloat_with_epsilon (got_level, level, 0.1);
}

/* The card takes its time to open: that is no silence. */
static void
test_measured_raw (void)
{
  CorTake *take = cor_take_new (FALSE);

  record (take, 0, 0, 100);
  g_assert_false (cor_take_is_recorded (take));
  record (take, 16384, COR_FRAME, 149);
  g_assert_false (cor_take_is_over (take));
  record (take, 16384, COR_FRAME, 1);
  g_assert_true (cor_take_is_over (take));
  assert_measure (take, -6.02, -9.03);
  /* What comes afterwards is not of it. */
  record (take, 32767, COR_FRAME, 10);
  assert_measure (take, -6.02, -9.03);
  cor_take_free (take);
}

static void
test_no_microphone (void)
{
  CorTake *take = cor_take_new (FALSE);

  record (take, 0, 0, 150 + 150);
  g_assert_true (cor_take_is_over (take));
  assert_measure (take, -96, -96);
  cor_take_free (take);
}

/* As others would hear it, once. */
static void
test_played_back (void)
{
  CorTake *take = cor_take_new (TRUE);
  gint16 cleaned[COR_FRAME];

  fill (cleaned, 4000);
  record (take, 8000, COR_FRAME, 150);
  g_assert_false (cor_take_is_over (take));
  for (guint frame = 0; frame < 150; frame++) {
    gint32 mix[COR_FRAME] = { 0 };

    g_assert_false (cor_take_is_over (take));
    cor_take_play (take, mix);
    for (guint i = 0; i < COR_FRAME; i++)
      g_assert_cmpint (mix[i], ==, cleaned[i]);
  }
  g_assert_true (cor_take_is_over (take));
  cor_take_free (take);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/phone/probe/delay-and-level", test_delay_and_level);
  g_test_add_func ("/phone/probe/lost-note", test_lost_note);
  g_test_add_func ("/phone/probe/no-echo", test_no_echo);
  g_test_add_func ("/phone/take/measured-raw", test_measured_raw);
  g_test_add_func ("/phone/take/no-microphone", test_no_microphone);
  g_test_add_func ("/phone/take/played-back", test_played_back);
  return g_test_run ();
}
