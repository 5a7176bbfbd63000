/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the parts of a gateway line know of each other: the line keeps itself
 * registered, a handle is one of Janus' with its place for one call, a call
 * ties a CorCall to a handle and to its sound.
 *
 * Handles and calls belong to the line and live on the main context. */
#pragma once
#include "gateway/gateway.h"
#include "headers.h"
#include "janus.h"
#include "net/backoff.h"

G_BEGIN_DECLS

#define COR_GATEWAY_MAX_CALLS 6 /* as by SIP; the next one gets 486 */
#define COR_GATEWAY_MAX_HANDLES 24
#define COR_GATEWAY_MAX_CANDIDATES 64
#define COR_GATEWAY_TRICKLE_MS 2000   /* for candidates that were not in the description */
#define COR_GATEWAY_PATIENCE_MS 20000 /* for the gateway to take up a call or an answer */
#define COR_GATEWAY_COMMAND_MS 10000  /* for it to carry out what can be refused silently */
#define COR_GATEWAY_CLOSING_MS 5000   /* for a call to be over, after which its handle goes */
#define COR_GATEWAY_REST_MS 2000      /* what the plugin needs after a call, four times over */
#define COR_GATEWAY_ORPHAN_MS 10000   /* for the sound of a call whose session is gone */
#define COR_GATEWAY_REGISTER_MS 40000 /* SIP itself gives up after 32 s */
#define COR_GATEWAY_REFRESH_MS (45 * 60 * 1000)
#define COR_GATEWAY_STOP_MS 1500

typedef struct _CorGatewayCall CorGatewayCall;
typedef struct _CorGatewayHandle CorGatewayHandle;

typedef enum {
  COR_HANDLE_ATTACHING,
  COR_HANDLE_JOINING, /* a helper: becoming one of the master's */
  COR_HANDLE_FREE,
  COR_HANDLE_BUSY,    /* has a call */
  COR_HANDLE_CLOSING, /* its call is over for us, not yet for the gateway */
  COR_HANDLE_RESTING, /* a helper that is not wanted here, and may be rung yet */
  COR_HANDLE_LEAVING, /* to be detached */
} CorHandleState;

struct _CorGatewayHandle {
  CorGatewayLine *line;
  guint tag;
  guint64 id; /* 0: not attached yet */
  gboolean master;
  CorHandleState state;
  CorGatewayCall *call;  /* or NULL */
  GPtrArray *candidates; /* that came beside the description, before or after it */
  gboolean completed;    /* they all came */
  guint timer;           /* CLOSING, RESTING */
};

struct _CorGatewayCall {
  CorGatewayLine *line;
  CorCall *call;
  CorPeer *peer;            /* or NULL: an incoming one that nobody answered yet */
  CorGatewayHandle *handle; /* or NULL: waits for one, or the session is gone */
  char *uri;                /* ours: whom to call */
  char *post_dial;
  char *sip_id;       /* Call-ID, once known */
  char *local;        /* our description, once known */
  char *remote;       /* theirs, without what came beside it */
  gboolean offers;    /* we describe first */
  gboolean sent;      /* "call" or "accept" went out */
  gboolean taken;     /* the gateway took it up */
  gboolean displaced; /* a call that came took its handle from under it */
  guint decline_code;
  gboolean transferring; /* the other side is being sent elsewhere, or we are */
  guint referral;        /* the "transfer" that it follows, or 0 */
  guint refused;         /* times that its other side asked for another call, in vain */
  guint patience;
  guint trickle;
  guint orphan;
};

struct _CorGatewayLine {
  CorLine parent;
  CorPeerSource *source;
  CorGatewayWay way; /* its object is referenced */
  const CorClock *clock;
  CorGatewayAccount account; /* its texts are ours */
  CorIceServer *ice;
  gboolean wanted;  /* told to connect */
  gboolean leaving; /* in the middle of it */
  gboolean registered;
  CorJanus *janus;          /* or NULL */
  CorGatewayHandle *master; /* or NULL; one of `handles` */
  guint64 master_id;        /* the plugin's name for it */
  GPtrArray *handles;       /* CorGatewayHandle */
  GPtrArray *calls;         /* CorGatewayCall */
  GPtrArray *referrals;     /* referral.c's */
  guint last_tag;
  CorBackoff backoff;
  guint retry_timer;   /* to register again */
  guint refresh_timer; /* to see that we still are */
  guint answer_timer;  /* for the answer to a registration */
  GTask *stopping;
};

