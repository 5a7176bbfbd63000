/* SPDX-License-Identifier: GPL-3.0-or-later
 * The phonebook on the server: its pages, and what its user writes into it. */
#pragma once
#include "cti/cti.h"
#include "model/card.h"

G_BEGIN_DECLS

/* A page as it came. */
typedef struct {
  GPtrArray *contacts; /* CorContact: rows that say nothing are left out */
  guint n_rows;        /* of all, those too */
  gboolean counted;    /* the server says how many there are */
  guint total;
  char *stamp;        /* when the server last read the central book anew; or NULL */
  char *first, *last; /* which rows stand at the ends of the page, or NULL when there are none */
} CorCtiBookPage;

void cor_cti_book_page_free (CorCtiBookPage *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CorCtiBookPage, cor_cti_book_page_free)

void cor_cti_fetch_book_async (CorCti *self,
                               guint offset,
                               guint limit,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
CorCtiBookPage *cor_cti_fetch_book_finish (CorCti *self, GAsyncResult *result, GError **error);

/* Rows of the user's and the company's own book that may be the one just written: those that a
 * search for a piece of it finds. The server tells no id of what it makes. Newest first. */
void cor_cti_find_card_async (CorCti *self,
                              const CorCard *card,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
GPtrArray *cor_cti_find_card_finish (CorCti *self, GAsyncResult *result, GError **error);
/* One of the book that users write. NULL without error: there is none such. */
void cor_cti_fetch_contact_async (CorCti *self,
                                  gint64 id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
CorContact *cor_cti_fetch_contact_finish (CorCti *self, GAsyncResult *result, GError **error);

/* card: its type and name are always sent. */
void cor_cti_create_contact_async (CorCti *self,
                                   const CorCard *card,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
/* Sends what differs from `before`. */
void cor_cti_modify_contact_async (CorCti *self,
                                   CorContact *before,
                                   const CorCard *card,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
void cor_cti_delete_contact_async (CorCti *self,
                                   gint64 id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
/* Of all three. */
gboolean cor_cti_write_contact_finish (CorCti *self, GAsyncResult *result, GError **error);

/* Names of the groups that the user is in, with whom contacts can be shared. */
void cor_cti_fetch_groups_async (CorCti *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GStrv cor_cti_fetch_groups_finish (CorCti *self, GAsyncResult *result, GError **error);

G_END_DECLS
