/* SPDX-License-Identifier: GPL-3.0-or-later
 * The score of a call's sound: worked examples of the formula in the header,
 * reckoned by hand. */
#include "model/call-stats.h"

static CorCallStats
make (const char *codec, guint64 expected, guint64 lost, guint64 late)
{
  CorCallStats stats = { .rtt_ms = -1, .whole = { expected, lost, late } };

  g_strlcpy (stats.codec, codec, sizeof stats.codec);
  return stats;
}

static void
assert_mos (const CorCallStats *stats, double mos)
{
  g_assert_cmpfloat_with_epsilon (cor_call_stats_get_mos (stats, &stats->whole), mos, 0.005);
}

static void
test_clean (void)
{
  CorCallStats stats = make ("PCMA/8000", 1000, 0, 0);

  /* d = 20: R = 93.2 - 0.48 = 92.72 */
  assert_mos (&stats, 4.40);
  g_assert_cmpint (cor_call_stats_get_quality (&stats, &stats.whole), ==, COR_QUALITY_GOOD);
  /* d = 100 + 60 + 20: R = 93.2 - 4.32 - 0.297 = 88.583 */
  stats.rtt_ms = 200;
  stats.buffer_ms = 60;
  assert_mos (&stats, 4.30);
}

static void
test_lossy (void)
{
  CorCallStats stats = make ("PCMU/8000", 1000, 100, 0);

  /* Ie,eff = 95 * 10 / 35.1 = 27.066: R = 65.654 */
  assert_mos (&stats, 3.39);
  g_assert_cmpint (cor_call_stats_get_quality (&stats, &stats.whole), ==, COR_QUALITY_FAIR);
  g_assert_cmpfloat_with_epsilon (cor_packet_count_get_loss (&stats.whole), 10, 1e-9);
  /* What comes too late is as good as lost, but not lost on the way. */
  stats.whole = (CorPacketCount){ 1000, 60, 40 };
  assert_mos (&stats, 3.39);
  g_assert_cmpfloat_with_epsilon (cor_packet_count_get_loss (&stats.whole), 6, 1e-9);
  stats.whole.lost = 400;
  g_assert_cmpint (cor_call_stats_get_quality (&stats, &stats.whole), ==, COR_QUALITY_POOR);
}

static void
test_bounds (void)
{
  CorCallStats stats = make ("PCMA/8000", 1000, 1000, 1000);

  stats.rtt_ms = 60000;
  assert_mos (&stats, 1);
}

/* No score is made up, and the quality goes by loss and delay alone. */
static void
test_without_score (void)
{
  CorCallStats stats = make ("opus/48000", 1000, 0, 0);

  assert_mos (&stats, 0);
  g_assert_cmpint (cor_call_stats_get_quality (&stats, &stats.whole), ==, COR_QUALITY_GOOD);
  stats.whole.lost = 50;
  g_assert_cmpint (cor_call_stats_get_quality (&stats, &stats.whole), ==, COR_QUALITY_FAIR);
  stats.whole.late = 50;
  g_assert_cmpint (cor_call_stats_get_quality (&stats, &stats.whole), ==, COR_QUALITY_POOR);
  stats.whole = (CorPacketCount){ 1000, 0, 0 };
  stats.rtt_ms = 400;
  g_assert_cmpint (cor_call_stats_get_quality (&stats, &stats.whole), ==, COR_QUALITY_FAIR);
  stats = make ("G722/16000", 1000, 0, 0);
  assert_mos (&stats, 0);
}

static void
test_too_little (void)
{
  CorCallStats stats = make ("PCMA/8000", 20, 10, 0);

  assert_mos (&stats, 0);
  g_assert_cmpint (cor_call_stats_get_quality (&stats, &stats.whole), ==, COR_QUALITY_UNKNOWN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call-stats/clean", test_clean);
  g_test_add_func ("/call-stats/lossy", test_lossy);
  g_test_add_func ("/call-stats/bounds", test_bounds);
  g_test_add_func ("/call-stats/without-score", test_without_score);
  g_test_add_func ("/call-stats/too-little", test_too_little);
  return g_test_run ();
}
