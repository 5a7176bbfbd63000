/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the two halves of a session know of each other: janus-ask.c puts
 * requests on the way, janus.c says what becomes of their answers. */
#pragma once
#include "janus.h"
#include "net/backoff.h"
#include "net/pace.h"
#include "outbox.h"

G_BEGIN_DECLS

typedef enum {
  COR_JANUS_CLOSED,
  COR_JANUS_CREATING,
  COR_JANUS_OPEN,
  COR_JANUS_WAITING, /* for the next try */
  COR_JANUS_ASKING,  /* whether the session is still there */
} CorJanusState;

struct _CorJanus {
  GObject parent;
  CorGatewayWay way; /* its object is referenced */
  const CorClock *clock;
  char *url;
  const CorJanusListener *listener; /* or NULL */
  gpointer data;
  CorJanusState state;
  guint64 id;           /* 0: none is known */
  guint64 bell;         /* a handle, or 0 */
  GCancellable *cancel; /* of all that runs now */
  CorOutbox outbox;
  gboolean keeping; /* a keep-alive is under way */
  guint keepalive_timer;
  guint retry_timer;
  guint poll_timer;
  guint check_timer; /* the poll is to prove that it is still heard */
  guint troubles;    /* since the last good answer to a poll */
  guint losses;      /* the same */
  gboolean leaving;  /* it ends with the posts */
  gboolean told_cut;
  CorBackoff backoff;
  CorPace pace;
  guint serial;
};

typedef enum {
  COR_JANUS_OP_CREATE,
  COR_JANUS_OP_RESUME,
  COR_JANUS_OP_KEEPALIVE,
  COR_JANUS_OP_RING,
  COR_JANUS_OP_POLL,
  COR_JANUS_OP_POST,
} CorJanusOp;

void cor_janus_ask_create (CorJanus *self);
/* Whether the session is still there. */
void cor_janus_ask_resume (CorJanus *self);
void cor_janus_ask_keepalive (CorJanus *self);
/* For an event; there must be a bell. */
void cor_janus_ask_ring (CorJanus *self, CorJanusOp op);
void cor_janus_ask_poll (CorJanus *self);
/* The next one that waits, when the session is open and none is under way. */
void cor_janus_ask_post (CorJanus *self);
void cor_janus_start_pace (CorJanus *self);

/* Never of what was cancelled. Response NULL: `error` says why. */
void cor_janus_take_response (CorJanus *self,
                              CorJanusOp op,
                              const CorHttpResponse *response,
                              const GError *error);

G_END_DECLS
