/* SPDX-License-Identifier: GPL-3.0-or-later
 * Numbers that are dropped on a window or pasted into it. They are written
 * into its entry; calling is left to its user. */
#pragma once
#include "caller.h"

G_BEGIN_DECLS

/* A text, a file or a list of files (which is what links are); transfer full: what to write into
 * the entry. An error's message begins with what was refused. */
char *cor_drop_read (const GValue *value, GError **error);
/* The window has the action win.fill-entry (s), and is told what was refused. */
void cor_drop_attach (CorCaller *window);
/* The clipboard's text, as if it had been dropped. */
void cor_drop_paste (CorCaller *window);

G_END_DECLS
