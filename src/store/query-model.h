/* SPDX-License-Identifier: GPL-3.0-or-later
 * A list of the rows that match a query: it knows how many there are, and reads those that are
 * looked at. An item that somebody holds stays the item of its place until items-changed says
 * otherwise. Thread: main context. Owner: who asked for it. */
#pragma once
#include "store-private.h"
#include "model/history-filter.h"

G_BEGIN_DECLS

#define COR_TYPE_QUERY_MODEL (cor_query_model_get_type ())
G_DECLARE_FINAL_TYPE (CorQueryModel, cor_query_model, COR, QUERY_MODEL, GObject)

/* References the store. filter: of history, or NULL for every call. */
CorQueryModel *cor_query_model_new (CorStore *store,
                                    gboolean is_history,
                                    const char *query,
                                    const CorHistoryFilter *filter);
void cor_query_model_set_query (CorQueryModel *self, const char *query);
void cor_query_model_set_filter (CorQueryModel *self, const CorHistoryFilter *filter);

G_END_DECLS
