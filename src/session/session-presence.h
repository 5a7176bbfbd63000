/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the user has chosen to be seen as, and where their calls go then. */
#pragma once
#include "session-private.h"

G_BEGIN_DECLS

void cor_session_watch_presence (CorSession *self); /* of a new account */
void cor_session_add_presence_actions (CorSession *self);
void cor_session_update_presence_actions (CorSession *self);

/* to: where calls are forwarded, read like a number that is typed; of COR_PRESENCE_CALLFORWARD
 * alone. callback NULL: what goes wrong is told the user. */
void cor_session_choose_presence_async (CorSession *self,
                                        CorCtiWhen when,
                                        CorPresence presence,
                                        const char *to,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean
cor_session_choose_presence_finish (CorSession *self, GAsyncResult *result, GError **error);

G_END_DECLS
