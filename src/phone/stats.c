/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the wire says of a call. */
#include "config.h"
#include "engine-private.h"

static void
fill (CorEngine *engine, guint call, struct audio *audio, CorCallStats *stats)
{
  const struct stream *stream = audio_strm (audio);
  const struct rtcp_stats *rtcp = stream_rtcp_stats (stream);
  const struct aucodec *codec = audio_codec (audio, true);

  cor_sound_get_levels (cor_wire_sound (engine), call, &stats->tx_level, &stats->rx_level);
  stats->tx_packets = stream_metric_get_tx_n_packets (stream);
  stats->rx_packets = stream_metric_get_rx_n_packets (stream);
  if (codec != NULL)
    g_snprintf (stats->codec, sizeof stats->codec, "%s/%u", codec->name, codec->srate);
  if (rtcp == NULL)
    return;
  stats->rtt_ms = rtcp->rtt / 1000;
  stats->jitter_ms = rtcp->rx.jit / 1000;
  stats->lost = rtcp->rx.lost;
}

void
cor_wire_stats (CorEngine *engine, guint call, struct audio *audio, guint tag)
{
  CorEvent *event = cor_wire_event (COR_EVENT_STATS, 0, call);

  event->code = tag;
  event->on = audio != NULL;
  if (audio != NULL)
    fill (engine, call, audio, &event->stats);
  cor_wire_emit (engine, event);
}
