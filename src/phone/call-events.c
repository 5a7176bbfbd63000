/* SPDX-License-Identifier: GPL-3.0-or-later
 * The stack's side of a call: commands to it and what it tells. */
#include "config.h"
#include "referral.h"
#include "replace.h"
#include "model/sip-code.h"

void
cor_wire_call_free (CorWireCall *wire)
{
  cor_wire_referral_failed (wire->engine, wire->id, 487, "487 Request Terminated");
  cor_wire_meter_stop (&wire->meter);
  cor_wire_meter_end (&wire->meter);
  tmr_cancel (&wire->settled);
  cor_wire_digits_clear (&wire->digits);
  g_free (wire->redirect);
  g_clear_pointer (&wire->early, g_ptr_array_unref);
  cor_sound_forget_call (cor_wire_sound (wire->engine), wire->id);
  g_free (wire);
}

CorWireCall *
cor_wire_find_call (CorEngine *engine, const struct call *call)
{
  GHashTableIter iter;
  gpointer wire;

  g_hash_table_iter_init (&iter, cor_wire_calls (engine));
  while (g_hash_table_iter_next (&iter, NULL, &wire)) {
    if (((CorWireCall *)wire)->call == call)
      return wire;
  }
  return NULL;
}

static void
press (void *owner, char key)
{
  CorWireCall *wire = owner;

  call_send_digit (wire->call, key);
}

/* Before any sound starts: the ports know their call by this. */
static void
name_devices (const CorWireCall *wire, struct call *call)
{
  g_autofree char *device = g_strdup_printf ("%u", wire->id);

  audio_set_devicename (call_audio (call), device, device);
}

static CorWireCall *
add (CorEngine *engine, guint id, guint line, struct call *call)
{
  CorWireCall *wire = g_new0 (CorWireCall, 1);

  wire->id = id;
  wire->engine = engine;
  wire->line = line;
  wire->call = call;
  cor_wire_digits_init (&wire->digits, cor_wire_sound (engine), press, wire);
  g_hash_table_insert (cor_wire_calls (engine), GUINT_TO_POINTER (id), wire);
  name_devices (wire, call);
  cor_wire_meter_init (&wire->meter, engine, id, COR_ENCRYPTION_SDES);
  cor_wire_meter_start (&wire->meter, call_audio (call));
  return wire;
}

static void
tell (CorWireCall *wire, CorEventKind kind, gboolean on)
{
  CorEvent *event = cor_wire_event (kind, wire->line, wire->id);

  event->on = on;
  cor_wire_emit (wire->engine, event);
}

void
cor_wire_tell_failed (CorWireCall *wire, int err)
{
  CorEvent *event = cor_wire_event (COR_EVENT_COMMAND_FAILED, wire->line, wire->id);

  event->text = g_strdup (g_strerror (err));
  cor_wire_emit (wire->engine, event);
}

static void
set_hold (CorWireCall *wire, gboolean hold)
{
  int err;

  if (call_is_onhold (wire->call) == hold)
    return;
  err = call_hold (wire->call, hold);
  if (err != 0)
    cor_wire_tell_failed (wire, err);
  else
    tell (wire, COR_EVENT_HELD, hold);
}

/* One call is spoken in at a time. Nothing ever takes a call off hold but its
 * user. */
static void
hold_others (CorEngine *engine, const CorWireCall *but)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, cor_wire_calls (engine));
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    CorWireCall *wire = value;

    if (wire != but && wire->established)
      set_hold (wire, TRUE);
  }
}

static void
tell_not_dialled (CorEngine *engine, const CorCommand *command)
{
  CorEvent *event = cor_wire_event (COR_EVENT_ENDED, command->line, command->call);

  event->lost = TRUE;
  cor_wire_emit (engine, event);
}

static struct call *
connect_call (CorWireLine *line, const char *uri, const CorWireReferral *referral)
{
  struct list none = LIST_INIT;
  struct call *call = NULL;

  if (line == NULL || list_count (ua_calls (line->ua)) >= COR_MAX_CALLS)
    return NULL;
  if (cor_wire_referral_write (referral, line->ua) == 0)
    ua_connect (line->ua, &call, NULL, uri, VIDMODE_OFF);
  ua_set_custom_hdrs (line->ua, &none);
  return call;
}

