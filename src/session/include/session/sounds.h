/* SPDX-License-Identifier: GPL-3.0-or-later
 * Messages that were left, calls that were recorded, and listening to them.
 * What the server sends is kept in memory, and in a file only where its user
 * says so. */
#pragma once
#include "model/player.h"
#include "model/voicemail-list.h"
#include "session/session.h"

G_BEGIN_DECLS

/* Transfer none, live as long as the session. */
CorVoicemailList *cor_session_get_voicemail (CorSession *self);
CorPlayer *cor_session_get_player (CorSession *self);
/* Asks the server for the list again. */
void cor_session_refresh_voicemail (CorSession *self);

/* Heard from the speaker instead of what was, from where it was paused if it is that; one that is
 * heard goes on. The answer comes when it can be heard. title: who it is, or NULL. callback NULL:
 * what goes wrong is told by "refused". Calls go before: it waits for the end of them, and pauses
 * when one comes. */
void cor_session_play_async (CorSession *self,
                             CorPlayableKind kind,
                             const char *id,
                             const char *title,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean cor_session_play_finish (CorSession *self, GAsyncResult *result, GError **error);
void cor_session_pause_player (CorSession *self);
void cor_session_resume_player (CorSession *self);
void cor_session_seek_player (CorSession *self, double seconds);
void cor_session_stop_player (CorSession *self);

/* As the server has it. An old file is replaced. */
void cor_session_save_sound_async (CorSession *self,
                                   CorPlayableKind kind,
                                   const char *id,
                                   GFile *file,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean cor_session_save_sound_finish (CorSession *self, GAsyncResult *result, GError **error);

/* The same as cor_session_delete_contact() in session/book.h, with the same undo. */
guint cor_session_delete_voicemail (CorSession *self, CorVoicemail *message);
guint cor_session_delete_recording (CorSession *self, CorHistoryEntry *entry);

G_END_DECLS
