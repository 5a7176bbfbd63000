/* SPDX-License-Identifier: GPL-3.0-or-later
 * A window with words in it that are not saved yet. */
#pragma once
#include <adwaita.h>

G_BEGIN_DECLS

/* For a close-request that is not to be followed yet: asks, and destroys the window when its user
 * lets the words go. */
void cor_unsaved_ask (GtkWindow *window);

G_END_DECLS
