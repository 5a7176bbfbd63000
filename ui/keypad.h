/* SPDX-License-Identifier: GPL-3.0-or-later
 * The twelve keys of a telephone, and what was typed on them. */
#pragma once
#include <adwaita.h>

G_BEGIN_DECLS

#define COR_TYPE_KEYPAD (cor_keypad_get_type ())
G_DECLARE_FINAL_TYPE (CorKeypad, cor_keypad, COR, KEYPAD, AdwBin)

/* Signal "digit" (const char *): a key was pressed. */

/* As if the key with that digit were pressed; FALSE when there is none. */
gboolean cor_keypad_press (CorKeypad *self, gunichar digit);
/* Forgets what was typed: it belonged to another call. */
void cor_keypad_clear (CorKeypad *self);

G_END_DECLS
