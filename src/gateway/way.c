/* SPDX-License-Identifier: GPL-3.0-or-later
 * How requests get to the gateway. */
#include "config.h"
#include "way.h"

static void
http_send_async (GObject *object,
                 const CorHttpRequest *request,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  cor_http_send_async (COR_HTTP (object), request, cancellable, callback, user_data);
}

static CorHttpResponse *
http_send_finish (GObject *object, GAsyncResult *result, GError **error)
{
  return cor_http_send_finish (COR_HTTP (object), result, error);
}

static void
http_renew (GObject *object)
{
  cor_http_renew (COR_HTTP (object));
}

CorGatewayWay
cor_gateway_way_by_http (CorHttp *http)
{
  return (CorGatewayWay){ G_OBJECT (http), http_send_async, http_send_finish, http_renew,
                          http_renew };
}
