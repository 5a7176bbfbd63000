/* SPDX-License-Identifier: GPL-3.0-or-later
 * Counts what comes of a stream of sound, packet by packet, and what the other
 * side reports of ours. Knows nothing of the stack. Engine thread. */
#pragma once
#include "model/call-stats.h"

G_BEGIN_DECLS

#define COR_METER_SECONDS 10
#define COR_METER_SEEN 512 /* packets: 10 s, in which one can come again or late */

typedef struct {
  gint64 at; /* monotonic us */
  CorPacketCount count;
  guint64 tx_bytes, rx_bytes;
} CorMeterMark;

typedef struct {
  guint rate; /* of the timestamps, Hz; 0 until it is known */
  gboolean running;
  guint32 source;               /* SSRC */
  guint32 first, last;          /* sequence numbers, with the times they came around */
  guint32 jumped_to;            /* where one after a great jump would go on, or 0 */
  guint32 seen[COR_METER_SEEN]; /* sequence number, by its rest */
  guint64 past_expected;        /* of sources before this one */
  guint64 unique, late, duplicated, reordered;
  guint64 rx_bytes, tx_bytes; /* as told last */
  gboolean timed;
  guint32 last_stamp;
  gint64 last_arrival;
  double jitter; /* us */
  gboolean reported;
  gint remote_lost;
  double remote_loss;
  double rtt_ms; /* -1: unknown */
  CorMeterMark marks[COR_METER_SECONDS + 1];
  guint n_marks;
} CorMeter;

typedef struct {
  guint32 source;
  guint16 sequence;
  guint32 stamp;
  gboolean late; /* it was not played for that */
} CorMeterPacket;

typedef struct {
  gint lost;
  guint8 fraction;        /* of 256 */
  guint32 last_sr, delay; /* 1/65536 s; the middle of NTP's 64 bits */
} CorMeterReport;

void cor_meter_init (CorMeter *self);
void cor_meter_take_packet (CorMeter *self, const CorMeterPacket *packet, gint64 now);
/* ntp: the middle 32 bits of the time of day. */
void cor_meter_take_report (CorMeter *self, const CorMeterReport *report, guint32 ntp);
/* From time to time, with all that has gone each way; and before cor_meter_get(). */
void cor_meter_tick (CorMeter *self, guint64 tx_bytes, guint64 rx_bytes, gint64 now);
/* All but codec, encryption, levels, buffer and how many packets have gone each way. */
void cor_meter_get (const CorMeter *self, gint64 now, CorCallStats *stats);

G_END_DECLS
