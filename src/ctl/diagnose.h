/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl diagnose`: what works and what does not. */
#pragma once
#include "bus.h"

G_BEGIN_DECLS

/* only: the group of checks, or NULL for all. Fails when any check has. */
CorExit cor_diagnose_run (GDBusConnection *bus, const char *only, gboolean json);

G_END_DECLS
