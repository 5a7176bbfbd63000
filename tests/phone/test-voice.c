/* SPDX-License-Identifier: GPL-3.0-or-later
 * M33: what the microphone's sound becomes, frame by frame as the clock does it: the echo of the
 * speaker and noise go, voices stay. All sounds are made from seeds. */
#include "config.h"
#include "echo-delay.h"
#include "voice.h"
#include <math.h>
#include <string.h>

#define SECONDS 12
#define N (SECONDS * COR_RATE)

typedef struct {
  float far[N];  /* what the other side says */
  float near[N]; /* what our user says, and the room's noise */
  gint16 out[N]; /* what the other side hears */
} Scene;

static double
decibel (double ratio)
{
  return 10 * log10 (ratio + 1e-12);
}

/* --- Sounds --- */

/* One syllable: a pitch with the resonances of a mouth, or a hiss, that swells and fades. */
static void
say (float *to, guint n, GRand *rand, double pitch)
{
  double resonances[3] = { g_rand_double_range (rand, 250, 800),
                           g_rand_double_range (rand, 900, 2100),
                           g_rand_double_range (rand, 2400, 3200) };
  gboolean hiss = g_rand_double (rand) < 0.2;
  guint harmonics = (guint)(5000 / pitch);

  for (guint i = 0; i < n; i++) {
    double sum = hiss ? g_rand_double_range (rand, -0.7, 0.7) : 0;

    for (guint h = 1; !hiss && h < harmonics; h++) {
      double loudness = 0.02;

      for (guint r = 0; r < 3; r++)
        loudness += exp (-pow ((h * pitch - resonances[r]) / 250, 2)) / (r + 2);
      sum += loudness * sin (2 * G_PI * h * pitch * i / COR_RATE);
    }
    to[i] += (float)(6000 * sum * sin (G_PI * i / n));
  }
}

static void
talk (float *to, guint32 seed, double pitch)
{
  GRand *rand = g_rand_new_with_seed (seed);
  guint at = 0;

  for (;;) {
    guint n = (guint)g_rand_int_range (rand, COR_RATE / 8, COR_RATE / 4);
    guint pause = (guint)g_rand_int_range (rand, COR_RATE / 50, COR_RATE / 6);

    if (at + n > N)
      break;
    say (to + at, n, rand, pitch * g_rand_double_range (rand, 0.8, 1.25));
    at += n + pause + (g_rand_double (rand) < 0.15 ? COR_RATE / 2 : 0);
  }
  g_rand_free (rand);
}

static void
hiss (float *to, guint32 seed, double level)
{
  GRand *rand = g_rand_new_with_seed (seed);

  for (guint i = 0; i < N; i++)
    to[i] += (float)g_rand_double_range (rand, -level, level);
  g_rand_free (rand);
}

/* What comes back from the speaker: the direct way and some walls. */
static float
echo_at (const float *far, guint at, guint delay)
{
  static const struct {
    guint later;
    float loud;
  } ways[] = { { 0, 0.4f }, { 137, 0.12f }, { 411, -0.08f }, { 900, 0.06f }, { 1703, -0.03f } };
  float sum = 0;

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++) {
    if (at >= delay + ways[i].later)
      sum += ways[i].loud * far[at - delay - ways[i].later];
  }
  return sum;
}

/* --- The way through --- */

typedef struct {
  gboolean echo, noise;
  guint delay_ms; /* 0: nothing comes back */
  guint jump_ms;  /* half way through the delay grows by so much */
  guint off_at;   /* s at which both switches go off; 0 is never */
} Way;

static gint16
sample (const Scene *scene, guint at, const Way *way)
{
  guint delay = way->delay_ms + (at > N / 2 ? way->jump_ms : 0);
  float sum = scene->near[at];

  if (way->delay_ms > 0)
    sum += echo_at (scene->far, at, delay * (COR_RATE / 1000));
  return (gint16)CLAMP (sum, G_MININT16, G_MAXINT16);
}

static void
run (Scene *scene, const Way *way)
{
  CorVoice *voice = cor_voice_new ();

  cor_voice_set (voice, way->echo, way->noise);
  for (guint at = 0; at + COR_FRAME <= N; at += COR_FRAME) {
    gint16 played[COR_FRAME];
    gint16 *mic = scene->out + at;

    for (guint i = 0; i < COR_FRAME; i++) {
      played[i] = (gint16)CLAMP (scene->far[at + i], G_MININT16, G_MAXINT16);
      mic[i] = sample (scene, at + i, way);
    }
    if (way->off_at > 0 && at == way->off_at * COR_RATE)
      cor_voice_set (voice, FALSE, FALSE);
    cor_voice_process (voice, played, mic);
  }
  cor_voice_free (voice);
}

