/* SPDX-License-Identifier: GPL-3.0-or-later
 * {"count": n, "rows": [...]}: how phonebook and history come. */
#pragma once
#include "cti/cti.h"
#include "net/json.h"

G_BEGIN_DECLS

/* Transfer full, or NULL for a row that is none. own: set of the user's extensions. */
typedef GObject *(*CorRowParser) (JsonObject *row, GHashTable *own);

/* What a page is besides its rows. */
typedef struct {
  guint n_rows; /* those too that are none */
  gboolean counted;
  char *stamp;        /* "last_sync_at", or NULL */
  char *first, *last; /* "ID/SOURCE" of the rows at its ends, or NULL */
} CorPageFacts;
void cor_page_facts_read (JsonObject *body, CorPageFacts *facts);
void cor_page_facts_clear (CorPageFacts *facts);

/* NULL where there are no rows at all. ret_total: the rows' number where the count is missing. */
GPtrArray *
cor_page_parse (JsonObject *body, CorRowParser parser, GHashTable *own, guint *ret_total);

void cor_page_fetch_async (CorCti *cti,
                           const char *path,
                           CorRowParser parser,
                           GCancellable *cancellable,
                           GTask *task);
/* The same where [] is a page without rows. */
void
cor_page_fetch_or_nothing_async (CorCti *cti, const char *path, CorRowParser parser, GTask *task);
/* Of what cor_page_fetch_finish() is asked for; borrowed from the result. */
const CorPageFacts *cor_page_fetch_get_facts (GAsyncResult *result);
GPtrArray *
cor_page_fetch_finish (CorCti *cti, GAsyncResult *result, guint *ret_total, GError **error);

G_END_DECLS
