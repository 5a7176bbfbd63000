/* SPDX-License-Identifier: GPL-3.0-or-later
 * The quick way to a call, from whatever program one is in: one entry, and
 * under it the people and the calls that match. */
#pragma once
#include <adwaita.h>
#include "session/session.h"

G_BEGIN_DECLS

#define COR_TYPE_COMMAND_BAR (cor_command_bar_get_type ())
G_DECLARE_FINAL_TYPE (CorCommandBar, cor_command_bar, COR, COMMAND_BAR, AdwWindow)

/* Signals: "window-wanted" (): the main window, to sign in there; "contact-wanted" (CorContact):
 * the main window with that person. Closing hides it; it is not built anew. */
CorCommandBar *cor_command_bar_new (GtkApplication *app, CorSession *session);
/* Empty, in sight and with the keyboard. activation_token: the launcher's, or NULL. */
void cor_command_bar_open (CorCommandBar *self, const char *activation_token);

/* The same, to say where the other side of a call is to go. It closes with the call. */
void
cor_command_bar_open_transfer (CorCommandBar *self, CorCall *call, const char *activation_token);
/* The same, to say who is to be added to a call, so that all talk together. */
void cor_command_bar_open_add (CorCommandBar *self, CorCall *call, const char *activation_token);

G_END_DECLS