/* How much quieter that became what the microphone heard, from one second to another. */
static double
quieter (const Scene *scene, const Way *way, guint from, guint to)
{
  double before = 0;
  double after = 0;

  for (guint i = from * COR_RATE; i < to * COR_RATE; i++) {
    gint16 in = sample (scene, i, way);

    before += (double)in * in;
    after += (double)scene->out[i] * scene->out[i];
  }
  return decibel (before / (after + 1));
}

/* --- Tests --- */

/* Echo return loss: 20 dB or more with the switch on, under 6 without. */
static void
test_echo (gconstpointer data)
{
  guint delay = GPOINTER_TO_UINT (data);
  g_autofree Scene *scene = g_new0 (Scene, 1);
  Way way = { .echo = TRUE, .delay_ms = delay };

  talk (scene->far, 7, 130);
  hiss (scene->near, 3, 3);
  run (scene, &way);
  g_test_message ("delay %u ms: %.1f dB in seconds 1 to 3, %.1f dB afterwards", delay,
                  quieter (scene, &way, 1, 3), quieter (scene, &way, 3, SECONDS));
  g_assert_cmpfloat (quieter (scene, &way, 3, SECONDS), >, 20);
  if (delay <= 40)
    g_assert_cmpfloat (quieter (scene, &way, 1, 3), >, 20);
  way.echo = FALSE;
  run (scene, &way);
  g_assert_cmpfloat (fabs (quieter (scene, &way, 3, SECONDS)), <, 6);
}

/* The sound server takes longer all at once: within two seconds the echo is gone again. */
static void
test_echo_comes_later (void)
{
  g_autofree Scene *scene = g_new0 (Scene, 1);
  const Way way = { .echo = TRUE, .delay_ms = 60, .jump_ms = 180 };

  talk (scene->far, 7, 130);
  hiss (scene->near, 3, 3);
  run (scene, &way);
  g_assert_cmpfloat (quieter (scene, &way, 3, SECONDS / 2), >, 20);
  g_assert_cmpfloat (quieter (scene, &way, SECONDS / 2 + 4, SECONDS), >, 20);
}

static void
test_noise (void)
{
  g_autofree Scene *scene = g_new0 (Scene, 1);
  Way way = { .noise = TRUE };

  hiss (scene->near, 5, 1000);
  run (scene, &way);
  g_test_message ("white noise: %.1f dB", quieter (scene, &way, 2, SECONDS));
  g_assert_cmpfloat (quieter (scene, &way, 2, SECONDS), >, 10);
  way.noise = FALSE;
  run (scene, &way);
  for (guint i = 0; i < N; i++)
    g_assert_cmpint (scene->out[i], ==, sample (scene, i, &way));
}

/* The share of a band in what was said, and in what came through. */
static double
band (const gint16 *samples, double hertz)
{
  double power = 0;

  /* A tenth of a second at a time, since a syllable has no phase to keep. */
  for (guint at = 2 * COR_RATE; at + COR_RATE / 10 <= N; at += COR_RATE / 10) {
    double re = 0;
    double im = 0;

    for (guint i = 0; i < COR_RATE / 10; i++) {
      re += samples[at + i] * cos (2 * G_PI * hertz * i / COR_RATE);
      im += samples[at + i] * sin (2 * G_PI * hertz * i / COR_RATE);
    }
    power += re * re + im * im;
  }
  return power;
}

static void
check_voice_stays (Scene *scene, const Way *way, double most)
{
  g_autofree gint16 *said = g_new (gint16, N);

  for (guint i = 0; i < N; i++)
    said[i] = (gint16)scene->near[i];
  run (scene, way);
  for (double hertz = 200; hertz < 3500; hertz *= 1.25) {
    double before = 0;
    double after = 0;

    for (double at = hertz; at < hertz * 1.25; at += 20) {
      before += band (said, at);
      after += band (scene->out, at);
    }
    g_test_message ("%.0f Hz: %.1f dB", hertz, decibel (after / before));
    g_assert_cmpfloat (fabs (decibel (after / before)), <, most);
  }
}

static void
test_voice_stays (void)
{
  g_autofree Scene *scene = g_new0 (Scene, 1);
  const Way way = { .echo = TRUE, .noise = TRUE };

  talk (scene->near, 1234, 200);
  check_voice_stays (scene, &way, 3);
}

/* Both talk at once, with an echo: our user is still heard, somewhat quieter at most. */
static void
test_voice_stays_in_double_talk (void)
{
  g_autofree Scene *scene = g_new0 (Scene, 1);
  const Way way = { .echo = TRUE, .delay_ms = 120 };

  talk (scene->far, 7, 130);
  talk (scene->near, 1234, 200);
  check_voice_stays (scene, &way, 9);
}

