/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the user wrote of past calls. The server has no place for it: it stays on this computer,
 * until the call is no longer kept, or its user signs out. A call's entry in the history has its
 * note, and is found by it. Thread: main context. */
#pragma once
#include "session/session.h"

G_BEGIN_DECLS

/* id: of a CorHistoryEntry of the user's own. text: at most COR_NOTE_MAX letters; "" for none. */
void cor_session_set_note_async (CorSession *self,
                                 const char *id,
                                 const char *text,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean cor_session_set_note_finish (CorSession *self, GAsyncResult *result, GError **error);
/* "": there is none. */
void cor_session_fetch_note_async (CorSession *self,
                                   const char *id,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
char *cor_session_fetch_note_finish (CorSession *self, GAsyncResult *result, GError **error);

G_END_DECLS
