/* SPDX-License-Identifier: GPL-3.0-or-later
 * The stack's side of a call that is not signalled by SIP: a WebRTC peer
 * connection of ICE, DTLS-SRTP and one audio stream.
 *
 * Order: gather addresses, describe, be told the other side's description (an
 * answerer: first), find a way (ICE), agree on keys (DTLS), start the sound.
 * Until the keys are there nothing is sent or taken. */
#include "config.h"
#include "engine-private.h"
#include "peer-sdp.h"
#include <glib/gi18n-lib.h>

#define GATHER_MS 3000 /* what a STUN or TURN server may take; then it goes without */
#define PACKET_MS 20
#define EARLY_DIGITS_MAX 64
#define LISTENS 20 /* in the time of silence that means a loss */

/* Within one static library the core's own functions can be called. */
int audio_send_digit (struct audio *audio, char key);
void stream_reset (struct stream *stream);

struct _CorWirePeer {
  guint id;
  CorEngine *engine;
  gboolean offers;
  guint patience;   /* ms from the descriptions to the keys */
  guint silence;    /* ms without a packet that mean a loss */
  CorIceSetup *ice; /* NULL: this computer's own addresses alone */
  struct sdp_session *sdp;
  struct mnat_sess *mnat;
  struct menc_sess *menc;
  struct list streams;
  struct audio *audio;
  CorPeerSdp *remote; /* of the answerer it may wait for the addresses */
  gboolean gathered;
  gboolean applied; /* `remote` is with the stack */
  gboolean secure;
  gboolean failed;
  gboolean held;
  gboolean muted;
  guint heard;  /* packets of sound, when it was last listened */
  guint silent; /* how often nothing had come */
  CorWireMeter meter;
  CorWireDigits digits;
  GString *early_digits; /* pressed before there were keys */
  struct tmr timer;      /* of the phase it is in, or to clean up outside the stack's handlers */
};

static int set_up (CorWirePeer *peer);

static void
tell (CorWirePeer *peer, CorEventKind kind, const char *text)
{
  CorEvent *event = cor_wire_event (kind, 0, peer->id);

  event->text = g_strdup (text);
  cor_wire_emit (peer->engine, event);
}

static struct sdp_media *
media_of (CorWirePeer *peer)
{
  return stream_sdpmedia (audio_strm (peer->audio));
}

/* --- The end --- */

static void
take_down (CorWirePeer *peer)
{
  cor_wire_meter_stop (&peer->meter);
  audio_stop (peer->audio);
  peer->audio = mem_deref (peer->audio);
  peer->sdp = mem_deref (peer->sdp);
  peer->mnat = mem_deref (peer->mnat);
  peer->menc = mem_deref (peer->menc);
}

static void
on_take_down (void *data)
{
  take_down (data);
}

/* Called from the stack's handlers too, which still need what is taken down. */
static void
fail (CorWirePeer *peer, const char *reason)
{
  if (peer->failed)
    return;
  peer->failed = TRUE;
  tell (peer, COR_EVENT_PEER_FAILED, reason);
  tmr_start (&peer->timer, 0, on_take_down, peer);
}

static void
fail_by_code (CorWirePeer *peer, int err)
{
  g_autofree char *reason =
    g_strdup_printf (_ ("The sound connection can't be made (%s)."), g_strerror (err));

  fail (peer, reason);
}

void
cor_wire_peer_free (CorWirePeer *peer)
{
  tmr_cancel (&peer->timer);
  cor_wire_digits_clear (&peer->digits);
  take_down (peer);
  cor_wire_meter_end (&peer->meter);
  cor_sound_forget_call (cor_wire_sound (peer->engine), peer->id);
  g_clear_pointer (&peer->remote, cor_peer_sdp_free);
  cor_ice_setup_free (peer->ice);
  g_string_free (peer->early_digits, TRUE);
  g_free (peer);
}

/* --- Descriptions --- */

/* The direction that we describe is that of a call; what really flows is decided here, and is
 * nothing before there are keys: a stranger's packets in clear could otherwise be heard. */
static void
let_flow (CorWirePeer *peer, gboolean flow)
{
  CorSound *sound = cor_wire_sound (peer->engine);

  cor_sound_lock (sound);
  sdp_media_set_ldir (media_of (peer), flow ? SDP_SENDRECV : SDP_INACTIVE);
  cor_sound_unlock (sound);
}

