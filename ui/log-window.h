/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the program has logged lately, and how much it logs. */
#pragma once
#include <adwaita.h>

G_BEGIN_DECLS

#define COR_TYPE_LOG_WINDOW (cor_log_window_get_type ())
G_DECLARE_FINAL_TYPE (CorLogWindow, cor_log_window, COR, LOG_WINDOW, AdwWindow)

/* A toplevel that owns itself. parent: may be NULL. */
GtkWindow *cor_log_window_new (GtkWindow *parent);

G_END_DECLS
