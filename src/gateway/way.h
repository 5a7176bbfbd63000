/* SPDX-License-Identifier: GPL-3.0-or-later
 * How requests get to the gateway: by HTTP, by a WebSocket (socket.h), or by a
 * test's own hand. */
#pragma once
#include "net/http.h"

G_BEGIN_DECLS

/* cor_http_send_async() and its finish, or the like. */
typedef struct {
  GObject *object; /* that they are called with; borrowed */
  void (*send_async) (GObject *object,
                      const CorHttpRequest *request,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  CorHttpResponse *(*send_finish) (GObject *object, GAsyncResult *result, GError **error);
  /* What goes out from now on uses no connection from before: none may lead anywhere. Or NULL. */
  void (*renew) (GObject *object);
  /* The same where that leaves what is under way alone. Or NULL. */
  void (*freshen) (GObject *object);
} CorGatewayWay;

CorGatewayWay cor_gateway_way_by_http (CorHttp *http);

G_END_DECLS
