/* SPDX-License-Identifier: GPL-3.0-or-later
 * The first run, after its first page, which is the sign-in form: where calls
 * go, what the desktop hands over, a test call. Each page can be skipped, and
 * the next start goes on where its user stopped. */
#pragma once
#include <adwaita.h>
#include "session/session.h"

G_BEGIN_DECLS

#define COR_TYPE_WELCOME_WINDOW (cor_welcome_window_get_type ())
G_DECLARE_FINAL_TYPE (CorWelcomeWindow, cor_welcome_window, COR, WELCOME_WINDOW, AdwWindow)

GtkWindow *cor_welcome_window_new (GtkWindow *parent, CorSession *session);

/* Somebody has filled in the form: the pages follow once they are signed in, unless they have
 * seen them before. */
void cor_welcome_note_form (void);
/* Whether they are to be shown now. */
gboolean cor_welcome_is_wanted (void);

G_END_DECLS
