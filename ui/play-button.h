/* SPDX-License-Identifier: GPL-3.0-or-later
 * Hears a message or a recording, and pauses it. It must be inside a CorCaller
 * to do anything. */
#pragma once
#include <adwaita.h>
#include "session/sounds.h"

G_BEGIN_DECLS

#define COR_TYPE_PLAY_BUTTON (cor_play_button_get_type ())
G_DECLARE_FINAL_TYPE (CorPlayButton, cor_play_button, COR, PLAY_BUTTON, AdwBin)

/* id: NULL hides it. title: who is heard. */
void
cor_play_button_set (CorPlayButton *self, CorPlayableKind kind, const char *id, const char *title);
/* As its click. */
void cor_play_button_toggle (CorPlayButton *self);
gboolean cor_play_button_is_playing (CorPlayButton *self);
/* Asks where to, and saves it there. time: of what was recorded. */
void cor_play_button_save (CorPlayButton *self, gint64 time);

G_END_DECLS
