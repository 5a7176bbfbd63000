/* SPDX-License-Identifier: GPL-3.0-or-later
 * The SIP stack on its own thread, as the main context sees it: commands go
 * in, events come back, both plain copies. Lines and calls have numbers of
 * ours; nothing of the stack's leaves its thread. One engine in a process. */
#pragma once
#include "phone/phone.h"
#include "sound.h"

G_BEGIN_DECLS

typedef enum {
  COR_COMMAND_ADD_LINE,    /* line, setup */
  COR_COMMAND_REMOVE_LINE, /* line */
  COR_COMMAND_REGISTER,    /* line, text: addresses, best first; number: port */
  COR_COMMAND_UNREGISTER,  /* line */
  COR_COMMAND_PING,        /* line: COR_EVENT_ALIVE when the server answers */
  COR_COMMAND_DISTRUST,    /* no connection from before is used again */
  COR_COMMAND_DIAL,        /* line, call, text: SIP URI; number: of the COR_EVENT_REFERRED that
                              it follows, or 0 */
  COR_COMMAND_REFUSE,      /* line, number: of the COR_EVENT_REFERRED that is not followed */
  COR_COMMAND_ANSWER,      /* call */
  COR_COMMAND_END,         /* call, number: SIP code when it is still incoming */
  COR_COMMAND_HOLD,        /* call, on */
  COR_COMMAND_MUTE,        /* call, on */
  COR_COMMAND_DIGITS,      /* call, text */
  COR_COMMAND_TRANSFER,    /* call, text: SIP URI */
  COR_COMMAND_JOIN,        /* call, number: of the other call */
  COR_COMMAND_STATS,       /* call, number: tag of the reply */
  COR_COMMAND_LISTEN,      /* call */
  COR_COMMAND_CODECS,      /* text: names with commas, or NULL: the usual ones */
  COR_COMMAND_PEER_OPEN,   /* call, on: it offers, ice; number: ms that a connection may take;
                              silence: ms without a packet after which it is lost */
  COR_COMMAND_PEER_REMOTE, /* call, text: the other side's description */
  COR_COMMAND_PEER_CLOSE,  /* call */
  COR_COMMAND_STOP,        /* BYE, un-REGISTER, 1.5 s at most */
  COR_COMMAND_STOP_NOW,
} CorCommandKind;

/* What a line is for the stack. Strings are checked by who fills them in. */
typedef struct {
  char *aor;      /* "<sip:201@pbx>;regint=120", never a password */
  char *outbound; /* "sip:pbx:5061;transport=tls" */
  char *host;     /* the name in `outbound` */
  CorTransport transport;
  CorSrtp srtp;
  char *auth_user;
  char *password;
  char *display_name;
} CorLineSetup;

/* Wipes the password. NULL is fine. */
void cor_line_setup_free (CorLineSetup *setup);

/* A server that tells us our outer address, or relays. */
typedef struct {
  gboolean relays; /* TURN, with user and password */
  char *address;   /* IP */
  guint16 port;
  char *user;
  char *password;
} CorIceSetup;

/* Wipes the password. NULL is fine. */
void cor_ice_setup_free (CorIceSetup *setup);

typedef struct {
  CorCommandKind kind;
  guint line;
  guint call;
  guint number;
  guint silence;
  gboolean on;
  char *text;
  CorLineSetup *setup;
  CorIceSetup *ice;
} CorCommand;

typedef enum {
  COR_EVENT_REGISTERED,     /* line */
  COR_EVENT_REFUSED,        /* line, code: SIP's or 0 when nobody answered, text: the stack's,
                               number: s that the server asked to wait */
  COR_EVENT_ALIVE,          /* line */
  COR_EVENT_INCOMING,       /* line, call, text: number, name, called; on: answer by itself;
                               code: with which the stack has refused it already, or 0; insecure */
  COR_EVENT_RINGING,        /* call */
  COR_EVENT_EARLY_MEDIA,    /* call */
  COR_EVENT_ESTABLISHED,    /* call */
  COR_EVENT_HELD,           /* call, on */
  COR_EVENT_HELD_BY_PEER,   /* call, on */
  COR_EVENT_SECURE,         /* call, on */
  COR_EVENT_IDENTITY,       /* call: the other side is now; text: number, name or NULL */
  COR_EVENT_COMMAND_FAILED, /* call, text: what the stack says */
  COR_EVENT_MOVE_FAILED,    /* call, code: SIP's or 0 */
  COR_EVENT_REPLACED,       /* call, text: number, name: of who took the other side's place */
  COR_EVENT_REFERRED,       /* call, text: number that its other side asks us to call instead;
                               number: of what they ask */
  COR_EVENT_ENDED,          /* call, code, elsewhere, lost, insecure; on: it was sent elsewhere
                               by us; name: the number to call instead, or NULL */
  COR_EVENT_PEER_DESCRIBED, /* call, text: our description */
  COR_EVENT_PEER_SECURED,   /* call */
  COR_EVENT_PEER_FLOWING,   /* call */
  COR_EVENT_PEER_FAILED,    /* call, text: why, for the user */
  COR_EVENT_STATS,          /* code: tag, on: there is such a call, stats */
  COR_EVENT_MEASURED,       /* call, on: there was sound, stats; the last of the call */
  COR_EVENT_HEARD,          /* call, packets, loudness */
  COR_EVENT_STOPPED,
} CorEventKind;

typedef struct {
  CorEventKind kind;
  guint line;
  guint call;
  guint code;
  guint number;
  gboolean on;
  gboolean elsewhere;
  gboolean lost;     /* the transport failed, nobody hung up */
  gboolean insecure; /* given up by us: the account asks for encryption, and they had none */
  char *text;
  char *name;
  char *called; /* of one that comes in: what was called, or NULL */
  CorCallStats stats;
  guint64 packets; /* of sound that came in this call */
  CorLoudness loudness;
} CorEvent;

typedef struct _CorEngine CorEngine;
typedef void (*CorEventFunc) (const CorEvent *event, gpointer user_data);

/* All of these on the main context; events come on the context that was its thread's default. */
CorEngine *cor_engine_start (const CorPhoneConfig *config,
                             CorSound *sound,
                             CorEventFunc func,
                             gpointer user_data,
                             GError **error);
/* Ends the thread if COR_EVENT_STOPPED has not come yet, without asking anybody. */
void cor_engine_free (CorEngine *self);
/* `command` is taken over. After COR_COMMAND_STOP all but STOP_NOW are ignored. */
void cor_engine_post (CorEngine *self, CorCommand *command);
CorCommand *cor_command_new (CorCommandKind kind, guint line, guint call);
void cor_command_free (CorCommand *command); /* one that was never posted */
void cor_engine_event_free (CorEvent *event);
/* A number for a call, unique on both sides. Any thread. */
guint cor_engine_next_call (void);

G_END_DECLS
