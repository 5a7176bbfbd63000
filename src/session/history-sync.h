/* SPDX-License-Identifier: GPL-3.0-or-later
 * Brings the server's call records into the mirror: the newest until they meet
 * what is known, older ones as far as somebody looks. */
#pragma once
#include "cti/cti.h"
#include "model/history-filter.h"
#include "store/history.h"

G_BEGIN_DECLS

#define COR_TYPE_HISTORY_SYNC (cor_history_sync_get_type ())
G_DECLARE_FINAL_TYPE (CorHistorySync, cor_history_sync, COR, HISTORY_SYNC, GObject)

/* Property: reach (int, CorHistoryReach), of older calls. Signals: "progress" (double, of a fetch
 * of the newest), "failed" (GError): of any. Owner: the directory. */
CorHistorySync *cor_history_sync_new (CorCti *cti, CorStore *store);
/* The newest until they meet what is known; of an empty mirror the first thousand. One that is
 * under way is followed by another. */
void cor_history_sync_newest_async (CorHistorySync *self,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean
cor_history_sync_newest_finish (CorHistorySync *self, GAsyncResult *result, GError **error);
/* Another thousand before the oldest that are known; nothing while one is under way, or where there
 * are none. */
void cor_history_sync_older (CorHistorySync *self);
/* What is kept has changed: reads anew how far the mirror reaches. */
void cor_history_sync_look (CorHistorySync *self);
CorHistoryReach cor_history_sync_get_reach (CorHistorySync *self);
void cor_history_sync_cancel (CorHistorySync *self);

G_END_DECLS
