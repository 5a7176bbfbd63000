/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is asked of the gateway, as JSON: Janus' own requests and its SIP
 * plugin's. Pure. */
#pragma once
#include "gateway/gateway.h"
#include "net/json.h"

G_BEGIN_DECLS

typedef enum {
  COR_ASK_NOTHING, /* what a reply says it is to, when that is unknown */
  COR_ASK_CREATE,
  COR_ASK_KEEPALIVE,
  COR_ASK_DESTROY,
  COR_ASK_ATTACH,
  COR_ASK_DETACH,
  COR_ASK_REGISTER,
  COR_ASK_HELPER,
  COR_ASK_UNREGISTER,
  COR_ASK_CALL,
  COR_ASK_ACCEPT,
  COR_ASK_DECLINE,
  COR_ASK_HANGUP,
  COR_ASK_HOLD,
  COR_ASK_UNHOLD,
  COR_ASK_UPDATE,
  COR_ASK_TRANSFER,
  COR_ASK_WAKE,  /* means nothing; the plugin says so by an event */
  COR_ASK_AGAIN, /* anything that was sent before: its error may mean that it worked then */
} CorAsk;

/* The transaction carries what was asked, so that a late error of the plugin can be told from one
 * of another request. */
char *cor_ask_to_transaction (CorAsk ask, guint serial);
CorAsk cor_ask_from_transaction (const char *transaction);

/* All without a transaction; transfer full. */
JsonObject *cor_request_plain (CorAsk ask); /* create, keepalive, destroy, detach */
JsonObject *cor_request_attach (void);

/* To the plugin. `type` ("offer", "answer") and `sdp` may both be NULL. */
JsonObject *cor_request_message (JsonObject *body, const char *type, const char *sdp);
JsonObject *cor_body_register (const CorGatewayAccount *account, gboolean again);
JsonObject *cor_body_helper (const CorGatewayAccount *account, guint64 master_id);
/* unregister, hangup, unhold, update, wake */
JsonObject *cor_body_plain (CorAsk ask);
/* referral: the "transfer" of the gateway's that it follows, or 0. */
JsonObject *cor_body_call (const char *uri, guint referral);
JsonObject *cor_body_accept (void);
JsonObject *cor_body_decline (guint code);
JsonObject *cor_body_decline_transfer (guint64 refer_id, guint code);
JsonObject *cor_body_hold (void);
/* replace: the Call-ID of the call whose place is to be taken there, or NULL. */
JsonObject *cor_body_transfer (const char *uri, const char *replace);

/* Of a canonical number, in the account's domain. */
char *cor_request_uri (const CorGatewayAccount *account, const char *number);

G_END_DECLS
