/* SPDX-License-Identifier: GPL-3.0-or-later
 * A WebSocket under the same rules as CorHttp: verified certificates, plain
 * text to this machine alone, no compression (which could unpack without end),
 * frames of at most 1 MiB. Owner: who speaks over it. Thread: main context. */
#pragma once
#include <gio/gio.h>
#include "net/error.h"

G_BEGIN_DECLS

#define COR_WEBSOCKET_MAX_FRAME (1024 * 1024)

#define COR_TYPE_WEBSOCKET (cor_websocket_get_type ())
G_DECLARE_FINAL_TYPE (CorWebSocket, cor_websocket, COR, WEBSOCKET, GObject)

/* Signals: "text" (GBytes: UTF-8, without a terminator); "closed" (), once, also after
 * cor_websocket_close(). Neither before open has finished. */
CorWebSocket *cor_websocket_new (const char *ca_file);
/* Before it is opened: the subprotocol to ask for. */
void cor_websocket_set_protocol (CorWebSocket *self, const char *protocol);
/* Once per object. */
void cor_websocket_open_async (CorWebSocket *self,
                               const char *url,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean cor_websocket_open_finish (CorWebSocket *self, GAsyncResult *result, GError **error);
void cor_websocket_send (CorWebSocket *self, const char *text);
void cor_websocket_close (CorWebSocket *self);

G_END_DECLS
