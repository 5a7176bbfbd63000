/* SPDX-License-Identifier: GPL-3.0-or-later
 * The sound of a leg: G.711 and RFC 4733 digits by RTP. */
#include "sip-private.h"
#include <rem.h>
#include <string.h>

#define FRAME_MS 20
#define FIRST_PORT 30000
#define LAST_PORT 59999
#define DIGIT_TICKS 6
#define DIGIT_PAUSE_TICKS 5
#define MAX_DIGITS 200

static gboolean
is_lost (CorLeg *leg)
{
  guint loss = leg->thread->faults.rtp_loss;
  return loss && rand_u32 () % 100 < loss;
}

static void
send_packet (CorLeg *leg, gboolean marker, int pt, guint32 timestamp, struct mbuf *mb)
{
  mb->pos = RTP_HEADER_SIZE;
  if (is_lost (leg) || !sa_isset (&leg->media.peer, SA_ALL))
    return;
  if (!rtp_send (leg->media.rtp, &leg->media.peer, false, marker, pt, timestamp, mb))
    leg->party->rtp_out++;
}

static void
send_samples (CorLeg *leg, const gint16 *samples, guint n)
{
  struct mbuf *mb = mbuf_alloc (RTP_HEADER_SIZE + n);
  if (!mb)
    return;
  mb->pos = mb->end = RTP_HEADER_SIZE;
  for (guint i = 0; i < n; i++)
    (void)mbuf_write_u8 (mb, leg->media.a_law ? g711_pcm2alaw (samples[i])
                                              : g711_pcm2ulaw (samples[i]));
  send_packet (leg, FALSE, leg->media.a_law ? 8 : 0, leg->media.timestamp, mb);
  mem_deref (mb);
}

/* A digit lasts six frames and is followed by a pause. */
static void
send_digits (CorLeg *leg)
{
  CorMedia *media = &leg->media;
  if (media->to_send->len && media->event_pt >= 0) {
    if (media->digit_ticks == 0) {
      media->digit_timestamp = media->timestamp;
      telev_send (media->sent, telev_digit2code (media->to_send->str[0]), false);
    } else if (media->digit_ticks == DIGIT_TICKS)
      telev_send (media->sent, telev_digit2code (media->to_send->str[0]), true);
    if (++media->digit_ticks > DIGIT_TICKS + DIGIT_PAUSE_TICKS) {
      media->digit_ticks = 0;
      g_string_erase (media->to_send, 0, 1);
    }
  }
  struct mbuf *mb = mbuf_alloc (RTP_HEADER_SIZE + 8);
  bool marker = false;
  if (mb) {
    mb->pos = mb->end = RTP_HEADER_SIZE;
    if (media->event_pt >= 0 && !telev_poll (media->sent, &marker, mb))
      send_packet (leg, marker, media->event_pt, media->digit_timestamp, mb);
    mem_deref (mb);
  }
}

/* Several at once, no louder than one. */
static void
make_chord (CorLeg *leg, gint16 *samples)
{
  const CorSipChord *chord = &leg->party->chord;
  gint16 one[COR_TONE_FRAME];
  memset (samples, 0, COR_TONE_FRAME * sizeof *samples);
  for (guint k = 0; k < chord->n; k++) {
    cor_tone_make (&leg->media.chord[k], chord->hertz[k], one, COR_TONE_FRAME);
    for (guint i = 0; i < COR_TONE_FRAME; i++)
      samples[i] += one[i] / (gint16)chord->n;
  }
}

static void
on_tick (void *data)
{
  CorLeg *leg = data;
  CorMedia *media = &leg->media;
  gint16 samples[COR_TONE_FRAME];
  guint64 now = tmr_jiffies ();
  media->due = MAX (media->due + FRAME_MS, now > 200 ? now - 200 : 0);
  tmr_start (&media->tick, media->due > now ? media->due - now : 0, on_tick, leg);
  media->timestamp += COR_TONE_FRAME;
  if (!media->sends)
    return;
  if (leg->party->is_many) {
    make_chord (leg, samples);
    send_samples (leg, samples, COR_TONE_FRAME);
  } else if (media->note || !media->echoes) {
    cor_tone_make (&media->tone, media->note, samples, COR_TONE_FRAME);
    send_samples (leg, samples, COR_TONE_FRAME);
  }
  send_digits (leg);
}

