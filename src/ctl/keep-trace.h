/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl trace` and `cornetta ctl log-level`. */
#pragma once
#include "context.h"

G_BEGIN_DECLS

CorExit cor_trace_run (const CorContext *context);
gboolean cor_trace_take_numbers (CorContext *context);
CorExit cor_log_level_run (const CorContext *context);

G_END_DECLS
