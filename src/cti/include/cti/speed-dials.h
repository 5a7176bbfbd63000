/* SPDX-License-Identifier: GPL-3.0-or-later
 * The user's speed dials on the server; favourite colleagues are some of them. The
 * server knows no order but the alphabet's. Thread: main context. */
#pragma once
#include "cti/cti.h"
#include "model/speed-dial.h"

G_BEGIN_DECLS

#define COR_SPEED_DIALS_MAX 1000

/* CorSpeedDial; transfer full. */
void cor_cti_fetch_speed_dials_async (CorCti *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
GPtrArray *cor_cti_fetch_speed_dials_finish (CorCti *self, GAsyncResult *result, GError **error);

/* An id of 0 makes a new one, whose id only the list tells. */
void cor_cti_write_speed_dial_async (CorCti *self,
                                     const CorSpeedDialFields *fields,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
void cor_cti_delete_speed_dial_async (CorCti *self,
                                      gint64 id,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
/* Of both. */
gboolean cor_cti_write_speed_dial_finish (CorCti *self, GAsyncResult *result, GError **error);

G_END_DECLS
