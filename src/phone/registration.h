/* SPDX-License-Identifier: GPL-3.0-or-later
 * Keeps a SIP line registered: when to ask, when to ask again, and what the
 * line's user is told meanwhile. Owner: the line. Thread: main context. */
#pragma once
#include "engine.h"

G_BEGIN_DECLS

/* How often a server that says nothing is asked whether it is there. */
#define COR_REGISTRATION_PING_MS 30000
/* How long it may take to answer before that is told. */
#define COR_REGISTRATION_PATIENCE_MS 8000

typedef struct _CorRegistration CorRegistration;

typedef void (*CorRegistrationPost) (CorCommand *command, gpointer data); /* taken over */

/* What it is of. Borrowed for the call that takes it, all but `line`, which outlives it. */
typedef struct {
  CorLine *line; /* whose state it sets */
  guint id;
  const char *user;
  const char *host;
  guint16 port;
  CorTransport transport;
  const CorClock *clock;
  CorRegistrationPost post;
  gpointer data;
} CorRegistrationSetup;

CorRegistration *cor_registration_new (const CorRegistrationSetup *setup);
/* Asks nobody any more. NULL is fine. */
void cor_registration_free (CorRegistration *self);

void cor_registration_start (CorRegistration *self);
void cor_registration_stop (CorRegistration *self); /* without a word to the server */
/* Now, whatever it is waiting for: what was true of the network may not be any more. */
void cor_registration_hurry (CorRegistration *self);
/* COR_EVENT_REGISTERED, _REFUSED, _ALIVE. */
void cor_registration_take_event (CorRegistration *self, const CorEvent *event);

G_END_DECLS
