/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl`: one row per command. */
#pragma once
#include "bus.h"

G_BEGIN_DECLS

/* `args`: what follows "ctl", borrowed. */
CorExit cor_command_run (GPtrArray *args);

G_END_DECLS