/* A tone is no noise to the echo canceller. */
static void
test_tone_stays (void)
{
  g_autofree Scene *scene = g_new0 (Scene, 1);
  const Way way = { .echo = TRUE };

  for (guint i = 0; i < N; i++)
    scene->near[i] = (float)(8000 * sin (2 * G_PI * 440 * i / COR_RATE));
  run (scene, &way);
  g_assert_cmpfloat (fabs (quieter (scene, &way, 1, SECONDS)), <, 1);
}

static void
test_switched_off_at_once (void)
{
  g_autofree Scene *scene = g_new0 (Scene, 1);
  const Way way = { .echo = TRUE, .noise = TRUE, .delay_ms = 40, .off_at = 6 };

  talk (scene->far, 7, 130);
  hiss (scene->near, 5, 300);
  run (scene, &way);
  g_assert_cmpfloat (quieter (scene, &way, 3, 6), >, 10);
  for (guint i = 6 * COR_RATE; i < N; i++)
    g_assert_cmpint (scene->out[i], ==, sample (scene, i, &way));
}

static void
test_delay_is_found (void)
{
  static const guint delays[] = { 8, 60, 150, 300, 450 };
  g_autofree Scene *scene = g_new0 (Scene, 1);

  talk (scene->far, 7, 130);
  for (guint d = 0; d < G_N_ELEMENTS (delays); d++) {
    g_autofree CorEchoDelay *delay = g_new0 (CorEchoDelay, 1);
    const Way way = { .delay_ms = delays[d] };

    for (guint at = 0; at < 4 * COR_RATE; at += COR_FRAME) {
      gint16 played[COR_FRAME];
      gint16 heard[COR_FRAME];
      gint16 aligned[COR_FRAME];

      for (guint i = 0; i < COR_FRAME; i++) {
        played[i] = (gint16)scene->far[at + i];
        heard[i] = sample (scene, at + i, &way);
      }
      cor_echo_delay_align (delay, played, heard, aligned);
    }
    g_test_message ("%u ms: %u", delays[d], cor_echo_delay_get (delay));
    /* Never later than the echo, and not so early that the filter doesn't reach it. */
    g_assert_cmpuint (cor_echo_delay_get (delay), <=, delays[d]);
    g_assert_cmpuint (cor_echo_delay_get (delay) + 64, >=, delays[d]);
  }
}

/* What the user says has nothing to do with what is played. */
static void
test_no_delay_without_echo (void)
{
  g_autofree Scene *scene = g_new0 (Scene, 1);
  g_autofree CorEchoDelay *delay = g_new0 (CorEchoDelay, 1);

  talk (scene->far, 7, 130);
  talk (scene->near, 1234, 200);
  for (guint at = 0; at + COR_FRAME <= N; at += COR_FRAME) {
    gint16 played[COR_FRAME];
    gint16 heard[COR_FRAME];
    gint16 aligned[COR_FRAME];

    for (guint i = 0; i < COR_FRAME; i++) {
      played[i] = (gint16)scene->far[at + i];
      heard[i] = (gint16)scene->near[at + i];
    }
    cor_echo_delay_align (delay, played, heard, aligned);
    g_assert_cmpuint (cor_echo_delay_get (delay), ==, 0);
    g_assert_true (memcmp (aligned, played, sizeof played) == 0);
  }
}

int
main (int argc, char **argv)
{
  static const guint delays[] = { 40, 120, 200, 300, 400 };

  g_test_init (&argc, &argv, NULL);
  g_assert_true (cor_voice_is_available ());
  for (guint i = 0; i < G_N_ELEMENTS (delays); i++) {
    g_autofree char *path = g_strdup_printf ("/phone/voice/echo/%u-ms", delays[i]);

    g_test_add_data_func (path, GUINT_TO_POINTER (delays[i]), test_echo);
  }
  g_test_add_func ("/phone/voice/echo-comes-later", test_echo_comes_later);
  g_test_add_func ("/phone/voice/noise", test_noise);
  g_test_add_func ("/phone/voice/voice-stays", test_voice_stays);
  g_test_add_func ("/phone/voice/double-talk", test_voice_stays_in_double_talk);
  g_test_add_func ("/phone/voice/tone-stays", test_tone_stays);
  g_test_add_func ("/phone/voice/switched-off-at-once", test_switched_off_at_once);
  g_test_add_func ("/phone/voice/delay-is-found", test_delay_is_found);
  g_test_add_func ("/phone/voice/no-delay-without-echo", test_no_delay_without_echo);
  return g_test_run ();
}
