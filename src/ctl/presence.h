/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl presence`: what colleagues see the user as, and where calls go. */
#pragma once
#include "bus.h"

G_BEGIN_DECLS

/* to: of "forward" alone, or NULL. USAGE: there is no such choice. */
/* when: NULL, "busy" or "unavailable". */
CorExit
cor_presence_choose (GDBusConnection *bus, const char *when, const char *choice, const char *to);

G_END_DECLS
