/* SPDX-License-Identifier: GPL-3.0-or-later
 * The local mirror of phonebook and history: SQLite with FTS5 on one thread of
 * its own ("store"). A cache: nothing lives only here, and a file that is
 * corrupt is set aside and filled again. Thread: main context. Owner: session. */
#pragma once
#include "model/contact.h"
#include "model/history-entry.h"

G_BEGIN_DECLS

#define COR_STORE_ERROR (cor_store_error_quark ())
GQuark cor_store_error_quark (void);

typedef enum {
  COR_STORE_ERROR_OPEN,  /* neither the file nor a new one can be opened; says which and why */
  COR_STORE_ERROR_NEWER, /* written by a newer Cornetta: refused, left alone */
  COR_STORE_ERROR_WRITE, /* disk full, read-only: says so */
  COR_STORE_ERROR_NOTES, /* the file of the notes can't be read or written; says which and why */
  COR_STORE_ERROR_NOTE,  /* of a call that is not there, or too long */
} CorStoreError;

#define COR_TYPE_STORE (cor_store_get_type ())
G_DECLARE_FINAL_TYPE (CorStore, cor_store, COR, STORE, GObject)

/* path: the account's file, made 0600 in a folder made 0700; NULL = in memory. Signals:
 *   "contacts-changed" (), "history-changed" (): after a sync that changed rows;
 *   "recovered" (const char *kept_as): the file was corrupt; it was renamed and a new one begun. */
void cor_store_open_async (const char *path, GAsyncReadyCallback callback, gpointer user_data);
CorStore *cor_store_open_finish (GAsyncResult *result, GError **error);
/* Ends the thread once what is queued is done; leaves no -wal file behind. */
void cor_store_close_async (CorStore *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean cor_store_close_finish (CorStore *self, GAsyncResult *result, GError **error);

/* Whose people read the numbers: ISO 3166, "IT". Until then numbers are shown as they are, and
 * matched by their last digits. */
void cor_store_set_country (CorStore *self, const char *country);

/* A sync is begin, any number of puts, end. What a full sync did not put is deleted at its end;
 * what was put is seen by searches at once. An abandoned sync (no end) deletes nothing. */
void cor_store_begin_contacts (CorStore *self);
void cor_store_put_contacts (CorStore *self, GPtrArray *contacts); /* CorContact; referenced */
void
cor_store_end_contacts_async (CorStore *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean cor_store_end_contacts_finish (CorStore *self, GAsyncResult *result, GError **error);
/* History only grows: rows are put by id, newest wins, nothing is deleted. */
void cor_store_put_history_async (CorStore *self,
                                  GPtrArray *entries,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data); /* CorHistoryEntry; referenced */
gboolean cor_store_put_history_finish (CorStore *self, GAsyncResult *result, GError **error);

/* Lazy models: a GListModel of CorContact or CorHistoryEntry that knows its count, reads windows
 * of rows as they are looked at, and follows the mirror's changes. Words of `query` match the
 * beginning of any word of any field, accents and case folded, and any run of a number's digits;
 * NULL or "" is everything. Property on both: "loading" (boolean: the count is not known yet).
 * While a row is being read its item is a placeholder with empty strings, replaced by
 * items-changed. cor_store_query_set() replaces the query of a model. */
GListModel *cor_store_list_contacts (CorStore *self, const char *query); /* transfer full */
GListModel *cor_store_list_history (CorStore *self, const char *query, gboolean missed_only);
void cor_store_query_set (GListModel *model, const char *query);

/* The name that belongs to a number: exact digits first, else another spelling of it (national,
 * international). Where the plans of the countries don't help, the same last 9 digits when both
 * have at least 9. Masked numbers match nothing. NULL without error when nobody is known. */
void cor_store_lookup_name_async (CorStore *self,
                                  const char *number,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
char *cor_store_lookup_name_finish (CorStore *self, GAsyncResult *result, GError **error);
/* The same, and the company of somebody whose name is known; NULL without one. */
char *cor_store_lookup_who_finish (CorStore *self,
                                   GAsyncResult *result,
                                   char **ret_company,
                                   GError **error);

G_END_DECLS
