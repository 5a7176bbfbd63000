/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl conf`: several talk together. */
#pragma once
#include "bus.h"

G_BEGIN_DECLS

/* args: what follows "conf". COR_EXIT_USAGE without a word where they make no sense. */
CorExit cor_conference_run (GDBusConnection *bus, GPtrArray *args, gboolean json);

G_END_DECLS