/* line.c */
CorLine *cor_gateway_line_new_by (CorPeerSource *source,
                                  const CorGatewayWay *way,
                                  const CorClock *clock,
                                  const CorGatewayAccount *account,
                                  GError **error);
/* Leaves the gateway when nothing is wanted of it any more. */
void cor_gateway_line_rest (CorGatewayLine *self);

/* registration.c */
void cor_gateway_register_start (CorGatewayLine *self);
void cor_gateway_register_stop (CorGatewayLine *self);
/* The master handle is there. */
void cor_gateway_register_send (CorGatewayLine *self);
/* TRUE when the event was about the registration. */
gboolean cor_gateway_register_take (CorGatewayLine *self, const CorJanusEvent *event);
/* Not when the wait is over, but now. */
void cor_gateway_register_hurry (CorGatewayLine *self);
void cor_gateway_register_fail (CorGatewayLine *self, const char *reason);

/* handle.c */
CorGatewayHandle *cor_gateway_handle_begin (CorGatewayLine *line, gboolean master);
void cor_gateway_handle_free (CorGatewayHandle *self);
CorGatewayHandle *cor_gateway_handle_find (CorGatewayLine *line, guint64 id);
CorGatewayHandle *cor_gateway_handle_find_tag (CorGatewayLine *line, guint tag);
/* FALSE when it could not even be queued. Takes `body`. */
gboolean cor_gateway_handle_ask (CorGatewayHandle *self, CorAsk ask, JsonObject *body);
gboolean cor_gateway_handle_ask_jsep (CorGatewayHandle *self,
                                      CorAsk ask,
                                      JsonObject *body,
                                      const char *type,
                                      const char *sdp);
/* One that a call can use, now or soon; NULL when there are too many. */
CorGatewayHandle *cor_gateway_handle_take (CorGatewayLine *line, CorGatewayCall *call);
/* One is kept free for a call that comes while another goes on. */
void cor_gateway_handle_keep_spare (CorGatewayLine *line);
void cor_gateway_handle_take_attached (CorGatewayHandle *self, const CorJanusEvent *reply);
void cor_gateway_handle_take_joined (CorGatewayHandle *self);
/* Its call is over for us; `used`: the gateway knows of it, and once it is over there too the
 * handle is free, or goes. */
void cor_gateway_handle_release (CorGatewayHandle *self, gboolean used);
void cor_gateway_handle_take_hangup (CorGatewayHandle *self);
/* It is no more; its call ends. */
void cor_gateway_handle_remove (CorGatewayHandle *self);

/* call.c: the life of a call. */
/* Transfer full. referral: as in the call. */
CorCall *cor_gateway_call_dial (CorGatewayLine *line, const CorNumber *number, guint referral);
void cor_gateway_call_take_incoming (CorGatewayHandle *handle, const CorJanusEvent *event);
CorGatewayCall *cor_gateway_call_find (CorGatewayLine *line, CorCall *call);
/* The handle has joined, or the description came: whatever was missing. */
void cor_gateway_call_go_on (CorGatewayCall *self);
/* Ends it here, and frees it; its handle is released, and told to hang up when `tell`. */
void cor_gateway_call_end (CorGatewayCall *self, CorCallEnd end, const char *text, gboolean tell);
/* Its session is gone. */
void cor_gateway_call_orphan (CorGatewayCall *self);
void cor_gateway_call_answer (CorGatewayCall *self);
/* Sets the patience; NULL: stops it. */
void cor_gateway_call_wait (CorGatewayCall *self, guint ms, GSourceFunc func);
/* Nobody said that it is over, but it is. */
void cor_gateway_call_lose (CorGatewayCall *self);
void cor_gateway_call_hold_others (CorGatewayCall *self);

/* call-events.c: what the gateway tells of it. */
void cor_gateway_call_take_event (CorGatewayCall *self, const CorJanusEvent *event);
void cor_gateway_call_take_error (CorGatewayCall *self, CorAsk ask, const CorJanusEvent *error);
/* Gives their description to the sound, once it is whole. */
void cor_gateway_call_deliver (CorGatewayCall *self);

/* call-commands.c: what its user wants; the line's CorCallControl. */
void cor_gateway_commands_init (CorCallControlInterface *iface);
void cor_gateway_call_set_hold (CorGatewayCall *self, gboolean hold);
void cor_gateway_call_take_hold (CorGatewayCall *self, gboolean held);
void cor_gateway_call_hold_refused (CorGatewayCall *self);

/* leave.c */
void cor_gateway_leave_async (CorJanus *janus,
                              const CorClock *clock,
                              guint64 registered_handle,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

G_END_DECLS
