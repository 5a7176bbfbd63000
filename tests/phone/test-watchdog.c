/* SPDX-License-Identifier: GPL-3.0-or-later
 * M37: what is judged of a call's sound, by counts alone; and what is counted. */
#include "config.h"
#include "watchdog.h"
#include <math.h>

#define LOOK 500

typedef struct {
  CorWatchdog watchdog;
  CorWatchdogSight sight;
  gboolean packets, sound, talk; /* what comes between two looks */
} Call;

static Call
call_new (void)
{
  Call call = { .sight = { .talking = TRUE }, .packets = TRUE, .sound = TRUE };

  cor_loudness_init (&call.sight.loudness);
  return call;
}

static CorCallHint
look (Call *call)
{
  call->sight.packets += call->packets ? 25 : 0;
  call->sight.loudness.frames += 25;
  call->sight.loudness.sounding += call->sound ? 25 : 0;
  call->sight.loudness.loud += call->talk ? 15 : 0;
  return cor_watchdog_look (&call->watchdog, &call->sight, LOOK);
}

/* The hint after so many looks; until then there is none. */
static CorCallHint
look_for (Call *call, guint ms)
{
  CorCallHint hint = COR_CALL_HINT_NONE;

  for (guint at = 0; at < ms; at += LOOK) {
    g_assert_cmpint (hint, ==, COR_CALL_HINT_NONE);
    hint = look (call);
  }
  return hint;
}

static void
test_all_is_well (void)
{
  Call call = call_new ();

  call.talk = TRUE;
  g_assert_cmpint (look_for (&call, 60000), ==, COR_CALL_HINT_NONE);
}

/* The first look only begins. */
static void
test_nothing_received (void)
{
  Call call = call_new ();

  call.packets = FALSE;
  g_assert_cmpint (look_for (&call, 5000), ==, COR_CALL_HINT_NONE);
  g_assert_cmpint (look (&call), ==, COR_CALL_HINT_NOTHING_RECEIVED);
  g_assert_cmpint (look (&call), ==, COR_CALL_HINT_NOTHING_RECEIVED);
  call.packets = TRUE;
  g_assert_cmpint (look (&call), ==, COR_CALL_HINT_NONE);
  call.packets = FALSE;
  g_assert_cmpint (look_for (&call, 4500), ==, COR_CALL_HINT_NONE);
}

static void
test_silent_microphone (void)
{
  Call call = call_new ();

  call.sound = FALSE;
  g_assert_cmpint (look_for (&call, 5000), ==, COR_CALL_HINT_NONE);
  g_assert_cmpint (look (&call), ==, COR_CALL_HINT_SILENT);
  call.sound = TRUE;
  g_assert_cmpint (look (&call), ==, COR_CALL_HINT_NONE);
}

/* Who is muted knows why nothing is heard. */
static void
test_muted_is_not_silent (void)
{
  Call call = call_new ();

  call.sound = FALSE;
  call.sight.muted = TRUE;
  g_assert_cmpint (look_for (&call, 60000), ==, COR_CALL_HINT_NONE);
  call.sight.muted = FALSE;
  g_assert_cmpint (look_for (&call, 4500), ==, COR_CALL_HINT_NONE);
}

static void
test_talking_while_muted (void)
{
  Call call = call_new ();

  call.sight.muted = TRUE;
  g_assert_cmpint (look_for (&call, 10000), ==, COR_CALL_HINT_NONE);
  call.talk = TRUE;
  g_assert_cmpint (look_for (&call, 1000), ==, COR_CALL_HINT_MUTED);
  call.talk = FALSE;
  /* It goes when nothing was said for a while... */
  for (guint at = 0; at < 4500; at += LOOK)
    g_assert_cmpint (look (&call), ==, COR_CALL_HINT_MUTED);
  g_assert_cmpint (look (&call), ==, COR_CALL_HINT_NONE);
  /* ...or when it is heard. */
  call.talk = TRUE;
  g_assert_cmpint (look_for (&call, 1000), ==, COR_CALL_HINT_MUTED);
  call.sight.muted = FALSE;
  g_assert_cmpint (look (&call), ==, COR_CALL_HINT_NONE);
}

