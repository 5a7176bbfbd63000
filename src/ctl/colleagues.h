/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl colleagues` and `cornetta ctl colleague`: who works here, what
 * they do, and what is done about it. */
#pragma once
#include "bus.h"

G_BEGIN_DECLS

/* words: of a name, or an extension; none: everybody. */
CorExit cor_colleagues_show (GDBusConnection *bus, GPtrArray *words, gboolean json);
/* USAGE: there is no such act. */
CorExit cor_colleagues_act (GDBusConnection *bus, const char *act, const char *who);

G_END_DECLS
