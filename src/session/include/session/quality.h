/* SPDX-License-Identifier: GPL-3.0-or-later
 * The quality of calls on this computer, while they last and afterwards: the
 * last 20 are kept, in memory alone. Thread: main context. */
#pragma once
#include "model/call-stats.h"
#include "session/session.h"

G_BEGIN_DECLS

/* call: its id; 0 for the one that is talked in, else the one that ended last. Fails with words
 * for the user where there is none, or its sound is on another phone. */
void cor_session_get_quality_async (CorSession *self,
                                    guint call,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
CorCallQuality *
cor_session_get_quality_finish (CorSession *self, GAsyncResult *result, GError **error);

G_END_DECLS
