/* SPDX-License-Identifier: GPL-3.0-or-later
 * The mirror of the phonebook beyond lists: how far it is like the server's,
 * what its user changes, and all of it for a file. Thread: main context. */
#pragma once
#include "model/card.h"
#include "store/store.h"

G_BEGIN_DECLS

/* How the mirror stood to the server when all was read last. */
typedef struct {
  guint total;  /* rows of the server's then, and what was made and deleted here since */
  char *stamp;  /* the server's of its central book; or NULL */
  gint64 time;  /* unix s; 0: all was never read */
  guint offset; /* up to which row it was looked through again since */
} CorStoreMark;

void cor_store_mark_free (CorStoreMark *mark);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CorStoreMark, cor_store_mark_free)
void cor_store_read_mark_async (CorStore *self, GAsyncReadyCallback callback, gpointer user_data);
CorStoreMark *cor_store_read_mark_finish (CorStore *self, GAsyncResult *result, GError **error);
void cor_store_write_mark (CorStore *self, const CorStoreMark *mark);

/* The sync under way brings everything once more. */
void cor_store_begin_pass (CorStore *self);
/* How many rows it has brought since, each once, or in all passes; hidden ones too. What was not
 * among those that were counted last is what its end deletes. */
void cor_store_count_seen_async (CorStore *self,
                                 gboolean in_all_passes,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
/* -1 and an error. */
gint64 cor_store_count_seen_finish (CorStore *self, GAsyncResult *result, GError **error);
/* Puts rows without a sync; TRUE when one of them was not known so. */
void cor_store_check_contacts_async (CorStore *self,
                                     GPtrArray *contacts,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean cor_store_check_contacts_finish (CorStore *self,
                                          GAsyncResult *result,
                                          gboolean *ret_changed,
                                          GError **error);

/* A contact that is about to be deleted: gone from every list, and no sync brings it back until it
 * is shown again. */
void cor_store_hide_contact (CorStore *self, CorContact *contact);
void cor_store_show_contact (CorStore *self, CorContact *contact);

/* Contacts in the order of the list, a part each time: from *ret_after on, 0 for the first, which
 * is 0 again when there are no more. */
void cor_store_read_contacts_async (CorStore *self,
                                    gint64 after,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *cor_store_read_contacts_finish (CorStore *self,
                                           GAsyncResult *result,
                                           gint64 *ret_after,
                                           GError **error);

/* Which of the cards (CorCard; referenced) are known: one byte each, 0 or 1. */
void cor_store_match_cards_async (CorStore *self,
                                  GPtrArray *cards,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GByteArray *cor_store_match_cards_finish (CorStore *self, GAsyncResult *result, GError **error);

/* The last calls with any of the numbers, newest first. */
void cor_store_find_calls_async (CorStore *self,
                                 const char *const *numbers,
                                 guint limit,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GPtrArray *cor_store_find_calls_finish (CorStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
