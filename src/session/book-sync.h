/* SPDX-License-Identifier: GPL-3.0-or-later
 * Makes the mirror of the phonebook like the server's.
 *
 * The server tells how many rows there are and when it last read the central book anew; who has
 * changed a row, and which, it does not tell. So where both are as they were, a turn reads one page
 * of the book, another each time, and everything only when that page has something new, or a day
 * has gone by.
 *
 * Pages are counted rows of a book that others write while it is read. Each page begins with the
 * last row of the one before: where another stands there, or the number of rows has changed, what
 * was read may lack a row, and the book is read once more. Rows are deleted only when as many
 * were seen as there are. */
#pragma once
#include "cti/book.h"
#include "store/book.h"

G_BEGIN_DECLS

#define COR_BOOK_PAGE 500

typedef struct _CorBookSync CorBookSync;
typedef void (*CorBookProgress) (double fraction, gpointer user_data); /* 0..1 of everything */

CorBookSync *
cor_book_sync_new (CorCti *cti, CorStore *store, CorBookProgress progress, gpointer user_data);
/* Nobody is told of progress afterwards; what is under way ends by its cancellable. */
void cor_book_sync_free (CorBookSync *self);
/* One turn; there must be none under way. */
void cor_book_sync_turn_async (CorBookSync *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
/* FALSE with an error; what was there before stays. */
gboolean cor_book_sync_turn_finish (GAsyncResult *result, GError **error);

G_END_DECLS
