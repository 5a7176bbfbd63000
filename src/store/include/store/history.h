/* SPDX-License-Identifier: GPL-3.0-or-later
 * The history in the mirror as a whole: how much of it there is, what nobody has seen, and what is
 * not kept. Everything is of the store's object; thread: main context. */
#pragma once
#include "model/history-filter.h"
#include "store/store.h"

G_BEGIN_DECLS

/* Which calls a list of cor_store_list_history() has from now on. */
void cor_store_filter_set (GListModel *model, const CorHistoryFilter *filter);

typedef struct {
  gint64 from, to;   /* between them, unix s, every call of the server's is kept; 0, 0: not known */
  gboolean complete; /* the server has none that is older */
  gint64 floor;      /* what is older is not kept */
  guint missed;      /* missed calls that nobody has seen or answered since */
} CorStoreHistory;

void
cor_store_read_history_async (CorStore *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean cor_store_read_history_finish (CorStore *self,
                                        GAsyncResult *result,
                                        CorStoreHistory *ret_history,
                                        GError **error);

/* Best effort, in the order of calls; "history-changed" follows where something changed. */
void cor_store_set_reach (CorStore *self, gint64 from, gint64 to, gboolean complete);
void cor_store_see_missed (CorStore *self);
/* The server has the sound of that call, or no longer; id: of a CorHistoryEntry. */
void cor_store_set_recorded (CorStore *self, const char *id, gboolean recorded);

/* Calls that are older than `floor`, unix s, are gone from the file, and are not put again until
 * the floor is lower. */
#define COR_STORE_KEEP_NOTHING G_MAXINT64
void cor_store_set_history_floor_async (CorStore *self,
                                        gint64 floor,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean cor_store_set_history_floor_finish (CorStore *self, GAsyncResult *result, GError **error);
/* All there are, for good: the server's records of them are not put again. */
void
cor_store_clear_history_async (CorStore *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean cor_store_clear_history_finish (CorStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
