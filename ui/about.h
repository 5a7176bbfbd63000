/* SPDX-License-Identifier: GPL-3.0-or-later
 * The window About. */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A toplevel that owns itself. parent: may be NULL. */
GtkWindow *cor_about_new (GtkWindow *parent);

G_END_DECLS
