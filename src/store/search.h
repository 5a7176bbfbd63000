/* SPDX-License-Identifier: GPL-3.0-or-later
 * From the text a user types to rows. */
#pragma once
#include "db.h"
#include "model/history-filter.h"

G_BEGIN_DECLS

/* What of a query is looked at; the rest of a longer one is left out. */
#define COR_QUERY_BYTES_MAX 256
#define COR_QUERY_WORDS_MAX 8

/* The FTS5 expression for a query, or NULL when it asks for everything. Whatever the text, only
 * letters and digits of it get into the expression. Pure; any thread. */
char *cor_search_expression (const char *query, CorHistoryKind kind);

/* One row of a window: the object, and what tells whether it is still the same. */
typedef struct {
  gint64 id;
  gint64 version;
  GObject *item; /* owned */
} CorRow;
void cor_row_clear (CorRow *row);

/* The words of a query, folded; one run of digits where it is a number. Transfer full. */
GPtrArray *cor_search_words (const char *query, gboolean *ret_is_number);

GArray *cor_search_new_rows (void);
/* Appends the rows of a statement over the columns of contacts. */
void cor_search_collect (CorDb *db, sqlite3_stmt *statement, GArray *rows);

/* What is looked for. */
typedef struct {
  gboolean is_history;
  const char *expression; /* or NULL: everything */
  gint64 from, to;        /* of history: unix seconds, `to` exclusive; 0: without an end */
} CorSearch;

/* Up to COR_DB_WINDOW rows from `window` * COR_DB_WINDOW on; an array of CorRow. On failure it is
 * shorter and db->rc is set. */
GArray *cor_search_window (CorDb *db, const CorSearch *search, guint window);
guint cor_search_count (CorDb *db, const CorSearch *search);

G_END_DECLS
