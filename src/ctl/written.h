/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl note` and `summary`: what was written of past calls. */
#pragma once
#include "context.h"

G_BEGIN_DECLS

/* ID [TEXT…]: shows the note, or writes it; "" takes it away. */
CorExit cor_written_run_note (const CorContext *context);
/* show ID | edit ID [TEXT…] | transcript ID; without a text the new one is read from the standard
 * input. */
CorExit cor_written_run_summary (const CorContext *context);

G_END_DECLS
