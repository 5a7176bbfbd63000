/* SPDX-License-Identifier: GPL-3.0-or-later
 * Those who wait in the exchange's parkings. Thread: main context. What changes is
 * told by the signal "parking" (CorParkedCall, borrowed; not taken: nobody waits
 * there any more) of CorCti. */
#pragma once
#include "cti/cti.h"
#include "model/parked-call.h"

G_BEGIN_DECLS

/* CorParkedCall, of the parkings in which somebody waits; transfer full. */
void cor_cti_fetch_parkings_async (CorCti *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GPtrArray *cor_cti_fetch_parkings_finish (CorCti *self, GAsyncResult *result, GError **error);

/* Who waits there rings at `device`, one of the user's. */
void cor_cti_pick_up_parked_async (CorCti *self,
                                   const char *lot,
                                   const char *device,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean cor_cti_pick_up_parked_finish (CorCti *self, GAsyncResult *result, GError **error);

G_END_DECLS
