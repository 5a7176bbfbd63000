/* SPDX-License-Identifier: GPL-3.0-or-later
 * The SIP side from within: everything here belongs to its own thread. */
#pragma once
#include "party.h"
#include "sip.h"
#include "tone.h"
#include <re.h>

#define COR_SIP_REALM "cornetta-demo"

/* What /demo/state tells of a number. */
typedef struct {
  char *number, *name;
  guint calls;
  const char *state; /* "idle", "ringing", "up", "held" */
  guint64 rtp_in, rtp_out;
  GString *digits;
  char *transferred_to; /* where it was told to go, or NULL */
  gboolean is_many;     /* a conference: sounds as `chord` */
  CorSipChord chord;
} CorParty;

typedef struct {
  char *user, *uri, *agent;
  const char *transport;
  gint64 until; /* monotonic microseconds */
} CorBinding;

typedef struct _CorSipThread CorSipThread;

/* The sound of one leg. */
typedef struct {
  struct rtp_sock *rtp;
  struct tmr tick;
  guint64 due; /* tmr_jiffies() */
  gboolean running;
  gboolean sends;
  gboolean a_law;
  int event_pt; /* -1: none agreed */
  guint32 timestamp;
  struct sa peer;
  CorTone tone;
  CorTone chord[COR_SIP_CHORD];
  guint note; /* Hz; 0: none */
  gboolean echoes;
  CorMeter meter;
  guint64 heard; /* tmr_jiffies() of the last packet */
  struct telev *received, *sent;
  GString *to_send; /* digits */
  guint digit_ticks;
  guint32 digit_timestamp;
} CorMedia;

/* A call's leg to a telephone. A call that rings several telephones has several legs. */
typedef struct {
  CorSipThread *thread;
  guint call;
  char user[64]; /* the telephone's */
  CorParty *party;
  CorParty *waiting; /* while the user asks `party`; or NULL */
  CorPartyKind kind;
  gboolean outgoing; /* the party calls */
  gboolean up, over;
  gboolean asked_early; /* sound as soon as the telephone takes any */
  struct sipsess *session;
  struct sdp_session *sdp;
  struct sdp_media *audio;
  CorMedia media;
  struct sipnot *notifier; /* of a REFER */
  struct tmr next, end;    /* what happens by itself */
  guint end_after_ms;
  gboolean elsewhere;
  GString *invite; /* as it was sent, for a CANCEL that says why */
  struct sa invite_to;
  enum sip_transp invite_by;
} CorLeg;

struct _CorSipThread {
  CorSipEventFunc on_event;
  gpointer data;
  GHashTable *secrets; /* user -> secret; never changed */
  GHashTable *names;   /* extension -> name; never changed */
  CorFaults faults;
  guint port;
  struct sip *sip;
  struct sipsess_sock *sessions;
  struct sipevent_sock *events;
  struct sip_lsnr *listener, *unknown, *stray;
  GPtrArray *bindings; /* CorBinding, owned */
  GPtrArray *legs;     /* CorLeg, owned */
  GHashTable *parties; /* number -> CorParty, owned */
  CorLeg *connecting;  /* whose INVITE may be sent this moment, or NULL */
  struct tmr sweep;
  guint next_call;
  guint8 nonce_key[16];
};

/* sip-thread.c */
int cor_sip_thread_open (CorSipThread *thread, guint port);
void cor_sip_thread_close (CorSipThread *thread);
void cor_sip_tell (CorSipThread *thread, const CorSipEvent *event);
CorParty *cor_sip_thread_party (CorSipThread *thread, const char *number);
void cor_sip_thread_write (CorSipThread *thread, GString *out);

/* sip-registrar.c */
/* The user that the request proves to be; NULL: challenged, and answered. */
const char *cor_sip_authenticate (CorSipThread *thread, const struct sip_msg *msg);
void cor_sip_on_register (CorSipThread *thread, const struct sip_msg *msg);
void cor_sip_sweep_bindings (CorSipThread *thread);
void cor_binding_free (gpointer binding);

/* sip-leg.c */
void cor_leg_free (gpointer leg);
void cor_leg_on_invite (const struct sip_msg *msg, void *thread);
gboolean cor_leg_call (CorSipThread *thread, const CorSipCall *call);
/* Ends it from our side. */
void cor_leg_hang_up (CorLeg *leg);
gboolean cor_leg_hold (CorLeg *leg, gboolean hold);
/* sip-answer.c: what calls that come in get. */
void cor_leg_ring_in (CorLeg *leg, const struct sip_msg *msg);
int cor_leg_make_sdp (CorLeg *leg);
void cor_leg_ended (CorLeg *leg, const char *cause);
void cor_leg_emit (CorLeg *leg, CorSipEventKind kind, const char *cause);
void cor_leg_set_up (CorLeg *leg);
const char *cor_leg_cause (guint status);
int cor_leg_take_offer (CorLeg *leg, const struct sip_msg *msg);
/* The handlers of a session, for accept and connect alike. */
int cor_leg_on_offer (struct mbuf **ret_answer, const struct sip_msg *msg, void *leg);
int cor_leg_on_answer (const struct sip_msg *msg, void *leg);
void cor_leg_on_established (const struct sip_msg *msg, void *leg);
void cor_leg_on_info (struct sip *sip, const struct sip_msg *msg, void *leg);
void cor_leg_on_refer (struct sip *sip, const struct sip_msg *msg, void *leg);
void cor_leg_on_close (int err, const struct sip_msg *msg, void *leg);

/* sip-consult.c */
/* The party waits while the user talks to `number`; FALSE: not now. */
gboolean cor_leg_consult (CorLeg *leg, const char *number);
/* Back to who waits, if anybody does. */
void cor_leg_return (CorLeg *leg);
/* A tone has come: *1 goes back. */
void cor_leg_note_digits (CorLeg *leg);

/* sip-cancel.c */
/* Sends the CANCEL of the leg's INVITE with the reason that another telephone has answered. */
void cor_leg_cancel_elsewhere (CorLeg *leg);

/* sip-media.c */
int cor_media_open (CorLeg *leg);
void cor_media_close (CorLeg *leg);
/* Sounds as its party does from now on. */
void cor_media_take_voice (CorLeg *leg);
/* Does what the session description now says. */
void cor_media_update (CorLeg *leg);
void cor_media_read (CorLeg *leg, double *ret_hertz, double *ret_level);