static void
describe (CorWirePeer *peer)
{
  struct mbuf *buffer = NULL;
  g_autofree char *plain = NULL;
  g_autofree char *text = NULL;
  int err;

  sdp_media_set_ldir (media_of (peer), SDP_SENDRECV);
  err = sdp_encode (&buffer, peer->sdp, peer->offers);
  let_flow (peer, FALSE);
  if (err != 0) {
    fail_by_code (peer, err);
    return;
  }
  plain = g_strndup ((const char *)mbuf_buf (buffer), mbuf_get_left (buffer));
  mem_deref (buffer);
  text = cor_peer_sdp_complete (plain, peer->offers ? NULL : peer->remote);
  tell (peer, COR_EVENT_PEER_DESCRIBED, text);
}

static const struct sdp_format *
find_format (CorWirePeer *peer)
{
  const struct list *formats = sdp_media_format_lst (media_of (peer), false);

  for (struct le *le = list_head (formats); le != NULL; le = le->next) {
    const struct sdp_format *format = le->data;

    if (format->sup && format->data != NULL)
      return format;
  }
  return NULL;
}

static int
decode (CorWirePeer *peer)
{
  CorSound *sound = cor_wire_sound (peer->engine);
  struct mbuf *buffer = mbuf_alloc (strlen (peer->remote->text));
  int err;

  if (buffer == NULL)
    return ENOMEM;
  mbuf_write_str (buffer, peer->remote->text);
  mbuf_set_pos (buffer, 0);
  /* The clock's thread looks up payload types. */
  cor_sound_lock (sound);
  err = sdp_decode (peer->sdp, buffer, !peer->offers);
  cor_sound_unlock (sound);
  mem_deref (buffer);
  return err;
}

static void
on_no_way (void *data)
{
  CorWirePeer *peer = data;

  fail (peer, _ ("No sound can get through to the server: a firewall or the network in between "
                 "lets nothing pass. Ask your administrator, or try another network."));
}

/* Hands the other side's description over; checks of addresses begin at once. */
static void
apply (CorWirePeer *peer)
{
  int err = decode (peer);

  if (err == 0 && find_format (peer) == NULL) {
    fail (peer, _ ("The other side and this computer know no codec in common."));
    return;
  }
  if (err == 0) {
    peer->applied = TRUE;
    stream_update (audio_strm (peer->audio));
    tmr_start (&peer->timer, peer->patience, on_no_way, peer);
    err = mnat_find (baresip_mnatl (), "ice")->updateh (peer->mnat);
  }
  if (err != 0)
    fail_by_code (peer, err);
  else if (!peer->offers)
    describe (peer);
}

static int
start_codec (CorWirePeer *peer)
{
  const struct sdp_format *format = find_format (peer);
  int err;

  if (format == NULL)
    return ENOENT;
  err = audio_encoder_set (peer->audio, format->data, format->pt, format->params);
  if (err == 0)
    err = audio_decoder_set (peer->audio, format->data, format->pt, format->params);
  return err != 0 ? err : audio_start (peer->audio);
}

/* Early media may be followed by an answer with another codec. Another way or key would be another
 * connection, which nobody asked for: the running one goes on. */
static void
apply_again (CorWirePeer *peer, CorPeerSdp *remote)
{
  g_autoptr (CorPeerSdp) old = peer->remote;

  peer->remote = remote;
  if (decode (peer) == 0 && find_format (peer) != NULL) {
    if (peer->secure)
      start_codec (peer);
    return;
  }
  peer->remote = g_steal_pointer (&old);
  cor_peer_sdp_free (remote);
  decode (peer);
}

static void
set_remote (CorWirePeer *peer, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CorPeerSdp) remote = cor_peer_sdp_read (text, !peer->offers, &error);

  if (peer->remote != NULL) {
    if (peer->offers && remote != NULL && g_str_equal (remote->identity, peer->remote->identity) &&
        !g_str_equal (remote->text, peer->remote->text))
      apply_again (peer, g_steal_pointer (&remote));
    return;
  }
  if (remote == NULL) {
    fail (peer, error->message);
    return;
  }
  peer->remote = g_steal_pointer (&remote);
  if (peer->gathered)
    apply (peer);
}

/* --- Whether the other side is still there --- */

/* The stack asks for nobody's consent to go on sending (RFC 7675), so what comes counts: sound, and
 * reports, which come in a call on hold too. Ticks are counted and not time, so that nobody is lost
 * by a computer that slept. */
