/* SPDX-License-Identifier: GPL-3.0-or-later
 * {"count": n, "rows": [...]}: how phonebook and history come. */
#pragma once
#include "cti/cti.h"
#include "net/json.h"

G_BEGIN_DECLS

/* Transfer full, or NULL for a row that is none. own: set of the user's extensions. */
typedef GObject *(*CorRowParser) (JsonObject *row, GHashTable *own);

/* NULL where there are no rows at all. ret_total: the rows' number where the count is missing. */
GPtrArray *
cor_page_parse (JsonObject *body, CorRowParser parser, GHashTable *own, guint *ret_total);

void cor_page_fetch_async (CorCti *cti,
                           const char *path,
                           CorRowParser parser,
                           GCancellable *cancellable,
                           GTask *task);
GPtrArray *
cor_page_fetch_finish (CorCti *cti, GAsyncResult *result, guint *ret_total, GError **error);

G_END_DECLS
