/* SPDX-License-Identifier: GPL-3.0-or-later
 * The keys of every window; ui/gtk/help-overlay.ui lists them. */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

void cor_keys_install (GtkApplication *app);

G_END_DECLS