static void
on_listen (void *data)
{
  CorWirePeer *peer = data;
  guint heard = stream_metric_get_rx_n_packets (audio_strm (peer->audio));

  peer->silent = heard != peer->heard ? 0 : peer->silent + 1;
  peer->heard = heard;
  if (peer->silent < LISTENS)
    tmr_start (&peer->timer, peer->silence / LISTENS, on_listen, peer);
  else
    fail (peer, _ ("The sound connection to the server was lost: nothing comes from it any more. "
                   "Check the network and call again."));
}

static void
on_report (struct stream *stream, struct rtcp_msg *message, void *arg)
{
  CorWirePeer *peer = arg;

  peer->silent = 0;
}

/* --- What the stack tells --- */

static void
gather_alone (void *data)
{
  CorWirePeer *peer = data;
  int err;

  g_clear_pointer (&peer->ice, cor_ice_setup_free);
  tmr_cancel (&peer->timer);
  take_down (peer);
  err = set_up (peer);
  if (err != 0)
    fail_by_code (peer, err);
}

/* Told again when a way has been found; that needs no new description. */
static void
on_gathered (int err, uint16_t code, const char *reason, void *arg)
{
  CorWirePeer *peer = arg;

  if (peer->gathered || peer->failed)
    return;
  if ((err != 0 || code != 0) && peer->ice != NULL) {
    tmr_start (&peer->timer, 0, gather_alone, peer);
    return;
  }
  if (err != 0 || code != 0) {
    fail (peer, _ ("This computer has no network connection that sound can go by."));
    return;
  }
  peer->gathered = TRUE;
  tmr_cancel (&peer->timer);
  if (peer->offers)
    describe (peer);
  else if (peer->remote != NULL)
    apply (peer);
}

static void
on_connected (struct stream *stream, void *arg)
{
  CorWirePeer *peer = arg;
  int err = stream_start_mediaenc (stream);

  if (err != 0)
    fail_by_code (peer, err);
}

static void
send_digits (CorWirePeer *peer, const char *digits)
{
  if (peer->secure)
    cor_wire_digits_send (&peer->digits, digits);
  else
    g_string_append_len (peer->early_digits, digits,
                         MIN (strlen (digits), EARLY_DIGITS_MAX - peer->early_digits->len));
}

static void
on_encryption (enum menc_event event, const char *text, struct stream *stream, void *arg)
{
  CorWirePeer *peer = arg;
  int err;

  if (event != MENC_EVENT_SECURE || peer->secure || peer->failed)
    return;
  peer->secure = TRUE;
  tmr_start (&peer->timer, peer->silence / LISTENS, on_listen, peer);
  stream_set_secure (stream, true);
  err = stream_start (stream);
  if (err == 0)
    err = start_codec (peer);
  let_flow (peer, !peer->held);
  if (err != 0)
    fail_by_code (peer, err);
  else
    tell (peer, COR_EVENT_PEER_SECURED, NULL);
  cor_wire_digits_send (&peer->digits, peer->early_digits->str);
}

static void
on_no_encryption (int err, void *arg)
{
  fail (arg, _ ("The server's key is not the one it described, or it would not agree on one: the "
                "sound can't be encrypted."));
}

static void
on_rtp (struct stream *stream, void *arg)
{
  tell (arg, COR_EVENT_PEER_FLOWING, NULL);
}

static void
on_stream_error (struct stream *stream, int err, void *arg)
{
  fail_by_code (arg, err);
}

/* --- Setting up --- */

static int
start_ice (CorWirePeer *peer)
{
  const struct mnat *mnat = mnat_find (baresip_mnatl (), "ice");
  CorIceSetup *ice = peer->ice;
  struct stun_uri server = { STUN_SCHEME_STUN, NULL, 0 };

  if (ice == NULL)
    return mnat->sessh (&peer->mnat, mnat, net_dnsc (baresip_network ()), AF_INET, NULL, NULL, NULL,
                        peer->sdp, peer->offers, on_gathered, peer);
  if (ice->relays)
    server.scheme = STUN_SCHEME_TURN;
  server.host = ice->address;
  server.port = ice->port;
  tmr_start (&peer->timer, GATHER_MS, gather_alone, peer);
  return mnat->sessh (&peer->mnat, mnat, net_dnsc (baresip_network ()), AF_INET, &server, ice->user,
                      ice->password, peer->sdp, peer->offers, on_gathered, peer);
}

