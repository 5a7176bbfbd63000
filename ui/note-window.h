/* SPDX-License-Identifier: GPL-3.0-or-later
 * The user's note on a past call, to be read and written. */
#pragma once
#include <adwaita.h>
#include "session/session.h"

G_BEGIN_DECLS

#define COR_TYPE_NOTE_WINDOW (cor_note_window_get_type ())
G_DECLARE_FINAL_TYPE (CorNoteWindow, cor_note_window, COR, NOTE_WINDOW, AdwWindow)

/* id: of the call; who: it was with, or NULL. Floating as windows are. */
GtkWindow *
cor_note_window_new (GtkWindow *parent, CorSession *session, const char *id, const char *who);
const char *cor_note_window_get_id (CorNoteWindow *self);

G_END_DECLS
