/* SPDX-License-Identifier: GPL-3.0-or-later
 * A call goes elsewhere: transferred, transferred once somebody was asked, or
 * parked. Main context. */
#pragma once
#include "session-private.h"

G_BEGIN_DECLS

typedef struct {
  CorCtiMoveKind kind;
  const char *to; /* as the exchange is told; NULL to park */
} CorMove;

/* What went wrong is the call's trouble too, so that who shows it need not wait. callback may be
 * NULL; wanted is read at once. */
void cor_session_move_async (CorSession *self,
                             CorCall *call,
                             const CorMove *wanted,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean cor_session_move_finish (CorSession *self, GAsyncResult *result, GError **error);
/* Where somebody may be sent, as the exchange is told; transfer full. NULL with an error of
 * G_IO_ERROR for what costs more, is a code, or must never be left alone. */
CorNumber *cor_session_read_target (CorSession *self,
                                    const char *text,
                                    CorNumberSource source,
                                    GError **error);
/* At once, or when somebody was asked. to: as a person wrote it, or as it stands in a list. */
void cor_session_transfer (CorSession *self, CorCall *call, CorCtiMoveKind kind, const char *to);
/* Both: the call that is talked in. */
gboolean cor_session_can_transfer (CorSession *self);
gboolean cor_session_can_park (CorSession *self);

/* The same of the calls as they are. */
const CorCtiConversation *
cor_session_find_conversation (CorSession *self, GPtrArray *all, CorCall *call);
/* Which of the server's conversations the call is; borrowed, or NULL where it may be several.
 * only_call: there is no other on this computer. */
const CorCtiConversation *
cor_session_pick_conversation (GPtrArray *all, CorCall *call, gboolean only_call);

G_END_DECLS
