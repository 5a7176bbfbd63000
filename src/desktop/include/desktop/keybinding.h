/* SPDX-License-Identifier: GPL-3.0-or-later
 * A shortcut in GNOME's own list that calls the selected number, for desktops
 * whose portal has none. Added and removed only when the user says so. */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/* Whether the desktop keeps such a list. */
gboolean cor_keybinding_is_possible (void);
/* Its keys, as "<Control><Alt>c"; NULL when it is not in the list. Transfer full. */
char *cor_keybinding_dup_keys (void);
/* Keys that the user gave it meanwhile stay. */
void cor_keybinding_add (void);
/* Leaves no trace; the others in the list stay. */
void cor_keybinding_remove (void);

G_END_DECLS
