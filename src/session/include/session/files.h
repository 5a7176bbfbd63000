/* SPDX-License-Identifier: GPL-3.0-or-later
 * The phonebook from files and to files. */
#pragma once
#include "session/session.h"

G_BEGIN_DECLS

/* What a file has, before anything of it is sent. */
typedef struct {
  GPtrArray *cards; /* CorCard: those that are new */
  guint known;      /* somebody of that name has all its numbers already */
  guint unreadable; /* records that are none, or that the server could not keep */
} CorImport;

void cor_import_free (CorImport *import);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CorImport, cor_import_free)

/* vCard or CSV; changes nothing. */
void cor_session_read_import_async (CorSession *self,
                                    GFile *file,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
CorImport *cor_session_read_import_finish (CorSession *self, GAsyncResult *result, GError **error);

typedef void (*CorImportProgress) (guint done, guint of, gpointer user_data);

/* Sends them one after the other, no faster than the server wants. type: "private" or "public",
 * for those that do not say. Cancelled, those sent stay. The import is referenced by nobody and
 * must live until the answer. */
void cor_session_import_async (CorSession *self,
                               const CorImport *import,
                               const char *type,
                               CorImportProgress progress, /* or NULL; with user_data */
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
/* TRUE also where some were refused; ret_done: those the server took. */
gboolean cor_session_import_finish (CorSession *self,
                                    GAsyncResult *result,
                                    guint *ret_done,
                                    guint *ret_refused,
                                    GError **error);

/* All of the phonebook, as vCard 4.0, or as CSV by the file's name. */
void cor_session_export_async (CorSession *self,
                               GFile *file,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean
cor_session_export_finish (CorSession *self, GAsyncResult *result, guint *ret_done, GError **error);

G_END_DECLS