static void
take_digit (CorLeg *leg, struct mbuf *mb)
{
  int event;
  bool end;
  GString *digits = leg->party->digits;
  if (telev_recv (leg->media.received, mb, &event, &end) || end)
    return;
  int digit = telev_code2digit (event);
  if (digit > 0 && digits->len < MAX_DIGITS)
    g_string_append_c (digits, digit);
  cor_leg_note_digits (leg);
}

static void
on_packet (const struct sa *source, const struct rtp_header *header, struct mbuf *mb, void *data)
{
  CorLeg *leg = data;
  CorMedia *media = &leg->media;
  gint16 samples[COR_TONE_FRAME * 5];
  guint n = MIN (mbuf_get_left (mb), G_N_ELEMENTS (samples));
  if (is_lost (leg) || !media->running)
    return;
  leg->party->rtp_in++;
  if (header->pt == media->event_pt) {
    take_digit (leg, mb);
    return;
  }
  if (header->pt != 0 && header->pt != 8)
    return;
  const guint8 *bytes = mbuf_buf (mb);
  for (guint i = 0; i < n; i++)
    samples[i] = header->pt == 8 ? g711_alaw2pcm (bytes[i]) : g711_ulaw2pcm (bytes[i]);
  cor_meter_add (&media->meter, samples, n);
  media->heard = tmr_jiffies ();
  if (media->echoes && media->sends)
    send_samples (leg, samples, n);
}

void
cor_media_take_voice (CorLeg *leg)
{
  leg->media.echoes = leg->kind == COR_PARTY_ECHO;
  leg->media.note = cor_party_note (leg->party->number);
}

int
cor_media_open (CorLeg *leg)
{
  CorMedia *media = &leg->media;
  struct sa local;
  media->event_pt = -1;
  media->to_send = g_string_new (NULL);
  media->timestamp = rand_u32 ();
  cor_media_take_voice (leg);
  int err = telev_alloc (&media->received, FRAME_MS);
  if (!err)
    err = telev_alloc (&media->sent, FRAME_MS);
  if (!err)
    err = sa_set_str (&local, "127.0.0.1", 0);
  if (!err)
    err = rtp_listen (&media->rtp, IPPROTO_UDP, &local, FIRST_PORT, LAST_PORT, false, on_packet,
                      NULL, leg);
  return err;
}

void
cor_media_close (CorLeg *leg)
{
  CorMedia *media = &leg->media;
  tmr_cancel (&media->tick);
  media->rtp = mem_deref (media->rtp);
  media->received = mem_deref (media->received);
  media->sent = mem_deref (media->sent);
  if (media->to_send)
    g_string_free (media->to_send, TRUE);
  media->to_send = NULL;
}

void
cor_media_update (CorLeg *leg)
{
  CorMedia *media = &leg->media;
  const struct sdp_format *codec = NULL;
  const struct list *formats = sdp_media_format_lst (leg->audio, false);
  for (struct le *le = list_head (formats); le && !codec; le = le->next) {
    const struct sdp_format *format = le->data;
    if (format->name &&
        (!str_casecmp (format->name, "PCMA") || !str_casecmp (format->name, "PCMU")))
      codec = format;
  }
  const struct sdp_format *event = sdp_media_rformat (leg->audio, telev_rtpfmt);
  media->a_law = codec && !str_casecmp (codec->name, "PCMA");
  media->event_pt = event ? event->pt : -1;
  media->peer = *sdp_media_raddr (leg->audio);
  media->sends = codec && sdp_media_dir (leg->audio) & SDP_SENDONLY;
  if (!media->running) {
    media->running = TRUE;
    media->due = tmr_jiffies ();
    tmr_start (&media->tick, 0, on_tick, leg);
  }
}

void
cor_media_read (CorLeg *leg, double *ret_hertz, double *ret_level)
{
  CorMedia *media = &leg->media;
  guint64 now = tmr_jiffies (), quiet = media->heard ? now - media->heard : 0;
  /* What was not heard is silence; a frame or three may just be late. */
  if (quiet > 3 * FRAME_MS) {
    cor_meter_add_silence (&media->meter, MIN (quiet, 1000) * COR_TONE_RATE / 1000);
    media->heard = now;
  }
  cor_meter_read (&media->meter, ret_hertz, ret_level);
}
