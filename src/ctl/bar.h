/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl bar`: the command bar, for a key of the desktop's. */
#pragma once
#include "bus.h"

G_BEGIN_DECLS

/* Starts the program when it isn't running and the bus knows how. */
CorExit cor_bar_open (GDBusConnection *bus);

G_END_DECLS
