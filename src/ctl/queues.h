/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl queues` and `cornetta ctl queue`. */
#pragma once
#include "context.h"

G_BEGIN_DECLS

CorExit cor_queues_run_show (const CorContext *context);
CorExit cor_queues_run (const CorContext *context);

G_END_DECLS
