/* SPDX-License-Identifier: GPL-3.0-or-later
 * One call, wherever it lives. Owner: CorCallList. Thread: main context.
 * Observers: call view, notifier, ring tone, media pause, D-Bus control. */
#pragma once
#include <gio/gio.h>
#include "model/call-control.h"

G_BEGIN_DECLS

typedef enum {
  COR_CALL_DIALING,  /* ours, no answer of any kind yet */
  COR_CALL_RINGING,  /* ours, the other side rings (180) or plays early media (183) */
  COR_CALL_INCOMING, /* theirs, waits for us */
  COR_CALL_ACTIVE,   /* answered; `held`, `held-by-peer`, `muted` tell the rest */
  COR_CALL_ENDED,    /* for good; `end` and `end-text` say how */
} CorCallState;

typedef enum {
  COR_CALL_END_NONE,
  COR_CALL_END_LOCAL,     /* we hung up */
  COR_CALL_END_REMOTE,    /* they hung up */
  COR_CALL_END_DECLINED,  /* we declined */
  COR_CALL_END_MISSED,    /* it stopped ringing and nobody took it */
  COR_CALL_END_ELSEWHERE, /* another phone of ours took it (RFC 3326 cause 200) */
  COR_CALL_END_BUSY,      /* 486, 600 */
  COR_CALL_END_REJECTED,  /* 603, 403 */
  COR_CALL_END_NO_ANSWER, /* 408, 480 */
  COR_CALL_END_NOT_FOUND, /* 404, 484, 604 */
  COR_CALL_END_FAILED,    /* anything else; see end-text */
} CorCallEnd;

/* Of the sound of a call on this computer: what its user may not have noticed. */
typedef enum {
  COR_CALL_HINT_NONE,
  COR_CALL_HINT_MUTED,            /* they talk, and are muted */
  COR_CALL_HINT_SILENT,           /* nothing comes from the microphone */
  COR_CALL_HINT_NOTHING_RECEIVED, /* nothing comes from the other side */
} CorCallHint;

typedef enum {
  COR_RECORDING_NONE,
  COR_RECORDING_ON,
  COR_RECORDING_PAUSED,
} CorRecording;

#define COR_TYPE_CALL (cor_call_get_type ())
G_DECLARE_FINAL_TYPE (CorCall, cor_call, COR, CALL, GObject)

/* Properties, all readable, notify only on change:
 *   id (uint, unique in this process), incoming (boolean), state (int, CorCallState),
 *   number (string, canonical; "" when withheld), shown-number (string, as people write it),
 *   name (string or NULL),
 *   place (string: "This computer", a phone's name), on-this-computer (boolean),
 *   held, held-by-peer, muted, secure (boolean),
 *   started-at (int64, unix us), answered-at, ended-at (int64, monotonic us, 0 when not yet),
 *   end (int, CorCallEnd), end-text (string or NULL: for the user, in their language),
 *   answering (boolean: told to be answered, and it rings on until it is),
 *   trouble (string or NULL: a command that failed, for the user),
 *   transferring (boolean: the other side is being sent elsewhere, and nobody knows yet whether it
 *     got there),
 *   waiting (string or NULL: somebody is asked before a transfer; who waits meanwhile, for people),
 *   also-at (string or NULL: the phone of the user's, or this computer, where it rings too and
 * could be answered instead of where answering means), hint (int, CorCallHint: the one that matters
 * most, until it is over), recording (int, CorRecording: what the server says that it does), stuck
 * (boolean: the phone that was to make the call does nothing, or could not: the user may want to
 * call from this computer instead; stays after the end), post-dial (string or NULL: tones that the
 * user may send after the answer; they came with the number, and are never sent by themselves). */

/* control: not referenced; it must outlive the call or call cor_call_set_control (NULL). */
CorCall *cor_call_new (CorCallControl *control,
                       gboolean incoming,
                       const char *number,
                       const char *place,
                       gboolean on_this_computer);