static int
start_audio (CorWirePeer *peer)
{
  struct config config = *conf_config ();
  char name[17];
  struct stream_param param = { .use_rtp = true, .af = AF_INET, .cname = name };

  rand_str (name, sizeof name);
  config.avt.rtcp_mux = true;
  /* The ports know their call by this. */
  re_snprintf (config.audio.src_dev, sizeof config.audio.src_dev, "%u", peer->id);
  re_snprintf (config.audio.play_dev, sizeof config.audio.play_dev, "%u", peer->id);
  return audio_alloc (&peer->audio, &peer->streams, &param, &config, NULL, peer->sdp, 1,
                      mnat_find (baresip_mnatl (), "ice"), peer->mnat,
                      menc_find (baresip_mencl (), "dtls_srtp"), peer->menc, PACKET_MS,
                      baresip_aucodecl (), peer->offers, NULL, NULL, NULL, peer);
}

static int
set_up (CorWirePeer *peer)
{
  const struct menc *menc = menc_find (baresip_mencl (), "dtls_srtp");
  int err = sdp_session_alloc (&peer->sdp, net_laddr_af (baresip_network (), AF_INET));

  if (err == 0)
    err = start_ice (peer);
  if (err == 0)
    err = menc->sessh (&peer->menc, peer->sdp, peer->offers, on_encryption, on_no_encryption, peer);
  if (err == 0)
    err = start_audio (peer);
  if (err != 0)
    return err;
  stream_set_session_handlers (audio_strm (peer->audio), on_connected, on_rtp, on_report,
                               on_stream_error, peer);
  cor_wire_meter_start (&peer->meter, peer->audio);
  let_flow (peer, FALSE);
  audio_mute (peer->audio, peer->muted);
  return 0;
}

static void
press (void *owner, char key)
{
  CorWirePeer *peer = owner;

  if (peer->audio != NULL)
    audio_send_digit (peer->audio, key);
}

static void
open_peer (CorEngine *engine, const CorCommand *command)
{
  CorWirePeer *peer = g_new0 (CorWirePeer, 1);
  int err;

  peer->id = command->call;
  peer->engine = engine;
  peer->offers = command->on;
  peer->patience = command->number;
  peer->silence = command->silence;
  if (command->ice != NULL) {
    peer->ice = g_memdup2 (command->ice, sizeof *peer->ice);
    peer->ice->address = g_strdup (command->ice->address);
    peer->ice->user = g_strdup (command->ice->user);
    peer->ice->password = g_strdup (command->ice->password);
  }
  peer->early_digits = g_string_new (NULL);
  cor_wire_meter_init (&peer->meter, engine, peer->id, COR_ENCRYPTION_DTLS);
  cor_wire_digits_init (&peer->digits, cor_wire_sound (engine), press, peer);
  tmr_init (&peer->timer);
  g_hash_table_insert (cor_wire_peers (engine), GUINT_TO_POINTER (peer->id), peer);
  err = set_up (peer);
  if (err != 0 && peer->ice != NULL)
    gather_alone (peer);
  else if (err != 0)
    fail_by_code (peer, err);
}

/* --- Commands --- */

static void
hold (CorWirePeer *peer, gboolean held)
{
  peer->held = held;
  if (!peer->secure)
    return;
  let_flow (peer, !held);
  stream_reset (audio_strm (peer->audio));
}

static void
mute (CorWirePeer *peer, gboolean muted)
{
  peer->muted = muted;
  audio_mute (peer->audio, muted);
}

static void
run (CorWirePeer *peer, const CorCommand *command)
{
  if (command->kind == COR_COMMAND_PEER_REMOTE)
    set_remote (peer, command->text);
  else if (command->kind == COR_COMMAND_HOLD)
    hold (peer, command->on);
  else if (command->kind == COR_COMMAND_MUTE)
    mute (peer, command->on);
  else if (command->kind == COR_COMMAND_DIGITS)
    send_digits (peer, command->text);
}

void
cor_wire_peer_command (CorEngine *engine, const CorCommand *command)
{
  GHashTable *peers = cor_wire_peers (engine);
  CorWirePeer *peer = g_hash_table_lookup (peers, GUINT_TO_POINTER (command->call));

  if (command->kind == COR_COMMAND_PEER_OPEN)
    open_peer (engine, command);
  else if (command->kind == COR_COMMAND_STATS)
    cor_wire_stats (engine, command->call, peer != NULL ? &peer->meter : NULL, command->number);
  else if (command->kind == COR_COMMAND_LISTEN)
    cor_wire_listen (engine, 0, command->call, peer != NULL ? peer->audio : NULL);
  else if (command->kind == COR_COMMAND_PEER_CLOSE)
    g_hash_table_remove (peers, GUINT_TO_POINTER (command->call));
  /* It has failed or ended meanwhile: the event of that is on its way. */
  else if (peer != NULL && !peer->failed)
    run (peer, command);
}
