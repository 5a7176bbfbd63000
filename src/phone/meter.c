/* SPDX-License-Identifier: GPL-3.0-or-later
 * Counting as in RFC 3550, appendix A, with each packet known by its number,
 * so that one that comes twice hides no loss. */
#include "config.h"
#include "meter.h"
#include <string.h>

/* RFC 3550, A.1: a sequence that goes on as far away as this was begun anew. */
#define FORTH 3000
#define BACK (-100)

void
cor_meter_init (CorMeter *self)
{
  *self = (CorMeter){ .rtt_ms = -1 };
}

static guint64
get_expected (const CorMeter *self)
{
  return self->past_expected + (self->running ? self->last - self->first + 1 : 0);
}

static CorPacketCount
get_count (const CorMeter *self)
{
  guint64 expected = get_expected (self);

  return (CorPacketCount){ expected, expected - MIN (expected, self->unique), self->late };
}

/* Numbers begin well above 0, so that one may have come before the first. */
static void
begin (CorMeter *self, const CorMeterPacket *packet)
{
  self->past_expected = get_expected (self);
  self->running = TRUE;
  self->source = packet->source;
  self->first = self->last = 0x10000u + packet->sequence;
  self->jumped_to = 0;
  self->timed = FALSE;
  for (guint i = 0; i < COR_METER_SEEN; i++)
    self->seen[i] = 0;
}

static void
count (CorMeter *self, guint32 number, gboolean late)
{
  guint32 *seen = &self->seen[number % COR_METER_SEEN];

  if (*seen == number) {
    self->duplicated++;
    return;
  }
  *seen = number;
  self->unique++;
  if (late)
    self->late++;
  if (number < self->last)
    self->reordered++;
  self->first = MIN (self->first, number);
  self->last = MAX (self->last, number);
}

/* RFC 3550, A.8, in microseconds. */
static void
time_packet (CorMeter *self, guint32 stamp, gint64 now)
{
  double spaced;
  double passed = (double)(now - self->last_arrival);

  if (self->timed && self->rate > 0 && stamp != self->last_stamp) {
    spaced = (double)(gint32)(stamp - self->last_stamp) * 1e6 / self->rate;
    self->jitter += (ABS (passed - spaced) - self->jitter) / 16;
  }
  self->timed = TRUE;
  self->last_stamp = stamp;
  self->last_arrival = now;
}

void
cor_meter_take_packet (CorMeter *self, const CorMeterPacket *packet, gint64 now)
{
  gint16 step = (gint16)(packet->sequence - (guint16)self->last);

  if (!self->running || packet->source != self->source) {
    begin (self, packet);
  } else if (step >= FORTH || step <= BACK) {
    /* One alone is a stray one; two in a row are a new beginning. */
    if (self->jumped_to != 0x10000u + packet->sequence) {
      self->jumped_to = 0x10000u + (guint16)(packet->sequence + 1);
      return;
    }
    begin (self, packet);
  }
  step = (gint16)(packet->sequence - (guint16)self->last);
  count (self, self->last + (guint32)(gint32)step, packet->late);
  time_packet (self, packet->stamp, now);
}

void
cor_meter_take_report (CorMeter *self, const CorMeterReport *report, guint32 ntp)
{
  gint32 rtt = (gint32)(ntp - report->last_sr - report->delay);

  self->reported = TRUE;
  self->remote_lost = report->lost;
  self->remote_loss = 100.0 * report->fraction / 256;
  /* 0: it has no report of ours yet. */
  if (report->last_sr != 0)
    self->rtt_ms = MAX (rtt, 0) * 1000.0 / 65536;
}

void
cor_meter_tick (CorMeter *self, guint64 tx_bytes, guint64 rx_bytes, gint64 now)
{
  const CorMeterMark *newest = self->n_marks > 0 ? &self->marks[self->n_marks - 1] : NULL;

  self->tx_bytes = tx_bytes;
  self->rx_bytes = rx_bytes;
  if (newest != NULL && now - newest->at < G_USEC_PER_SEC)
    return;
  if (self->n_marks == G_N_ELEMENTS (self->marks))
    memmove (self->marks, self->marks + 1, --self->n_marks * sizeof *self->marks);
  self->marks[self->n_marks++] = (CorMeterMark){ now, get_count (self), tx_bytes, rx_bytes };
}

/* The newest one that is old enough, or the oldest. */
static const CorMeterMark *
find_mark (const CorMeter *self, gint64 now)
{
  for (guint i = self->n_marks; i > 0; i--) {
    if (now - self->marks[i - 1].at >= COR_METER_SECONDS * G_USEC_PER_SEC)
      return &self->marks[i - 1];
  }
  return self->n_marks > 0 ? &self->marks[0] : NULL;
}

static guint
bits_per_second (guint64 bytes, gint64 us)
{
  return us > 0 ? (guint)(bytes * 8 * G_USEC_PER_SEC / (guint64)us) : 0;
}

void
cor_meter_get (const CorMeter *self, gint64 now, CorCallStats *stats)
{
  const CorMeterMark *mark = find_mark (self, now);
  CorPacketCount before = { 0 };

  stats->rx_bytes = self->rx_bytes;
  stats->tx_bytes = self->tx_bytes;
  stats->whole = get_count (self);
  stats->duplicated = self->duplicated;
  stats->reordered = self->reordered;
  stats->jitter_ms = self->jitter / 1000;
  stats->reported = self->reported;
  stats->remote_lost = self->remote_lost;
  stats->remote_loss = self->remote_loss;
  stats->rtt_ms = self->rtt_ms;
  if (mark != NULL) {
    before = mark->count;
    stats->tx_bitrate = bits_per_second (self->tx_bytes - mark->tx_bytes, now - mark->at);
    stats->rx_bitrate = bits_per_second (self->rx_bytes - mark->rx_bytes, now - mark->at);
  }
  /* What was missing at the mark may have come since. */
  stats->recent.expected = stats->whole.expected - before.expected;
  stats->recent.lost = stats->whole.lost - MIN (before.lost, stats->whole.lost);
  stats->recent.late = stats->whole.late - before.late;
}
