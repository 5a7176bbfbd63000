/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl contact`: contacts are made, changed and deleted, and go from
 * files and to files. */
#pragma once
#include "bus.h"

G_BEGIN_DECLS

/* args: what follows "contact". COR_EXIT_USAGE without a word where they make no sense. */
CorExit cor_contact_run (GDBusConnection *bus, GPtrArray *args);

G_END_DECLS
