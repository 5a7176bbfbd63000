/* SPDX-License-Identifier: GPL-3.0-or-later
 * The line through the server's WebRTC gateway (Janus with its SIP plugin):
 * what the server's own web phone uses, so that a stock server needs no change.
 * Signalling alone; the sound comes by model/peer.h.
 *
 * Thread: main context. Owner: session. */
#pragma once
#include "model/line.h"
#include "model/peer.h"
#include "net/clock.h"
#include "net/http.h"

G_BEGIN_DECLS

#define COR_GATEWAY_ERROR (cor_gateway_error_quark ())
GQuark cor_gateway_error_quark (void);

typedef enum {
  COR_GATEWAY_ERROR_ACCOUNT, /* a field is not usable; the message names it */
} CorGatewayError;

/* Borrowed for the call that takes it. */
typedef struct {
  const char *url;          /* "https://HOST/janus", or "wss://..." for the gateway's WebSocket;
                               plain http and ws to this machine alone */
  const char *user;         /* the extension: SIP user and digest user */
  const char *password;     /* or NULL; in no log */
  const char *domain;       /* the exchange as the gateway sees it: "127.0.0.1" on a stock server */
  guint16 port;             /* of the exchange; 0 = 5060 */
  const char *display_name; /* or NULL */
  const char *label;        /* what the user knows the line by; NULL = user */
  const CorIceServer *ice;  /* ends with an entry whose url is NULL; or NULL */
} CorGatewayAccount;

#define COR_TYPE_GATEWAY_LINE (cor_gateway_line_get_type ())
G_DECLARE_FINAL_TYPE (CorGatewayLine, cor_gateway_line, COR, GATEWAY_LINE, CorLine)

/* A CorLine of kind "gateway". clock must outlive it. Dropping the last reference ends the line's
 * calls, and unregisters as long as the main loop runs. */
CorLine *cor_gateway_line_new (CorPeerSource *source,
                               CorHttp *http,
                               const CorClock *clock,
                               const CorGatewayAccount *account,
                               GError **error);

/* Hangs up, unregisters and takes leave of the gateway: at most 1.5 s when nobody answers. Calls
 * end with COR_CALL_END_LOCAL first. After `callback` only unref is left to do, or connect. */
void cor_gateway_line_stop_async (CorGatewayLine *self,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean cor_gateway_line_stop_finish (CorGatewayLine *self, GAsyncResult *result, GError **error);

/* Looks at once whether the gateway is still there, instead of when the wait is over. */
void cor_gateway_line_on_network_changed (CorGatewayLine *self);

G_END_DECLS
