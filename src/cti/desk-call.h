/* SPDX-License-Identifier: GPL-3.0-or-later
 * One call on a desk phone: which conversation of the phone it is, and what
 * became of it. No I/O. */
#pragma once
#include "model/call.h"
#include "event.h"

G_BEGIN_DECLS

/* Somebody is asked before a transfer; the server does it, and the phone has one call for it. */
typedef enum {
  COR_CONSULT_NONE,
  COR_CONSULT_ASKING, /* who is asked is talked to */
  COR_CONSULT_BACK,   /* who was talked to first is, and who was asked waits */
} CorConsultState;

typedef struct {
  CorConsultState state, wished; /* the same unless a code was sent */
  char *number, *name;           /* of who was talked to first */
  char *asked_number, *asked_name;
} CorConsult;

typedef struct {
  CorCall *call;
  char *device;
  char *number;       /* to ask for it again; NULL for a call that we did not ask for */
  char *linked_id;    /* of its conversation, once seen */
  char *unique_id;    /* from the answer to the request; NULL before */
  char *conversation; /* the newest id, what commands name; NULL before it is seen */
  char *cause;        /* of the hang-up, once told */
  GHashTable *before; /* set: conversations that the phone had when the call was asked for */
  gboolean leaving;   /* the user hung up */
  gboolean busy;      /* a hang-up is on its way */
  gboolean gone;      /* its conversation is over; the reason is waited for */
  guint tries;        /* requests sent for it */
  gboolean asked;     /* this computer was to ask the phone for it */
  guint timer;
  guint stuck_timer; /* until the phone should have rung */
  guint pause;       /* between digits that are being sent */
  char *digits;      /* what follows the pause */
  CorConsult consult;
  gpointer desk; /* borrowed: who holds it; for the timer */
} CorDeskCall;

CorDeskCall *cor_desk_call_new (CorCall *call, const char *device);
/* Requests under way hold a reference. */
CorDeskCall *cor_desk_call_ref (CorDeskCall *self);
void cor_desk_call_unref (CorDeskCall *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CorDeskCall, cor_desk_call_unref)
void cor_desk_call_exclude (CorDeskCall *self, const CorExten *exten);
void cor_desk_call_adopt (CorDeskCall *self, const CorConversation *conversation);
/* The conversation of the phone that this call is, or NULL. */
const CorConversation *cor_desk_call_find (CorDeskCall *self, const CorExten *exten);
/* Brings the call to where its conversation is. */
void cor_desk_call_follow (CorDeskCall *self,
                           const CorConversation *conversation,
                           const CorExten *exten);
/* desk-consult.c: the conversation is news of the call, before it is followed. */
void cor_desk_call_follow_consult (CorDeskCall *self, const CorConversation *conversation);
/* The phone has sent the code. */
void cor_desk_call_note_code (CorDeskCall *self);
void cor_desk_call_clear_consult (CorDeskCall *self);
/* Its conversation is over. */
void cor_desk_call_end (CorDeskCall *self);

CorCallEnd cor_desk_call_end_from_cause (const char *cause);

G_END_DECLS
