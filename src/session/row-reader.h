/* SPDX-License-Identifier: GPL-3.0-or-later
 * The first rows of a lazy list of contacts or of history, once they are read. */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/* rows: of the list, in its order, fewer than wanted where there are no more; none when the
 * mirror did not answer for ten seconds. */
typedef void (*CorRowsRead) (GPtrArray *rows, gpointer user_data);

/* list: transfer full. May call `done` before it returns. */
void cor_rows_read (GListModel *list, guint limit, CorRowsRead done, gpointer user_data);

G_END_DECLS
