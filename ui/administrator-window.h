/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the administrator is to be asked for, to be copied. */
#pragma once
#include <adwaita.h>

G_BEGIN_DECLS

/* Owns itself. */
GtkWindow *cor_administrator_window_new (GtkWindow *parent, const char *message);

G_END_DECLS
