/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl parked` and `cornetta ctl pick-up`. */
#pragma once
#include "context.h"

G_BEGIN_DECLS

CorExit cor_parked_run_show (const CorContext *context);
CorExit cor_parked_run_pick_up (const CorContext *context);

G_END_DECLS
