/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the wire says of a call, while it lasts and at its end. */
#include "config.h"
#include "engine-private.h"

#define PACKET_MS 20
#define NTP_EPOCH G_GUINT64_CONSTANT (2208988800) /* 1970 in the time of 1900 */

void
cor_wire_meter_init (CorWireMeter *self, CorEngine *engine, guint call, CorEncryption encryption)
{
  self->engine = engine;
  self->call = call;
  self->encryption = encryption;
  cor_meter_init (&self->meter);
}

/* The middle 32 bits of NTP's 64. */
static guint32
get_ntp (void)
{
  guint64 now = (guint64)g_get_real_time ();
  guint64 seconds = now / G_USEC_PER_SEC + NTP_EPOCH;

  return (guint32)(seconds << 16 | (now % G_USEC_PER_SEC << 16) / G_USEC_PER_SEC);
}

static void
tick (CorWireMeter *self, gint64 now)
{
  const struct stream *stream = audio_strm (self->audio);

  cor_meter_tick (&self->meter, stream_metric_get_tx_n_bytes (stream),
                  stream_metric_get_rx_n_bytes (stream), now);
}

static void
take_packet (CorWireMeter *self, const struct rtp_header *header, int err)
{
  const struct aucodec *codec = audio_codec (self->audio, false);
  CorMeterPacket packet = { header->ssrc, header->seq, header->ts, err == ETIMEDOUT };
  gint64 now = g_get_monotonic_time ();

  self->meter.rate = codec != NULL ? codec->crate : 0;
  cor_meter_take_packet (&self->meter, &packet, now);
  tick (self, now);
}

static void
take_reports (CorWireMeter *self, const struct rtcp_rr *blocks, guint n)
{
  guint32 source = stream_ssrc_tx (audio_strm (self->audio));

  for (guint i = 0; i < n; i++) {
    CorMeterReport report = { blocks[i].lost, (guint8)blocks[i].fraction, blocks[i].lsr,
                              blocks[i].dlsr };

    if (blocks[i].ssrc == source)
      cor_meter_take_report (&self->meter, &report, get_ntp ());
  }
}

static void
on_packet (const struct rtp_header *header,
           size_t size,
           int err,
           const struct rtcp_msg *message,
           void *arg)
{
  CorWireMeter *self = arg;

  if (header != NULL)
    take_packet (self, header, err);
  else if (message != NULL && message->hdr.pt == RTCP_SR)
    take_reports (self, message->r.sr.rrv, message->hdr.count);
  else if (message != NULL && message->hdr.pt == RTCP_RR)
    take_reports (self, message->r.rr.rrv, message->hdr.count);
}

static void
fill (CorWireMeter *self, CorCallStats *stats)
{
  const struct stream *stream = audio_strm (self->audio);
  const struct aucodec *codec = audio_codec (self->audio, true);
  gint64 now = g_get_monotonic_time ();

  tick (self, now);
  cor_meter_get (&self->meter, now, stats);
  cor_sound_get_levels (cor_wire_sound (self->engine), self->call, &stats->tx_level,
                        &stats->rx_level);
  stats->tx_packets = stream_metric_get_tx_n_packets (stream);
  stats->rx_packets = stream_metric_get_rx_n_packets (stream);
  stats->encryption = stream_is_secure (stream) ? self->encryption : COR_ENCRYPTION_NONE;
  stats->buffer_ms = (guint)audio_jb_current_value (self->audio);
  if (codec != NULL) {
    g_snprintf (stats->codec, sizeof stats->codec, "%s/%u", codec->name, codec->srate);
    stats->buffer_ms += stream_jbuf_frames (stream) * PACKET_MS;
  }
}

void
cor_wire_meter_start (CorWireMeter *self, struct audio *audio)
{
  self->audio = audio;
  stream_set_watch_handler (audio_strm (audio), on_packet, self);
}

void
cor_wire_meter_move (CorWireMeter *self, struct audio *audio)
{
  if (self->audio != NULL)
    stream_set_watch_handler (audio_strm (self->audio), NULL, NULL);
  /* Its bytes are counted from the start. */
  self->meter.n_marks = 0;
  cor_wire_meter_start (self, audio);
}

static void
tell (CorWireMeter *self, gboolean heard)
{
  CorEvent *event = cor_wire_event (COR_EVENT_MEASURED, 0, self->call);

  self->told = TRUE;
  event->on = heard;
  if (heard)
    fill (self, &event->stats);
  cor_wire_emit (self->engine, event);
}

void
cor_wire_meter_stop (CorWireMeter *self)
{
  const struct stream *stream;

  if (self->audio == NULL)
    return;
  stream = audio_strm (self->audio);
  stream_set_watch_handler (audio_strm (self->audio), NULL, NULL);
  if (!self->told &&
      stream_metric_get_tx_n_packets (stream) + stream_metric_get_rx_n_packets (stream) > 0)
    tell (self, TRUE);
  self->audio = NULL;
}

void
cor_wire_meter_end (CorWireMeter *self)
{
  if (!self->told)
    tell (self, FALSE);
}

void
cor_wire_stats (CorEngine *engine, guint call, CorWireMeter *meter, guint tag)
{
  CorEvent *event = cor_wire_event (COR_EVENT_STATS, 0, call);

  event->code = tag;
  event->on = meter != NULL && meter->audio != NULL;
  if (event->on)
    fill (meter, &event->stats);
  cor_wire_emit (engine, event);
}
