/* SPDX-License-Identifier: GPL-3.0-or-later
 * The account's file of notes. */
#pragma once
#include "session-private.h"

G_BEGIN_DECLS

/* With the mirror, before anything is put there. */
void cor_session_open_notes (CorSession *self);
/* NULL: none was opened. */
char *cor_session_dup_notes_path (CorSession *self);
/* Of an account that is not in use. */
char *cor_session_dup_notes_path_of (const char *mirror_path);
void cor_session_delete_notes (const char *path);

G_END_DECLS
