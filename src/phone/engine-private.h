/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the files of the engine's thread share. Everything here is called on
 * that thread alone. */
#pragma once
#include "engine.h"
#include "meter.h"
#include <re.h>
#include <rem.h>
#include <baresip.h>

G_BEGIN_DECLS

/* Calls of one line, as a desk phone has them; the next one gets 486. */
#define COR_MAX_CALLS 6

/* Computers behind one name that registered us last. */
#define COR_ANSWERED_MAX 4

typedef void CorWirePress (void *owner, char key);

/* Keys on their way out. */
typedef struct {
  CorSound *sound;
  CorWirePress *press; /* KEYCODE_REL lets go */
  void *owner;
  GString *waiting;
  gboolean down; /* the one before is still pressed */
  struct tmr timer;
} CorWireDigits;

/* Measures a call's sound, and tells what came of it at its end. */
typedef struct {
  CorEngine *engine;
  guint call;
  CorEncryption encryption; /* where it is encrypted */
  struct audio *audio;      /* not referenced; NULL while there is none */
  gboolean told;            /* the end */
  CorMeter meter;
} CorWireMeter;

typedef struct {
  guint id;
  struct ua *ua;
  CorTransport transport;
  CorSrtp srtp;
  char *host;
  gboolean cut;    /* the connection that the other sides of its calls know us by is gone */
  GArray *servers; /* struct sa: where its calls may come from; NULL before it has registered */
  struct sa answered[COR_ANSWERED_MAX]; /* likewise: where it was told that it has, newest last */
  guint n_answered;
} CorWireLine;

typedef struct {
  guint id;
  CorEngine *engine;
  struct call *call;
  guint line;
  gboolean established;
  gboolean elsewhere; /* a CANCEL said that another phone answered */
  gboolean held_by_peer;
  gboolean muted;        /* by its user */
  gboolean holds;        /* they held the one before whose place was taken, and hold this one too */
  gboolean transferring; /* the other side is being sent elsewhere, or we are */
  guint refused;         /* times that its other side asked for another call, in vain */
  gboolean secure;
  struct tmr settled; /* once the stack has made of a description what it makes of it */
  char *redirect;     /* where to call instead, as a refusal said */
  GPtrArray *early;   /* tags of those that ring; or NULL */
  CorWireDigits digits;
  CorWireMeter meter;
} CorWireCall;

typedef struct _CorWirePeer CorWirePeer;

/* engine.c */
void cor_wire_assert (CorEngine *engine);
void cor_wire_emit (CorEngine *engine, CorEvent *event); /* taken over */
CorEvent *cor_wire_event (CorEventKind kind, guint line, guint call);
CorSound *cor_wire_sound (CorEngine *engine);
GHashTable *cor_wire_lines (CorEngine *engine); /* id -> CorWireLine */
GHashTable *cor_wire_calls (CorEngine *engine); /* id -> CorWireCall */
GHashTable *cor_wire_peers (CorEngine *engine); /* id -> CorWirePeer */
gboolean cor_wire_follows_route (CorEngine *engine);
GHashTable *cor_wire_referrals (CorEngine *engine);        /* id -> CorWireReferral */
struct sip_msg **cor_wire_last_invite (CorEngine *engine); /* the newest from a server, or NULL */

/* identity.c: of a server's message; the second of one from anybody. */
void cor_wire_note_identity (CorEngine *engine, const struct sip_msg *message);
void cor_wire_note_identity_in (CorEngine *engine,
                                const struct sa *source,
                                const uint8_t *packet,
                                size_t length);

/* invite.c */
char *cor_wire_text (const char *text, gssize length);                /* fit to be shown */
char *cor_wire_number (const struct uri *uri);                        /* "" when it is withheld */
struct sip_msg *cor_wire_read (const uint8_t *packet, size_t length); /* NULL: no SIP */
void cor_wire_note_invite (CorEngine *engine,
                           const struct sa *source,
                           const uint8_t *packet,
                           size_t length);
void cor_wire_describe_invite (CorEngine *engine,
                               const CorWireLine *line,
                               struct call *call,
                               CorEvent *event);
/* Of one that the stack has refused as it is described: why. FALSE: it is none to be told of. */
gboolean cor_wire_describe_refused (CorEngine *engine, const CorWireLine *line, CorEvent *event);
void cor_wire_note_redirect (CorEngine *engine, const uint8_t *packet, size_t length);

