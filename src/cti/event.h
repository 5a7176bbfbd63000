/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the realtime socket tells. Pure. */
#pragma once
#include "model/call.h"
#include "cti/conference.h"
#include "cti/cti.h"
#include "model/presence.h"
#include "net/json.h"

G_BEGIN_DECLS

/* A call as one of its phones sees it. The id changes while the call grows ("A>" -> "A>B") and
 * is what commands name; linked_id stays. No text is NULL. */
typedef struct {
  char *id, *linked_id, *unique_id;
  char *number, *name; /* of the other side; "" when withheld or unknown */
  char *queue;         /* it came through; "" for none */
  gboolean connected, incoming;
  CorRecording recording;
  gint64 since; /* unix seconds; 0 when not told */
} CorConversation;

/* A phone as the server sees it. */
typedef struct {
  char *exten, *status, *username;
  char *ip, *agent;         /* "" when it never registered */
  GPtrArray *conversations; /* CorConversation */
} CorExten;

/* NULL where it names no extension. */
CorExten *cor_exten_parse (JsonObject *object);
CorExten *cor_exten_copy (const CorExten *exten);
void cor_exten_free (CorExten *exten);
gboolean cor_exten_equal (const CorExten *a, const CorExten *b);
gboolean cor_exten_is_online (const CorExten *exten);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CorExten, cor_exten_free)

typedef enum {
  COR_EVENT_OTHER,
  COR_EVENT_AUTHORIZED,
  COR_EVENT_UNAUTHORIZED,
  COR_EVENT_TAKE_OVER,
  COR_EVENT_EXTENSION,      /* exten */
  COR_EVENT_HANGUP,         /* subject: the extension; text: the cause */
  COR_EVENT_PRESENCE,       /* subject: the user; presence */
  COR_EVENT_CHOSEN,         /* the same, of what the user chose, and when it holds; text: a number,
                               or NULL */
  COR_EVENT_DEFAULT_DEVICE, /* subject: the extension */
  COR_EVENT_ERRAND,         /* subject: a URL of a phone, secret; text: what for, "call" */
  COR_EVENT_CONFERENCE,     /* conference; without users: it is over */
  COR_EVENT_VOICEMAIL,      /* subject: the mailbox, or NULL where that is not told */
  COR_EVENT_PARKING,        /* subject: what it is called; thing: CorParkedCall */
  COR_EVENT_QUEUE,          /* subject: its id; thing: CorQueue */
  COR_EVENT_QUEUE_MEMBER,   /* subject: queue and extension; thing: CorQueueMember */
  COR_EVENT_SUMMARY,        /* subject: the call, as summaries name it; text: who it was with */
  COR_EVENT_RELOADED,       /* the server has begun anew: fetch everything again */
} CorEventKind;

typedef struct {
  CorEventKind kind;
  CorExten *exten;
  CorCtiConference *conference;
  GObject *thing;
  char *subject, *text;
  CorPresence presence;
  CorCtiWhen when;
} CorEvent;

/* The payload of an event frame; never NULL. */
CorEvent *cor_event_parse (const char *text, gsize len);
void cor_event_free (CorEvent *event);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CorEvent, cor_event_free)

G_END_DECLS
