/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl`: what is done with calls. */
#pragma once
#include "context.h"

G_BEGIN_DECLS

/* Of one call, or of none: --device, --clipboard, how to answer, --consult. */
gboolean cor_calls_take_device (CorContext *context);
gboolean cor_calls_take_clipboard (CorContext *context);
gboolean cor_calls_take_answer (CorContext *context);
gboolean cor_calls_take_consult (CorContext *context);

CorExit cor_calls_run_stats (const CorContext *context);
CorExit cor_calls_run_call (const CorContext *context);
CorExit cor_calls_run_selection (const CorContext *context);
CorExit cor_calls_run_on_call (const CorContext *context);
CorExit cor_calls_run_answer (const CorContext *context);
CorExit cor_calls_run_switch (const CorContext *context);
CorExit cor_calls_run_dtmf (const CorContext *context);
CorExit cor_calls_run_transfer (const CorContext *context);
CorExit cor_calls_run_switch_device (const CorContext *context);
CorExit cor_calls_run_record (const CorContext *context);
CorExit cor_calls_run_conference (const CorContext *context);

G_END_DECLS
