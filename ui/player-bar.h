/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is listened to: who, how far, pause and end. Not seen while there is nothing. */
#pragma once
#include <adwaita.h>

G_BEGIN_DECLS

/* It must be inside a CorCaller. */
#define COR_TYPE_PLAYER_BAR (cor_player_bar_get_type ())
G_DECLARE_FINAL_TYPE (CorPlayerBar, cor_player_bar, COR, PLAYER_BAR, AdwBin)

G_END_DECLS
