/* SPDX-License-Identifier: GPL-3.0-or-later
 * Counting packets: every one that a test loses, repeats, swaps or delays is
 * found again in the numbers, and no other. */
#include "config.h"
#include "meter.h"
#include <math.h>

#define MS 1000

typedef struct {
  CorMeter meter;
  CorMeterPacket next;
  gint64 now;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  cor_meter_init (&fixture->meter);
  fixture->meter.rate = 8000;
  fixture->next = (CorMeterPacket){ 77, 65500, 1000, FALSE };
  fixture->now = G_USEC_PER_SEC;
}

static void
take (Fixture *fixture, guint16 sequence, gboolean late)
{
  CorMeterPacket packet = fixture->next;

  packet.stamp += (guint32)(gint16)(sequence - packet.sequence) * 160;
  packet.sequence = sequence;
  packet.late = late;
  cor_meter_take_packet (&fixture->meter, &packet, fixture->now);
}

/* The next one is sent, and comes or not. */
static void
send (Fixture *fixture, gboolean comes)
{
  if (comes)
    take (fixture, fixture->next.sequence, FALSE);
  cor_meter_tick (&fixture->meter, 0, 0, fixture->now);
  fixture->next.sequence++;
  fixture->next.stamp += 160;
  fixture->now += 20 * MS;
}

static void
send_many (Fixture *fixture, guint n)
{
  for (guint i = 0; i < n; i++)
    send (fixture, TRUE);
}

static CorCallStats
get (Fixture *fixture)
{
  CorCallStats stats = { 0 };

  cor_meter_get (&fixture->meter, fixture->now, &stats);
  return stats;
}

static void
assert_count (const CorPacketCount *count, guint64 expected, guint64 lost, guint64 late)
{
  g_assert_cmpuint (count->expected, ==, expected);
  g_assert_cmpuint (count->lost, ==, lost);
  g_assert_cmpuint (count->late, ==, late);
}

/* The numbers wrap around after 36 packets. */
static void
test_loss (Fixture *fixture, gconstpointer data)
{
  CorCallStats stats;

  for (guint i = 0; i < 1000; i++)
    send (fixture, i % 10 != 5);
  send (fixture, TRUE);
  stats = get (fixture);
  assert_count (&stats.whole, 1001, 100, 0);
  g_assert_cmpuint (stats.duplicated + stats.reordered, ==, 0);
}

static void
test_repeated_hide_no_loss (Fixture *fixture, gconstpointer data)
{
  CorCallStats stats;

  for (guint i = 0; i < 300; i++) {
    send (fixture, i % 3 != 1);
    if (i % 3 == 2)
      take (fixture, (guint16)(fixture->next.sequence - 1), FALSE);
  }
  stats = get (fixture);
  assert_count (&stats.whole, 300, 100, 0);
  g_assert_cmpuint (stats.duplicated, ==, 100);
}

static void
test_swapped (Fixture *fixture, gconstpointer data)
{
  CorCallStats stats;

  for (guint i = 0; i < 100; i++) {
    send (fixture, FALSE);
    send (fixture, TRUE);
    take (fixture, (guint16)(fixture->next.sequence - 2), i % 4 == 0);
  }
  stats = get (fixture);
  assert_count (&stats.whole, 200, 0, 25);
  g_assert_cmpuint (stats.reordered, ==, 100);
}

/* A server in between may change the stream in a call. */
static void
test_another_source (Fixture *fixture, gconstpointer data)
{
  CorCallStats stats;

  send_many (fixture, 50);
  send (fixture, FALSE);
  send_many (fixture, 50);
  fixture->next.source = 78;
  fixture->next.sequence = 9;
  send_many (fixture, 50);
  stats = get (fixture);
  assert_count (&stats.whole, 151, 1, 0);
}

static void
test_new_beginning (Fixture *fixture, gconstpointer data)
{
  CorCallStats stats;

  send_many (fixture, 50);
  take (fixture, 30000, FALSE); /* astray */
  send_many (fixture, 50);
  stats = get (fixture);
  assert_count (&stats.whole, 100, 0, 0);
  fixture->next.sequence = 40000;
  send_many (fixture, 51);
  stats = get (fixture);
  assert_count (&stats.whole, 150, 0, 0);
}

/* As far back as RFC 3550 says, and no less: what is nearer is late. */
static void
test_small_step_back (Fixture *fixture, gconstpointer data)
{
  CorCallStats stats;

  send_many (fixture, 300);
  fixture->next.sequence -= 300;
  send_many (fixture, 101);
  stats = get (fixture);
  assert_count (&stats.whole, 400, 0, 0);
  g_assert_cmpuint (stats.duplicated, ==, 0);
  take (fixture, (guint16)(fixture->next.sequence - 100), TRUE);
  stats = get (fixture);
  assert_count (&stats.whole, 400, 0, 0);
  g_assert_cmpuint (stats.duplicated, ==, 1);
}

