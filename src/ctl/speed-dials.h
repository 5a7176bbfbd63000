/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl speed-dials` and `cornetta ctl speed-dial`. */
#pragma once
#include "context.h"

G_BEGIN_DECLS

CorExit cor_speed_dials_run_show (const CorContext *context);
CorExit cor_speed_dials_run (const CorContext *context);

G_END_DECLS