guint cor_call_get_id (CorCall *self);
gboolean cor_call_is_incoming (CorCall *self);
CorCallState cor_call_get_state (CorCall *self);
const char *cor_call_get_number (CorCall *self);
const char *cor_call_get_name (CorCall *self);
const char *cor_call_get_shown_number (CorCall *self);
/* The name, else the shown number, else "Unknown" in the user's language. */
const char *cor_call_get_shown (CorCall *self);
const char *cor_call_get_place (CorCall *self);
gboolean cor_call_is_on_this_computer (CorCall *self);
gboolean cor_call_is_held (CorCall *self);
gboolean cor_call_is_held_by_peer (CorCall *self);
gboolean cor_call_is_muted (CorCall *self);
gboolean cor_call_is_secure (CorCall *self);
gint64 cor_call_get_started_at (CorCall *self);
gint64 cor_call_get_answered_at (CorCall *self);
gint64 cor_call_get_ended_at (CorCall *self);
CorCallEnd cor_call_get_end (CorCall *self);
const char *cor_call_get_end_text (CorCall *self);
const char *cor_call_get_trouble (CorCall *self);
CorCallHint cor_call_get_hint (CorCall *self);
gboolean cor_call_is_stuck (CorCall *self);
gboolean cor_call_is_transferring (CorCall *self);
const char *cor_call_get_waiting (CorCall *self);
gboolean cor_call_is_answering (CorCall *self);
const char *cor_call_get_also_at (CorCall *self);
CorRecording cor_call_get_recording (CorCall *self);
const char *cor_call_get_post_dial (CorCall *self);

/* Commands. Each is ignored, and says so at debug level, in a state where it
 * has no meaning (answering a call that has ended). */
void cor_call_answer (CorCall *self);
void cor_call_answer_there (CorCall *self); /* at its also-at */
void cor_call_decline (CorCall *self);
void cor_call_hang_up (CorCall *self); /* declines while incoming, cancels while dialling */
void cor_call_hold (CorCall *self, gboolean hold);
void cor_call_mute (CorCall *self, gboolean mute);
void cor_call_send_digits (CorCall *self, const char *digits); /* [0-9*#A-D,w] */
void cor_call_transfer (CorCall *self, const char *to);        /* blind; canonical number */
/* The other sides of both talk to each other from now on. Both are ACTIVE. */
void cor_call_join (CorCall *self, CorCall *other);

/* For the session: the number that was asked for, when the exchange was told another; and its
 * form for people. */
void cor_call_set_number (CorCall *self, const char *number);
void cor_call_set_shown_number (CorCall *self, const char *shown_number);

/* For cor_call_answer() alone. It ends with an answer, or with a trouble. */
void cor_call_set_answering (CorCall *self);

/* For the room that controls the call, and nobody else. */
void cor_call_set_control (CorCall *self, CorCallControl *control);
/* For whoever steps in between; borrowed, or NULL. */
CorCallControl *cor_call_get_control (CorCall *self);
/* Moves forward only; ENDED by cor_call_set_ended() alone. */
void cor_call_set_state (CorCall *self, CorCallState state);
/* It goes on what was answered before, elsewhere: monotonic us. */
void cor_call_continue_from (CorCall *self, gint64 answered_at);
/* Idempotent: the first end wins, a BYE that crosses ours changes nothing. */
void cor_call_set_ended (CorCall *self, CorCallEnd end, const char *end_text);
void cor_call_set_name (CorCall *self, const char *name);
void cor_call_set_held (CorCall *self, gboolean held);
void cor_call_set_held_by_peer (CorCall *self, gboolean held);
void cor_call_set_muted (CorCall *self, gboolean muted);
void cor_call_set_secure (CorCall *self, gboolean secure);
void cor_call_set_trouble (CorCall *self, const char *trouble);
void cor_call_set_hint (CorCall *self, CorCallHint hint);
void cor_call_set_stuck (CorCall *self, gboolean stuck);
void cor_call_set_transferring (CorCall *self, gboolean transferring);
/* For who lets somebody wait: the session, or the server's rooms. */
void cor_call_set_waiting (CorCall *self, const char *waiting);
void cor_call_set_recording (CorCall *self, CorRecording recording);
/* For who knows of the other phones. */
void cor_call_set_also_at (CorCall *self, const char *place);
/* For the session, which has asked for the other side to be taken from here: when it goes now, or
 * this side hangs up, this is what the user is told, and it is their own doing. NULL: nothing of
 * the kind. */
void cor_call_set_parting (CorCall *self, const char *parting);
/* For the session: the same call rings in another place too, so that what would be a missed one is
 * one that goes on elsewhere. After the end: whether it was so. */
void cor_call_set_rings_on (CorCall *self, gboolean rings_on);
gboolean cor_call_rings_on (CorCall *self);
/* For the session. NULL once they have been sent or are not wanted. */
void cor_call_set_post_dial (CorCall *self, const char *post_dial);

G_END_DECLS
