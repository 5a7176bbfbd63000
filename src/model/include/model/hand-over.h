/* SPDX-License-Identifier: GPL-3.0-or-later
 * From one thread to another. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* `func` runs in the loop of `context`, once, in the order of the calls; any thread. Not
 * g_main_context_invoke(): that runs it here whenever nobody is in that loop. notify: frees
 * `data`, or NULL. */
void cor_hand_over (GMainContext *context, GSourceFunc func, gpointer data, GDestroyNotify notify);

G_END_DECLS
