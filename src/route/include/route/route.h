/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a click becomes. Pure: no I/O, no clock, no state of its own; the
 * session hands in a snapshot of the world and gets a decision. */
#pragma once
#include "model/device.h"
#include "model/dial-request.h"
#include "model/number.h"
#include "model/question.h"
#include "route/policy.h"

G_BEGIN_DECLS

/* So long a request is a recent one, not counting time in which nobody could be heard. The web CTI
 * opens callto: and 2 s later tel: with the same number. */
#define COR_ROUTE_RECENT_MS 4000

typedef enum {
  COR_ROUTE_THIS_COMPUTER,
  COR_ROUTE_DESK_PHONE, /* `device` says which */
  COR_ROUTE_ASK,        /* show the link sheet, `reason` on it; nothing is dialled without Enter */
  COR_ROUTE_RAISE,      /* the same click again, or nethlink://open: show the window, no call */
  COR_ROUTE_WAIT,       /* nothing to dial with yet: keep it in view, ask again when ready */
  COR_ROUTE_TRANSFER,   /* the current call, to `number` */
  COR_ROUTE_LISTEN,     /* to what the extension `number` says */
  COR_ROUTE_INTRUDE,    /* into what the extension `number` says */
  COR_ROUTE_REFUSE,     /* `reason` says why and what to do */
} CorRouteKind;

/* What kind of number it is in its country: what number->kind says, or a finer one
 * for an ordinary number. Pure; `data` is the world's. */
typedef CorNumberKind (*CorRouteClassify) (const CorNumber *number, gpointer data);

typedef struct {
  const char *recent_canonical; /* of the request that was acted on a moment ago, or NULL */
  gboolean recent_was_link;     /* a link asked for it */
  gboolean question_open;       /* the user has one before them */
  const char *chosen_device;    /* a CorDevice id */
  gboolean confirmed;           /* the user pressed Call on the sheet */
  gboolean waited;              /* it comes back from a COR_ROUTE_WAIT: no duplicate of itself */
  gboolean line_ready;          /* this computer can call now */
  gboolean line_expected;       /* it can't yet, but signs in or registers */
  GListModel *devices;          /* CorDevice */
  const char *peer;             /* why COR_ORIGIN_PEER asks, for the user; or NULL */
  const char *current_call;     /* who is talked with, or NULL */
  gboolean may_listen;          /* the account's profile permits it */
  gboolean may_intrude;
  const CorPolicy *policy;   /* the user's rules, or NULL: none */
  CorRouteClassify classify; /* NULL: the parser's word is the last */
  gpointer classify_data;
} CorRouteWorld;

typedef struct {
  CorRouteKind kind;
  CorNumber *number;    /* NULL when it could not be parsed, or for RAISE without one */
  char *device;         /* CorDevice id, or NULL */
  char *reason;         /* for the user, translated, or NULL */
  CorQuestionKind asks; /* ASK: what a Yes does */
  CorClass remember;    /* ASK by the user's own rules: the class that the answer may be remembered
                         * for; else ANY, and it must be asked again each time */
} CorRouteDecision;

CorRouteDecision *cor_route_decide (CorDialRequest *request, const CorRouteWorld *world);
void cor_route_decision_free (CorRouteDecision *decision);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CorRouteDecision, cor_route_decision_free)

G_END_DECLS
