/* SPDX-License-Identifier: GPL-3.0-or-later
 * Keys that work in every program, by the desktop's portal, which asks its user
 * for each. Thread: main context. */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

#define COR_TYPE_SHORTCUTS (cor_shortcuts_get_type ())
G_DECLARE_FINAL_TYPE (CorShortcuts, cor_shortcuts, COR, SHORTCUTS, GObject)

/* Asks the portal at once. Signals:
 *   "activated" (const char *id, const char *activation_token or NULL): dial-selection, bar,
 * answer, hang-up or mute; "failed" (const char *reason): there will be none; words for the user.
 */
CorShortcuts *cor_shortcuts_new (void);
/* Gives the keys back; no signal comes after it. */
void cor_shortcuts_close (CorShortcuts *self);

G_END_DECLS
