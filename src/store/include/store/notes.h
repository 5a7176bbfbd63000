/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the user wrote of past calls. The server has no place for it: it is kept in a file of its
 * own, which outlives the mirror, and goes with the calls that are no longer kept. Rows of the
 * history have it, and are found by its words. Thread: main context. */
#pragma once
#include "store/store.h"

G_BEGIN_DECLS

/* Once, before anything is put; until then notes are in memory alone. path: made 0600 in a folder
 * made 0700. Fails with COR_STORE_ERROR_NOTES; a damaged file was set aside, and notes can be
 * written all the same. */
void cor_store_open_notes_async (CorStore *self,
                                 const char *path,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean cor_store_open_notes_finish (CorStore *self, GAsyncResult *result, GError **error);

/* id: of a CorHistoryEntry that is in the mirror. text: up to COR_NOTE_MAX letters; NULL or blank
 * for none. What is no text is left out. "history-changed" follows. */
void cor_store_set_note_async (CorStore *self,
                               const char *id,
                               const char *text,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean cor_store_set_note_finish (CorStore *self, GAsyncResult *result, GError **error);
/* "": there is none. Fails with COR_STORE_ERROR_NOTE where there is no such call. */
void cor_store_fetch_note_async (CorStore *self,
                                 const char *id,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
char *cor_store_fetch_note_finish (CorStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