/* Loss of a minute ago is none of the last ten seconds'. */
static void
test_recent (Fixture *fixture, gconstpointer data)
{
  CorCallStats stats;

  for (guint i = 0; i < 1000; i++)
    send (fixture, i % 2 == 0);
  stats = get (fixture);
  g_assert_cmpfloat_with_epsilon (cor_packet_count_get_loss (&stats.recent), 50, 1);
  send_many (fixture, 3000);
  stats = get (fixture);
  g_assert_cmpuint (stats.recent.lost, ==, 0);
  g_assert_cmpuint (stats.recent.expected, >=, 490);
  g_assert_cmpuint (stats.recent.expected, <=, 550);
  assert_count (&stats.whole, 4000, 500, 0);
}

static void
test_bitrate (Fixture *fixture, gconstpointer data)
{
  CorCallStats stats;

  for (guint i = 1; i <= 1000; i++) {
    cor_meter_tick (&fixture->meter, 160 * i, 80 * i, fixture->now);
    fixture->now += 20 * MS;
  }
  stats = get (fixture);
  g_assert_cmpfloat_with_epsilon (stats.tx_bitrate, 64000, 300);
  g_assert_cmpfloat_with_epsilon (stats.rx_bitrate, 32000, 150);
}

/* RFC 3550: with each packet 8 ms off the one before, the estimate goes to 8 ms. */
static void
test_jitter (Fixture *fixture, gconstpointer data)
{
  CorCallStats stats;

  send_many (fixture, 100);
  stats = get (fixture);
  g_assert_cmpfloat_with_epsilon (stats.jitter_ms, 0, 1e-9);
  for (guint i = 0; i < 400; i++) {
    fixture->now += i % 2 == 0 ? 8 * MS : -8 * MS;
    send (fixture, TRUE);
  }
  stats = get (fixture);
  g_assert_cmpfloat_with_epsilon (stats.jitter_ms, 8, 0.01);
}

static void
test_report (Fixture *fixture, gconstpointer data)
{
  CorMeterReport report = { 12, 64, 0, 0 };
  CorCallStats stats = get (fixture);

  g_assert_false (stats.reported);
  g_assert_cmpfloat (stats.rtt_ms, <, 0);
  cor_meter_take_report (&fixture->meter, &report, 500);
  stats = get (fixture);
  g_assert_true (stats.reported);
  g_assert_cmpint (stats.remote_lost, ==, 12);
  g_assert_cmpfloat_with_epsilon (stats.remote_loss, 25, 1e-9);
  g_assert_cmpfloat (stats.rtt_ms, <, 0);
  /* The clock's 32 bits wrap around in between. */
  report.last_sr = 0xFFFFF000;
  report.delay = 0x1000;
  cor_meter_take_report (&fixture->meter, &report, 0x4000);
  stats = get (fixture);
  g_assert_cmpfloat_with_epsilon (stats.rtt_ms, 250, 1e-9);
  /* Clocks that disagree make no time before zero. */
  cor_meter_take_report (&fixture->meter, &report, 0xFFFFFFF0);
  stats = get (fixture);
  g_assert_cmpfloat_with_epsilon (stats.rtt_ms, 0, 1e-9);
}

/* Whatever a stranger sends: no more expected than the numbers allow, nothing below zero. */
static void
test_noise (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (90);
  CorCallStats stats;

  for (guint i = 0; i < 200000; i++) {
    CorMeterPacket packet = { g_rand_int (random) % 3 == 0, (guint16)g_rand_int (random),
                              g_rand_int (random), g_rand_boolean (random) };

    cor_meter_take_packet (&fixture->meter, &packet, (gint64)i * MS);
    cor_meter_tick (&fixture->meter, i, i, (gint64)i * MS);
  }
  stats = get (fixture);
  g_assert_cmpuint (stats.whole.lost, <=, stats.whole.expected);
  g_assert_cmpuint (stats.recent.lost, <=, stats.recent.expected);
  g_assert_true (isfinite (stats.jitter_ms));
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*run) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/meter/loss", test_loss },
    { "/meter/repeated-hide-no-loss", test_repeated_hide_no_loss },
    { "/meter/swapped", test_swapped },
    { "/meter/another-source", test_another_source },
    { "/meter/new-beginning", test_new_beginning },
    { "/meter/small-step-back", test_small_step_back },
    { "/meter/recent", test_recent },
    { "/meter/bitrate", test_bitrate },
    { "/meter/jitter", test_jitter },
    { "/meter/report", test_report },
    { "/meter/noise", test_noise },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, NULL);
  return g_test_run ();
}
