/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the server keeps to be heard: messages of the user's mailbox, and calls
 * that were recorded. */
#pragma once
#include "cti/cti.h"
#include "model/player.h"
#include "model/voicemail.h"

G_BEGIN_DECLS

/* A sound is no larger than this, which is 70 minutes of what the server records; unpacked from
 * what it comes in, whatever that is. */
#define COR_CTI_SOUND_MAX (64 * 1024 * 1024)

/* CorVoicemail, the newest first, 500 at most; transfer full. */
void cor_cti_fetch_voicemail_async (CorCti *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *cor_cti_fetch_voicemail_finish (CorCti *self, GAsyncResult *result, GError **error);

/* The file, as it is: a stranger's. By hearing a message it is no longer new. id: of a CorVoicemail
 * or of a CorHistoryEntry. */
void cor_cti_fetch_sound_async (CorCti *self,
                                CorPlayableKind kind,
                                const char *id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GBytes *cor_cti_fetch_sound_finish (CorCti *self, GAsyncResult *result, GError **error);

void cor_cti_delete_sound_async (CorCti *self,
                                 CorPlayableKind kind,
                                 const char *id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean cor_cti_delete_sound_finish (CorCti *self, GAsyncResult *result, GError **error);

/* Signal of CorCti: "voicemail" (): something has changed in the user's mailbox. */

G_END_DECLS
