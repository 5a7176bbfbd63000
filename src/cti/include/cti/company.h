/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the company keeps on its server for whoever talks to its customers: a
 * page for the caller, cards about them. */
#pragma once
#include "cti/cti.h"
#include "model/customer-card.h"
#include "model/history-filter.h"

G_BEGIN_DECLS

/* A page to open for a caller. */
typedef struct {
  char *url; /* with places for what is known of the call; a stranger's, not checked; or NULL */
  gboolean only_queues;
} CorCtiParamUrl;

void cor_cti_param_url_free (CorCtiParamUrl *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CorCtiParamUrl, cor_cti_param_url_free)

void cor_cti_fetch_param_url_async (CorCti *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
CorCtiParamUrl *cor_cti_fetch_param_url_finish (CorCti *self, GAsyncResult *result, GError **error);

/* The exchange's own name of the call, as far as the server has told it: transfer full, or NULL.
 * The signal "extension" says that it may be known now. */
char *cor_cti_dup_unique_id (CorCti *self, CorCall *call);

/* What the server's sources know of a number: CorCustomerCard, none where they know nothing.
 * Their pages are read as plain text; nothing in them is run or fetched. */
void cor_cti_fetch_cards_async (CorCti *self,
                                const char *number,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GPtrArray *cor_cti_fetch_cards_finish (CorCti *self, GAsyncResult *result, GError **error);

/* Calls of the user's groups or of everybody, newest first, where the profile lets them be seen. */
typedef struct {
  CorHistoryWhose whose;
  CorHistoryKind kind;   /* by a queue: the server does not tell */
  const char *text;      /* or NULL */
  gint64 from, to;       /* unix seconds; whole days of the server's */
  guint page, page_size; /* page counts from 1 */
} CorCtiOthersQuery;

/* query: read at once. Elements are CorHistoryEntry. */
void cor_cti_fetch_others_async (CorCti *self,
                                 const CorCtiOthersQuery *query,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GPtrArray *
cor_cti_fetch_others_finish (CorCti *self, GAsyncResult *result, guint *ret_total, GError **error);

G_END_DECLS
