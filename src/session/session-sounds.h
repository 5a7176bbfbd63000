/* SPDX-License-Identifier: GPL-3.0-or-later
 * Messages, recordings and the player, for the rest of the session. */
#pragma once
#include "session-private.h"
#include "session/sounds.h"

G_BEGIN_DECLS

/* session-voicemail.c */
void cor_session_add_voicemail (CorSession *self);
void cor_session_watch_voicemail (CorSession *self);        /* of a new account */
void cor_session_fetch_voicemail (CorSession *self);        /* the profile is here */
void cor_session_name_voicemail (CorSession *self);         /* the phonebook is, or has changed */
void cor_session_show_voicemail_numbers (CorSession *self); /* the country has */
void cor_session_forget_voicemail (CorSession *self);

/* session-player.c */
void cor_session_add_player (CorSession *self);

/* session-sounds.c: gone from the server at once, and from the lists then. */
void cor_session_delete_sound_async (CorSession *self,
                                     CorPlayableKind kind,
                                     const char *id,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean cor_session_delete_sound_finish (CorSession *self, GAsyncResult *result, GError **error);
/* The file: of what the player has, or from the server. */
void cor_session_fetch_sound_async (CorSession *self,
                                    CorPlayableKind kind,
                                    const char *id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GBytes *cor_session_fetch_sound_finish (CorSession *self, GAsyncResult *result, GError **error);

G_END_DECLS