void
cor_wire_dial (CorEngine *engine, CorWireLine *line, const CorCommand *command)
{
  CorWireReferral *referral = cor_wire_find_referral (engine, command->number);
  struct call *call = connect_call (line, command->text, referral);

  if (call == NULL) {
    cor_wire_referral_end (referral, 503, "Service Unavailable");
    tell_not_dialled (engine, command);
    return;
  }
  hold_others (engine, add (engine, command->call, line->id, call));
  cor_wire_referral_follow (referral, command->call);
}

void
cor_wire_answer (CorWireCall *wire)
{
  int err;

  hold_others (wire->engine, wire);
  err = ua_answer (call_get_ua (wire->call), wire->call, VIDMODE_OFF);
  if (err != 0)
    cor_wire_tell_failed (wire, err);
}

void
cor_wire_end (CorWireCall *wire, guint code)
{
  struct call *call = wire->call;

  g_hash_table_remove (cor_wire_calls (wire->engine), GUINT_TO_POINTER (wire->id));
  ua_hangup (call_get_ua (call), call, (uint16_t)code,
             code == COR_SIP_DECLINED ? "Busy Here" : NULL);
}

void
cor_wire_leave (CorWireCall *wire)
{
  CorEvent *event = cor_wire_event (COR_EVENT_ENDED, wire->line, wire->id);

  event->on = TRUE;
  cor_wire_emit (wire->engine, event);
  cor_wire_end (wire, 0);
}

void
cor_wire_invite_again (CorEngine *engine, guint line)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, cor_wire_calls (engine));
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    CorWireCall *wire = value;

    if (wire->line == line && wire->established)
      call_modify (wire->call);
  }
}

void
cor_wire_hold (CorWireCall *wire, gboolean hold)
{
  if (!hold)
    hold_others (wire->engine, wire);
  if (!hold && wire->holds)
    tell (wire, COR_EVENT_HELD, FALSE);
  wire->holds = FALSE;
  set_hold (wire, hold);
}

void
cor_wire_mute (CorWireCall *wire, gboolean mute)
{
  wire->muted = mute;
  audio_mute (call_audio (wire->call), mute);
}

/* --- What the stack tells --- */

/* The user part of the caller's address; "" when it is withheld. */
static char *
caller_number (const char *address)
{
  struct uri uri;
  struct pl pl;

  pl_set_str (&pl, address);
  if (uri_decode (&uri, &pl) != 0 || !pl_isset (&uri.user))
    return g_strdup ("");
  return cor_wire_number (&uri);
}

static void
describe_caller (struct call *call, CorEvent *event)
{
  const char *name = call_peername (call);

  event->text = caller_number (call_peeruri (call));
  event->name = name != NULL ? cor_wire_text (name, -1) : NULL;
}

/* The user's call goes on with somebody else. What they held they hold still: nothing of theirs is
 * heard before it is held again. */
static void
take_place (CorWireCall *wire, struct call *call)
{
  gboolean holds = wire->holds || (wire->established && call_is_onhold (wire->call));
  struct call *before = wire->call;
  CorEvent *event;

  name_devices (wire, call);
  audio_mute (call_audio (call), wire->muted || holds);
  if (ua_answer (call_get_ua (call), call, VIDMODE_OFF) != 0) {
    ua_hangup (call_get_ua (call), call, 500, "Server Internal Error");
    return;
  }
  tmr_cancel (&wire->settled);
  cor_wire_digits_clear (&wire->digits);
  cor_wire_digits_init (&wire->digits, cor_wire_sound (wire->engine), press, wire);
  cor_wire_meter_move (&wire->meter, call_audio (call));
  wire->call = call;
  wire->holds = holds;
  wire->transferring = FALSE;
  ua_hangup (call_get_ua (before), before, 0, NULL);
  event = cor_wire_event (COR_EVENT_REPLACED, wire->line, wire->id);
  describe_caller (call, event);
  cor_wire_emit (wire->engine, event);
}

