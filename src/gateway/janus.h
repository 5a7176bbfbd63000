/* SPDX-License-Identifier: GPL-3.0-or-later
 * One session with Janus: made, kept alive, listened to by a long poll, taken
 * up again after a break, made anew when it is gone. What is asked goes out one
 * after the other, in the order of the asking, and again after a break.
 *
 * Owner: the line; kept alive by its requests. Thread: main context. */
#pragma once
#include "janus-event.h"
#include "net/clock.h"
#include "request.h"
#include "way.h"

G_BEGIN_DECLS

#define COR_JANUS_POLL_MS 75000 /* the gateway answers after 30 or 60 s at the latest */
#define COR_JANUS_KEEPALIVE_MS 25000
#define COR_JANUS_POST_MS 10000
#define COR_JANUS_CHECK_MS 2000 /* for a poll to hear the bell */

#define COR_TYPE_JANUS (cor_janus_get_type ())
G_DECLARE_FINAL_TYPE (CorJanus, cor_janus, COR, JANUS, GObject)

typedef struct {
  /* A session that nothing is known of yet; handles of one before are gone. */
  void (*opened) (gpointer data);
  /* The session is gone, with all its handles; another is being made. */
  void (*lost) (gpointer data);
  /* Not to be reached, or again; tried without an end. The text is for the user. */
  void (*cut) (const char *reason, gpointer data);
  void (*resumed) (gpointer data);
  /* It won't have us; nothing more is tried. */
  void (*refused) (const char *reason, gpointer data);
  /* To what was sent with that tag; NULL when it could not be sent. */
  void (*replied) (CorAsk ask, guint tag, const CorJanusEvent *reply, gpointer data);
  void (*event) (const CorJanusEvent *event, gpointer data);
} CorJanusListener;

/* clock must outlive it. */
CorJanus *cor_janus_new (const CorGatewayWay *way, const CorClock *clock, const char *url);
/* NULL: nobody is told anything more. */
void cor_janus_set_listener (CorJanus *self, const CorJanusListener *listener, gpointer data);
void cor_janus_open (CorJanus *self);
/* A handle that can be spoken to just to hear an event; 0: none. After a break, the gateway would
 * tell the next event to a poll that nobody waits for any more, since it looks after its polls
 * only when there is something to tell. "claim", which is meant for breaks, empties the queue of
 * what happened meanwhile. */
void cor_janus_set_bell (CorJanus *self, guint64 handle);
/* Looks at once whether the session is still there. A poll that hears the bell goes on: given up
 * unheard, it could take with it what is told in that moment. */
void cor_janus_check (CorJanus *self);

/* handle: 0 for the session itself. Takes `request`. FALSE, and nothing is told, when too much is
 * waiting already. */
gboolean
cor_janus_send (CorJanus *self, CorAsk ask, guint tag, guint64 handle, JsonObject *request);
/* What waits to be sent with that tag is not sent. */
void cor_janus_forget (CorJanus *self, guint tag);

/* Once what was asked is sent, the session is destroyed, and nothing is told but the reply. */
void cor_janus_destroy (CorJanus *self);
/* Everything is dropped. */
void cor_janus_abort (CorJanus *self);

G_END_DECLS
