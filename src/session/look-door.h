/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a CTI server says to somebody who has not signed in yet: that it is one. */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/* origin: as of CorHost; ca_file: or NULL. Nothing of the user is sent. */
void cor_door_ask_async (const char *origin,
                         const char *ca_file,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
/* The same for its news: a WebSocket is opened, greeted, and closed. cancellable: not NULL. */
void cor_door_listen_async (const char *origin,
                            const char *ca_file,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
/* Of both. The error is for the user. */
gboolean cor_door_finish (GAsyncResult *result, GError **error);

G_END_DECLS
