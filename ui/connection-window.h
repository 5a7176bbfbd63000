/* SPDX-License-Identifier: GPL-3.0-or-later
 * The steps to a server that somebody wants to sign in at. */
#pragma once
#include <adwaita.h>
#include "session/session.h"

G_BEGIN_DECLS

#define COR_TYPE_CONNECTION_WINDOW (cor_connection_window_get_type ())
G_DECLARE_FINAL_TYPE (CorConnectionWindow, cor_connection_window, COR, CONNECTION_WINDOW, AdwWindow)

/* A toplevel that owns itself; tries host at once. parent: may be NULL. */
GtkWindow *cor_connection_window_new (GtkWindow *parent, CorSession *session, const char *host);

G_END_DECLS
