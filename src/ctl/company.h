/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl cards` and `open-url`: what the company keeps for callers. */
#pragma once
#include "bus.h"

G_BEGIN_DECLS

/* number: NULL for that of the call that rings or is talked in. */
CorExit cor_company_cards (GDBusConnection *bus, const char *number, gboolean json);

G_END_DECLS