/* FALSE: it wants nobody's place. */
static gboolean
is_for_place (CorEngine *engine, const CorWireLine *line, struct call *call)
{
  CorWireCall *wire = NULL;
  guint code = cor_wire_find_place (engine, line, call, &wire);

  if (code == 200)
    take_place (wire, call);
  else if (code == 481)
    ua_hangup (call_get_ua (call), call, 481, "Call Does Not Exist");
  else if (code == 486)
    ua_hangup (call_get_ua (call), call, 486, "Busy Here");
  else if (code != 0)
    ua_hangup (call_get_ua (call), call, 400, "Bad Replaces");
  return code != 0;
}

static void
on_incoming (CorEngine *engine, struct ua *ua, struct call *call)
{
  CorWireLine *line = cor_wire_find_line (engine, ua);
  CorWireCall *wire;
  CorEvent *event;

  if (line != NULL && is_for_place (engine, line, call))
    return;
  if (line == NULL || list_count (ua_calls (ua)) > COR_MAX_CALLS) {
    ua_hangup (ua, call, 486, "Busy Here");
    return;
  }
  wire = add (engine, cor_engine_next_call (), line->id, call);
  event = cor_wire_event (COR_EVENT_INCOMING, line->id, wire->id);
  describe_caller (call, event);
  cor_wire_describe_invite (engine, line, call, event);
  cor_wire_emit (engine, event);
}

/* What they describe is nothing that we could talk by. The program has not heard of it yet, and the
 * stack has no id for it. */
static void
on_refused (CorEngine *engine, struct ua *ua, struct call *call)
{
  CorWireLine *line = cor_wire_find_line (engine, ua);
  CorEvent *event;

  if (line == NULL || call_is_outgoing (call) || call_id (call) != NULL)
    return;
  event = cor_wire_event (COR_EVENT_INCOMING, line->id, cor_engine_next_call ());
  if (cor_wire_describe_refused (engine, line, event)) {
    describe_caller (call, event);
    cor_wire_emit (engine, event);
  } else {
    cor_engine_event_free (event);
  }
}

static void
check_secure (CorWireCall *wire)
{
  gboolean secure = stream_is_secure (audio_strm (call_audio (wire->call)));

  if (wire->secure == secure)
    return;
  wire->secure = secure;
  tell (wire, COR_EVENT_SECURE, secure);
}

/* The stack refuses offers without a key; an answer without one comes too late for that. */
static gboolean
is_too_open (CorWireCall *wire)
{
  CorWireLine *line =
    g_hash_table_lookup (cor_wire_lines (wire->engine), GUINT_TO_POINTER (wire->line));

  return line != NULL && line->srtp == COR_SRTP_REQUIRED &&
         !stream_is_secure (audio_strm (call_audio (wire->call)));
}

static void
on_too_open (void *data)
{
  CorWireCall *wire = data;
  CorEvent *event = cor_wire_event (COR_EVENT_ENDED, wire->line, wire->id);

  event->code = 488;
  event->insecure = TRUE;
  cor_wire_emit (wire->engine, event);
  cor_wire_end (wire, 488);
}

static void
on_settled (void *data)
{
  CorWireCall *wire = data;

  if (wire->established && is_too_open (wire))
    on_too_open (wire);
  else if (wire->established)
    check_secure (wire);
}

/* An offer of theirs that wants nothing from us: they hold us. Our own hold
 * asks for the same, so its answer says nothing of theirs. */
static void
check_held_by_peer (CorWireCall *wire, const char *kind)
{
  const struct sdp_media *media = stream_sdpmedia (audio_strm (call_audio (wire->call)));
  gboolean nowhere = !sa_isset (sdp_media_raddr (media), SA_ADDR);
  gboolean held = nowhere || (sdp_media_rdir (media) & SDP_SENDONLY) == 0;

  if (!wire->established || (call_is_onhold (wire->call) && g_strcmp0 (kind, "offer") != 0))
    return;
  if (wire->held_by_peer == held)
    return;
  wire->held_by_peer = held;
  tell (wire, COR_EVENT_HELD_BY_PEER, held);
}

/* Whoever took the place of the other side has the user as they left them. */
static void
go_on (CorWireCall *wire)
{
  check_held_by_peer (wire, "offer");
  if (wire->holds)
    set_hold (wire, TRUE);
  wire->holds = FALSE;
  audio_mute (call_audio (wire->call), wire->muted);
}

