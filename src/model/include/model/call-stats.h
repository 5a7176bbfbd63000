/* SPDX-License-Identifier: GPL-3.0-or-later
 * How good the sound of a call is, in numbers. Plain data: whoever has a copy
 * owns it. Any thread.
 *
 * The mean opinion score is ITU-T G.107's E-model in the short form for packet networks, with all
 * that is not measured here at G.107's default (no echo, a quiet room):
 *
 *   R   = 93.2 - Id - Ie,eff
 *   Id  = 0.024 d + 0.11 (d - 177.3) where d > 177.3
 *   d   = round trip / 2 + what waits to be played + one packet, ms
 *   Ie,eff = Ie + (95 - Ie) Ppl / (Ppl + Bpl), Ppl: per cent lost on the way or come too late
 *   MOS = 1 + 0.035 R + 7e-6 R (R - 60) (100 - R), within 1 and 4.5
 *
 * Ie and Bpl are those of ITU-T G.113, Appendix I, for random loss: G.711 with packet loss
 * concealment has Ie 0, Bpl 25.1. G.113 publishes none for Opus, and its scale for wideband codecs
 * is another one: Opus and G.722 have no score here rather than a wrong one. The round trip is left
 * out until the other side has told it. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  COR_ENCRYPTION_NONE,
  COR_ENCRYPTION_SDES, /* SRTP, keys by the signalling */
  COR_ENCRYPTION_DTLS, /* SRTP, keys agreed on between the two ends of the sound */
} CorEncryption;

/* Not worse than: */
typedef enum {
  COR_QUALITY_UNKNOWN, /* too little was heard yet */
  COR_QUALITY_POOR,
  COR_QUALITY_FAIR, /* MOS 3.1, or without one 6 % missing and a round trip of 600 ms */
  COR_QUALITY_GOOD, /* MOS 3.8, or without one 2 % missing and a round trip of 300 ms */
} CorQuality;

/* Packets that came or should have come, in some time. */
typedef struct {
  guint64 expected;
  guint64 lost; /* never came */
  guint64 late; /* came too late to be played */
} CorPacketCount;

typedef struct {
  char codec[32]; /* "opus/48000", "" before media; the rate is that of the sound */
  CorEncryption encryption;
  guint64 tx_packets, rx_packets;
  guint64 tx_bytes, rx_bytes;    /* of the codec's, without headers */
  guint tx_bitrate, rx_bitrate;  /* bit/s over the last 10 s */
  CorPacketCount whole;          /* since the call's sound began */
  CorPacketCount recent;         /* the last 10 s */
  guint64 duplicated, reordered; /* each packet that came again, or after a later one */
  gboolean reported;             /* the other side has told what it hears: */
  gint remote_lost;              /*   of our packets, in all */
  double remote_loss;            /*   per cent, in the last of its reports' time */
  double rtt_ms;                 /* -1: not told yet */
  double jitter_ms;              /* RFC 3550 */
  guint buffer_ms;               /* what waits to be played */
  double tx_level, rx_level;     /* dBov: 0 is full scale, -96 is silence */
} CorCallStats;

/* The numbers of one call. */
typedef struct {
  guint call; /* its id */
  char *who;  /* as cor_call_get_shown() */
  gboolean ended;
  guint seconds;  /* talked */
  gboolean heard; /* there was any sound, and stats hold */
  CorCallStats stats;
} CorCallQuality;
CorCallQuality *cor_call_quality_copy (const CorCallQuality *quality);
void cor_call_quality_free (CorCallQuality *quality);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CorCallQuality, cor_call_quality_free)

double cor_packet_count_get_loss (const CorPacketCount *count); /* per cent lost on the way */
/* 0 where there is no score: for the codec, or before there is anything to score. */
double cor_call_stats_get_mos (const CorCallStats *stats, const CorPacketCount *over);
CorQuality cor_call_stats_get_quality (const CorCallStats *stats, const CorPacketCount *over);
/* "good", "fair", "poor", "unknown"; "none", "SDES-SRTP", "DTLS-SRTP": for programs. */
const char *cor_quality_to_word (CorQuality quality);
const char *cor_encryption_to_word (CorEncryption encryption);

G_END_DECLS
