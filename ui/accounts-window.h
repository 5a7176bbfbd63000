/* SPDX-License-Identifier: GPL-3.0-or-later
 * The accounts of this computer: use, add, forget. Owns itself. */
#pragma once
#include "session/session.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define COR_TYPE_ACCOUNTS_WINDOW (cor_accounts_window_get_type ())
G_DECLARE_FINAL_TYPE (CorAccountsWindow, cor_accounts_window, COR, ACCOUNTS_WINDOW, AdwWindow)

GtkWindow *cor_accounts_window_new (GtkWindow *parent, CorSession *session);

G_END_DECLS
