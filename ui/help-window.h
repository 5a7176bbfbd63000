/* SPDX-License-Identifier: GPL-3.0-or-later
 * The help, offline: in the desktop's viewer where there is one, else in a window of its own. */
#pragma once
#include <adwaita.h>

G_BEGIN_DECLS

#define COR_TYPE_HELP_WINDOW (cor_help_window_get_type ())
G_DECLARE_FINAL_TYPE (CorHelpWindow, cor_help_window, COR, HELP_WINDOW, AdwWindow)

/* A toplevel that owns itself, without a page yet. parent: may be NULL. */
CorHelpWindow *cor_help_window_new (GtkWindow *parent);
/* name: "index"; one that does not exist leads there too. */
void cor_help_window_show_page (CorHelpWindow *self, const char *name);

/* The action app.help (s: a page's name). */
void cor_help_window_install (GtkApplication *app);

G_END_DECLS
