/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl codecs`: which codecs calls offer, and in what order. */
#pragma once
#include "bus.h"

G_BEGIN_DECLS

/* names: what is to be used from now on; none shows what is. */
CorExit cor_codecs_run (GDBusConnection *bus, GPtrArray *names, gboolean json);

G_END_DECLS
