/* SPDX-License-Identifier: GPL-3.0-or-later
 * The REST side: /api as the middleware answers, /webrest as the older server does. */
#pragma once
#include "demo.h"

#define COR_MAX_ARGS 6

/* One request, alive until it is answered. */
typedef struct {
  CorDemo *demo;
  SoupServerMessage *message;
  GHashTable *query;            /* decoded; never NULL */
  gboolean legacy;              /* through /webrest */
  gboolean native;              /* answered by the middleware itself */
  CorPerson *person;            /* NULL on routes open to all */
  CorSession *session;          /* NULL on /webrest */
  char *args[COR_MAX_ARGS + 1]; /* the path's variable segments, decoded */
  JsonObject *body;             /* NULL: none, or not an object */
  gboolean accepted;            /* it got as far as its handler */
  gboolean paused;
  gboolean gone; /* the client went away while paused */
} CorRequest;

typedef void (*CorHandler) (CorRequest *request);

typedef enum {
  COR_ROUTE_PROXIED = 0,
  COR_ROUTE_NATIVE = 1 << 0, /* the middleware's own on /api */
  COR_ROUTE_OPEN = 1 << 1,   /* without a token */
  COR_ROUTE_ONLY_API = 1 << 2,
  COR_ROUTE_ONLY_WEBREST = 1 << 3,
  COR_ROUTE_UNVERIFIED = 1 << 4, /* also before the second factor */
} CorRouteFlags;

/* path: after the prefix; segments that begin with ':' are variable, the last may be ":term?" (may
 * be absent). */
typedef struct {
  const char *method, *path;
  CorHandler handler;
  CorRouteFlags flags;
} CorRoute;

extern const CorRoute cor_routes_signin[], cor_routes_user[], cor_routes_book[],
  cor_routes_history[], cor_routes_calls[], cor_routes_conference[], cor_routes_company[];

CorRest *cor_rest_new (CorDemo *demo);
void cor_rest_free (CorRest *rest);
/* A handler for before the body comes: a stranger's is not kept beyond a limit. */
void cor_rest_on_early (SoupServer *server,
                        SoupServerMessage *message,
                        const char *path,
                        GHashTable *query,
                        gpointer data);

/* Answers. JSON is taken. */
void cor_reply_json (CorRequest *request, guint status, GString *json);
void cor_reply_text (CorRequest *request, guint status, const char *json);
/* As each generation does: empty, with the reason in a header on /webrest and on what /api passes
 * on. reason or NULL. */
void cor_reply_empty (CorRequest *request, guint status, const char *reason);
/* {"message"} on the middleware's own routes, empty elsewhere. */
void cor_reply_refused (CorRequest *request, guint status, const char *message);
/* The answer comes later; give the request back to a reply function then. */
void cor_request_pause (CorRequest *request);

/* A string member of the body, or NULL. */
const char *cor_request_string (CorRequest *request, const char *name);
const char *cor_request_query (CorRequest *request, const char *name);

/* rest-company.c: /demo/company. */
void cor_company_on_demo (CorRequest *request);

/* For /demo/state. */
void cor_rest_write (CorRest *rest, GString *out);
/* /demo/..., answered without a token; FALSE: no such thing. */
gboolean cor_demo_route (CorRequest *request, const char *path);
