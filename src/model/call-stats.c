/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the numbers of a call's sound mean. */
#include "config.h"
#include "model/call-stats.h"

#define PACKET_MS 20.0
#define ENOUGH 50 /* packets: a second of sound */

typedef struct {
  const char *codec;
  double ie, bpl;
} Impairment;

static const Impairment impairments[] = {
  { "PCMU/", 0, 25.1 },
  { "PCMA/", 0, 25.1 },
};

/* NULL where none are published. */
static const Impairment *
find_impairment (const CorCallStats *stats)
{
  for (guint i = 0; i < G_N_ELEMENTS (impairments); i++) {
    if (g_str_has_prefix (stats->codec, impairments[i].codec))
      return &impairments[i];
  }
  return NULL;
}

static double
percent (guint64 part, guint64 whole)
{
  return whole > 0 ? 100.0 * (double)MIN (part, whole) / (double)whole : 0;
}

double
cor_packet_count_get_loss (const CorPacketCount *count)
{
  return percent (count->lost, count->expected);
}

static double
get_missing (const CorPacketCount *count)
{
  return percent (count->lost + count->late, count->expected);
}

static double
get_delay_impairment (const CorCallStats *stats)
{
  double delay = MAX (stats->rtt_ms, 0) / 2 + stats->buffer_ms + PACKET_MS;

  return 0.024 * delay + (delay > 177.3 ? 0.11 * (delay - 177.3) : 0);
}

double
cor_call_stats_get_mos (const CorCallStats *stats, const CorPacketCount *over)
{
  const Impairment *codec = find_impairment (stats);
  double missing = get_missing (over);
  double r;

  if (codec == NULL || over->expected < ENOUGH)
    return 0;
  r = 93.2 - get_delay_impairment (stats) - codec->ie -
      (95 - codec->ie) * missing / (missing + codec->bpl);
  r = CLAMP (r, 0, 100);
  return CLAMP (1 + 0.035 * r + 7e-6 * r * (r - 60) * (100 - r), 1, 4.5);
}

CorQuality
cor_call_stats_get_quality (const CorCallStats *stats, const CorPacketCount *over)
{
  double mos = cor_call_stats_get_mos (stats, over);
  double missing = get_missing (over);

  if (over->expected < ENOUGH)
    return COR_QUALITY_UNKNOWN;
  if (mos > 0)
    return mos >= 3.8 ? COR_QUALITY_GOOD : mos >= 3.1 ? COR_QUALITY_FAIR : COR_QUALITY_POOR;
  if (missing <= 2 && stats->rtt_ms <= 300)
    return COR_QUALITY_GOOD;
  return missing <= 6 && stats->rtt_ms <= 600 ? COR_QUALITY_FAIR : COR_QUALITY_POOR;
}

const char *
cor_quality_to_word (CorQuality quality)
{
  static const char *const words[] = { "unknown", "poor", "fair", "good" };

  return words[quality];
}

const char *
cor_encryption_to_word (CorEncryption encryption)
{
  static const char *const words[] = { "none", "SDES-SRTP", "DTLS-SRTP" };

  return words[encryption];
}

CorCallQuality *
cor_call_quality_copy (const CorCallQuality *quality)
{
  CorCallQuality *copy = g_memdup2 (quality, sizeof *quality);

  copy->who = g_strdup (quality->who);
  return copy;
}

void
cor_call_quality_free (CorCallQuality *quality)
{
  g_free (quality->who);
  g_free (quality);
}
