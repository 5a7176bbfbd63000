/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl transfer`: the other side of a call goes to a number. */
#pragma once
#include "bus.h"

G_BEGIN_DECLS

/* ask_first: it waits while the user talks there. */
CorExit
cor_move_transfer (GDBusConnection *bus, const char *number, guint32 id, gboolean ask_first);

G_END_DECLS
