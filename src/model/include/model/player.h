/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is listened to: a message that was left, or a call that was recorded.
 * There is one at a time. */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  COR_PLAYABLE_VOICEMAIL, /* id: of a CorVoicemail */
  COR_PLAYABLE_RECORDING, /* id: of a CorHistoryEntry */
} CorPlayableKind;

typedef enum {
  COR_PLAYER_EMPTY,
  COR_PLAYER_FETCHING, /* its sound, from the server */
  COR_PLAYER_PLAYING,
  COR_PLAYER_PAUSED, /* also at its end */
} CorPlayerState;

#define COR_TYPE_PLAYER (cor_player_get_type ())
G_DECLARE_FINAL_TYPE (CorPlayer, cor_player, COR, PLAYER, GObject)

/* Properties, notify only on change: state (int, CorPlayerState), title (string or NULL: who is
 * heard), position and duration (double, seconds; duration 0: not known yet). */
CorPlayer *cor_player_new (void);
/* Another one, which is being fetched. title may be NULL. */
void cor_player_begin (CorPlayer *self, CorPlayableKind kind, const char *id, const char *title);
void cor_player_set_state (CorPlayer *self, CorPlayerState state); /* EMPTY forgets what it is */
void cor_player_set_place (CorPlayer *self, double position, double duration);
CorPlayerState cor_player_get_state (CorPlayer *self);
const char *cor_player_get_title (CorPlayer *self);
double cor_player_get_position (CorPlayer *self);
double cor_player_get_duration (CorPlayer *self);
CorPlayableKind cor_player_get_kind (CorPlayer *self);
const char *cor_player_get_id (CorPlayer *self); /* or NULL */
/* Whether it is this one that the player has. */
gboolean cor_player_has (CorPlayer *self, CorPlayableKind kind, const char *id);

G_END_DECLS