/* settings.c: any thread. */
char *cor_wire_settings (const CorPhoneConfig *config);

/* ua.c */
CorWireLine *cor_wire_find_line (CorEngine *engine, const struct ua *ua);
void cor_wire_line_free (CorWireLine *line);
void cor_wire_add_line (CorEngine *engine, const CorCommand *command);
void cor_wire_remove_line (CorEngine *engine, CorWireLine *line);
void cor_wire_register (CorEngine *engine, CorWireLine *line, const CorCommand *command);
void cor_wire_unregister (CorWireLine *line);
void cor_wire_ping (CorEngine *engine, CorWireLine *line);
void cor_wire_distrust (CorEngine *engine);
void cor_wire_on_registered (CorEngine *engine, struct ua *ua);
void cor_wire_on_refused (CorEngine *engine, struct ua *ua, const char *text);

/* call-events.c */
void cor_wire_call_free (CorWireCall *wire);
void cor_wire_dial (CorEngine *engine, CorWireLine *line, const CorCommand *command);
void cor_wire_answer (CorWireCall *wire);
void cor_wire_end (CorWireCall *wire, guint code);
/* It ends because one of both sides is elsewhere now. */
void cor_wire_leave (CorWireCall *wire);
/* NULL for one that the program doesn't know (any more). */
CorWireCall *cor_wire_find_call (CorEngine *engine, const struct call *call);
/* Tells the other sides of a line's calls where we are now. */
void cor_wire_invite_again (CorEngine *engine, guint line);
void cor_wire_hold (CorWireCall *wire, gboolean hold);
void cor_wire_mute (CorWireCall *wire, gboolean mute);
void cor_wire_on_call_event (CorEngine *engine,
                             enum ua_event event,
                             struct ua *ua,
                             struct call *call,
                             const char *text);
void cor_wire_on_cancel (CorEngine *engine, const uint8_t *packet, size_t length);
void cor_wire_tell_failed (CorWireCall *wire, int err);

/* transfer.c */
void cor_wire_transfer (CorWireCall *wire, const char *uri);
void cor_wire_join (CorWireCall *wire, CorWireCall *other);
void cor_wire_on_transfer_failed (CorWireCall *wire, const char *text);

/* referral.c: nobody follows it. */
void cor_wire_refuse_referral (CorEngine *engine, guint id);

/* peer-stream.c: all commands of calls that are not signalled by SIP. */
void cor_wire_peer_command (CorEngine *engine, const CorCommand *command);
void cor_wire_peer_free (CorWirePeer *peer);

/* conceal-codecs.c: once the codecs are there. */
void cor_wire_conceal_losses (void);

/* digits.c */
void cor_wire_digits_init (CorWireDigits *self, CorSound *sound, CorWirePress *press, void *owner);
void cor_wire_digits_send (CorWireDigits *self, const char *digits);
void cor_wire_digits_clear (CorWireDigits *self);

/* stats.c */
void
cor_wire_meter_init (CorWireMeter *self, CorEngine *engine, guint call, CorEncryption encryption);
/* Stops before the audio goes. A call that is set up again may start anew. */
void cor_wire_meter_start (CorWireMeter *self, struct audio *audio);
void cor_wire_meter_stop (CorWireMeter *self);
/* The call goes on with other audio. */
void cor_wire_meter_move (CorWireMeter *self, struct audio *audio);
/* Once the call is over, if it was not told by stopping. */
void cor_wire_meter_end (CorWireMeter *self);
/* meter: NULL when there is no such call. */
void cor_wire_stats (CorEngine *engine, guint call, CorWireMeter *meter, guint tag);

/* listen.c: likewise. */
/* codecs.c. After the modules are loaded; then whenever the wish changes. */
void cor_wire_learn_codecs (void);
void cor_wire_set_codecs (const char *names);

void cor_wire_listen (CorEngine *engine, guint line, guint call, struct audio *audio);

/* trace.c */
void cor_wire_trace (bool tx, enum sip_transp transport, const uint8_t *packet, size_t length);
void cor_wire_log (bool tx, enum sip_transp transport, const uint8_t *packet, size_t length);

G_END_DECLS