static void
test_what_matters_most (void)
{
  Call call = call_new ();

  call.sound = FALSE;
  call.packets = FALSE;
  g_assert_cmpint (look_for (&call, 5500), ==, COR_CALL_HINT_NOTHING_RECEIVED);
  call.packets = TRUE;
  g_assert_cmpint (look (&call), ==, COR_CALL_HINT_SILENT);
}

/* On hold by either side, or before the answer, nothing is expected; afterwards all begins anew. */
static void
test_not_while_held (void)
{
  Call call = call_new ();

  call.packets = FALSE;
  call.sound = FALSE;
  g_assert_cmpint (look_for (&call, 4000), ==, COR_CALL_HINT_NONE);
  call.sight.talking = FALSE;
  g_assert_cmpint (look_for (&call, 60000), ==, COR_CALL_HINT_NONE);
  call.sight.talking = TRUE;
  g_assert_cmpint (look_for (&call, 5000), ==, COR_CALL_HINT_NONE);
  g_assert_cmpint (look (&call), ==, COR_CALL_HINT_NOTHING_RECEIVED);
  call.sight.talking = FALSE;
  g_assert_cmpint (look (&call), ==, COR_CALL_HINT_NONE);
}

/* While the clock stands no frames come: that is not the microphone's fault. */
static void
test_no_frames (void)
{
  Call call = call_new ();

  for (guint i = 0; i < 100; i++) {
    call.sight.packets++;
    g_assert_cmpint (cor_watchdog_look (&call.watchdog, &call.sight, LOOK), ==, COR_CALL_HINT_NONE);
  }
}

static void
note (CorLoudness *loudness, double amplitude, double cleaned_amplitude)
{
  gint16 raw[COR_FRAME];
  gint16 cleaned[COR_FRAME];

  for (guint i = 0; i < COR_FRAME; i++) {
    double wave = sin (2 * G_PI * 440 * i / COR_RATE);

    raw[i] = (gint16)lrint (wave * amplitude);
    cleaned[i] = (gint16)lrint (wave * cleaned_amplitude);
  }
  cor_loudness_note_mic (loudness, raw, cleaned);
}

static void
test_loudness (void)
{
  CorLoudness loudness;

  cor_loudness_init (&loudness);
  note (&loudness, 0, 0);
  g_assert_cmpuint (loudness.sounding, ==, 0);
  g_assert_cmpfloat (loudness.mic, ==, COR_SILENCE);
  /* A quiet room, made quieter: no talk, but no dead microphone either. */
  note (&loudness, 8, 0);
  g_assert_cmpuint (loudness.sounding, ==, 1);
  g_assert_cmpuint (loudness.loud, ==, 0);
  note (&loudness, 3276.7, 3276.7);
  g_assert_cmpuint (loudness.sounding, ==, 2);
  g_assert_cmpuint (loudness.loud, ==, 1);
  g_assert_cmpuint (loudness.frames, ==, 3);
  g_assert_cmpfloat_with_epsilon (loudness.mic, -23, 0.2);
  note (&loudness, 0, 0);
  g_assert_cmpfloat (loudness.mic, <, -23.5);
  g_assert_cmpfloat (loudness.mic, >, -26);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/phone/watchdog/all-is-well", test_all_is_well);
  g_test_add_func ("/phone/watchdog/nothing-received", test_nothing_received);
  g_test_add_func ("/phone/watchdog/silent-microphone", test_silent_microphone);
  g_test_add_func ("/phone/watchdog/muted-is-not-silent", test_muted_is_not_silent);
  g_test_add_func ("/phone/watchdog/talking-while-muted", test_talking_while_muted);
  g_test_add_func ("/phone/watchdog/what-matters-most", test_what_matters_most);
  g_test_add_func ("/phone/watchdog/not-while-held", test_not_while_held);
  g_test_add_func ("/phone/watchdog/no-frames", test_no_frames);
  g_test_add_func ("/phone/loudness", test_loudness);
  return g_test_run ();
}
