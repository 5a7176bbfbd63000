/* SPDX-License-Identifier: GPL-3.0-or-later
 * The main window: sign-in, or phonebook and history with the call beside them. */
#pragma once
#include <adwaita.h>
#include "session/session.h"

G_BEGIN_DECLS

#define COR_TYPE_WINDOW (cor_window_get_type ())
G_DECLARE_FINAL_TYPE (CorWindow, cor_window, COR, WINDOW, AdwApplicationWindow)

CorWindow *cor_window_new (GtkApplication *app, CorSession *session);
/* Brings the call view in sight, and does not present the window. */
/* As it was left the last time, and for the next. */
void cor_window_remember_size (CorWindow *self);
void cor_window_show_call (CorWindow *self, CorCall *call);
void cor_window_show_contact (CorWindow *self, CorContact *contact);
void cor_window_show_pane (CorWindow *self, const char *name);
/* For what has just been refused or copied. Plain text. */
void cor_window_toast (CorWindow *self, const char *text);

G_END_DECLS
