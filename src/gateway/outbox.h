/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is to be asked of the gateway, one after the other. */
#pragma once
#include "request.h"

G_BEGIN_DECLS

#define COR_OUTBOX_MAX 64
#define COR_OUTBOX_TRIES 3

typedef struct {
  CorAsk ask;
  guint tag;      /* of who asks */
  guint64 handle; /* 0: the session itself */
  JsonObject *request;
  guint tries; /* that got no answer */
} CorPost;

typedef struct {
  GQueue posts;     /* CorPost */
  gboolean sending; /* the first is under way */
} CorOutbox;

/* Takes `request`; FALSE when there is too much already. */
gboolean cor_outbox_add (CorOutbox *self, const CorPost *post);
/* The one to be sent now, or NULL; it is under way from then on. */
CorPost *cor_outbox_start (CorOutbox *self);
/* The one that was under way, answered; transfer full. */
CorPost *cor_outbox_finish (CorOutbox *self);
/* There is no answer. Nobody knows whether the request was carried out: most can be made again,
 * and the gateway then says that it can't. Returns, transfer full, one that can't, or was made
 * too often: sending somebody elsewhere is not done twice. */
CorPost *cor_outbox_fail (CorOutbox *self);
/* What waits with that tag is forgotten. */
void cor_outbox_forget (CorOutbox *self, guint tag);
void cor_outbox_clear (CorOutbox *self);
void cor_post_free (CorPost *post);

G_END_DECLS
