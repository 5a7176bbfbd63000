/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl rewrite`: what the running program dials for a number. */
#pragma once
#include "bus.h"

G_BEGIN_DECLS

CorExit cor_rewrite_show (GDBusConnection *bus, const char *number, gboolean json);
/* Rows "number TAB what is dialled, or error"; "# " begins a comment. Fails unless all are equal.
 */
CorExit cor_rewrite_test (GDBusConnection *bus, const char *path);

G_END_DECLS
