/* SPDX-License-Identifier: GPL-3.0-or-later
 * What this computer rings with, by the setting "ringtone"; what is wrong with
 * it is the session's property "ringtone-trouble". Thread: main context. */
#pragma once
#include "session/session.h"

G_BEGIN_DECLS

/* The setting's value for the country's ring. Empty is the melody, all else a file. */
#define COR_RINGTONE_COUNTRY "country"

/* Once, on the ringer device, until it is cancelled or a call comes, whose ring goes before. An
 * error when it was cancelled or could not be. */
void cor_session_play_ringtone_async (CorSession *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean cor_session_play_ringtone_finish (CorSession *self, GAsyncResult *result, GError **error);

G_END_DECLS