static void
on_established (CorWireCall *wire)
{
  gboolean goes_on = wire->established;

  wire->established = TRUE;
  if (goes_on)
    go_on (wire);
  else
    tell (wire, COR_EVENT_ESTABLISHED, TRUE);
  check_secure (wire);
  cor_wire_referral_reached (wire);
}

/* Nobody answers any more, or who does knows nothing of the call (RFC 3261, 12.2.1.2): nobody has
 * hung up. */
static gboolean
is_lost (const CorWireCall *wire, const char *text)
{
  guint code = call_scode (wire->call);

  return g_strcmp0 (text, g_strerror (ETIMEDOUT)) == 0 ||
         (wire->established && (code == 408 || code == 481));
}

static void
on_closed (CorWireCall *wire, const char *text)
{
  CorEvent *event = cor_wire_event (COR_EVENT_ENDED, wire->line, wire->id);

  cor_wire_meter_stop (&wire->meter);
  event->code = call_scode (wire->call);
  event->elsewhere = wire->elsewhere;
  event->on = wire->transferring;
  event->lost = is_lost (wire, text);
  event->text = g_strdup (text);
  if (event->code >= 300 && event->code < 400)
    event->name = g_steal_pointer (&wire->redirect);
  cor_wire_emit (wire->engine, event);
  cor_wire_referral_failed (wire->engine, wire->id, call_scode (wire->call), text);
  g_hash_table_remove (cor_wire_calls (wire->engine), GUINT_TO_POINTER (wire->id));
}

void
cor_wire_on_call_event (CorEngine *engine,
                        enum ua_event event,
                        struct ua *ua,
                        struct call *call,
                        const char *text)
{
  CorWireCall *wire = cor_wire_find_call (engine, call);

  if (event == UA_EVENT_CALL_INCOMING) {
    on_incoming (engine, ua, call);
    return;
  }
  if (event == UA_EVENT_CALL_CLOSED && wire == NULL)
    on_refused (engine, ua, call);
  /* A call that ua_connect() or ua_hangup() has in hand is not in the table. */
  if (wire == NULL)
    return;
  if (event == UA_EVENT_CALL_RINGING) {
    tell (wire, COR_EVENT_RINGING, TRUE);
  } else if (event == UA_EVENT_CALL_PROGRESS) {
    tell (wire, COR_EVENT_EARLY_MEDIA, TRUE);
  } else if (event == UA_EVENT_CALL_ESTABLISHED) {
    /* Not from here, where the stack still holds the call. */
    if (is_too_open (wire))
      tmr_start (&wire->settled, 0, on_too_open, wire);
    else
      on_established (wire);
  } else if (event == UA_EVENT_CALL_MENC) {
    check_secure (wire);
  } else if (event == UA_EVENT_CALL_REMOTE_SDP) {
    check_held_by_peer (wire, text);
    tmr_start (&wire->settled, 0, on_settled, wire);
  } else if (event == UA_EVENT_CALL_TRANSFER_FAILED) {
    cor_wire_on_transfer_failed (wire, text);
  } else if (event == UA_EVENT_CALL_CLOSED) {
    on_closed (wire, text);
  }
}

/* RFC 3326: the PBX cancels our ringing with "Reason: SIP;cause=200" when
 * another phone has answered. The stack keeps only that it was cancelled. */
void
cor_wire_on_cancel (CorEngine *engine, const uint8_t *packet, size_t length)
{
  struct sip_msg *message = cor_wire_read (packet, length);
  const struct sip_hdr *reason;
  GHashTableIter iter;
  gpointer value;
  struct pl cause;

  if (message != NULL) {
    reason = sip_msg_xhdr (message, "Reason");
    g_hash_table_iter_init (&iter, cor_wire_calls (engine));
    while (reason != NULL && g_hash_table_iter_next (&iter, NULL, &value)) {
      CorWireCall *wire = value;

      if (pl_strcmp (&message->callid, call_id (wire->call)) == 0 &&
          msg_param_decode (&reason->val, "cause", &cause) == 0 && pl_u32 (&cause) == 200)
        wire->elsewhere = TRUE;
    }
  }
  mem_deref (message);
}
