/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which calls the user's phones are talking in, to tell when one is over. */
#pragma once
#include "event.h"

G_BEGIN_DECLS

typedef struct _CorTalked CorTalked;

CorTalked *cor_talked_new (void);
void cor_talked_free (CorTalked *self);
/* How one of the user's phones is now. Calls that are over by that, each once, though it was talked
 * in at several phones: transfer full, "uniqueid/linkedid". */
GPtrArray *cor_talked_note (CorTalked *self, const CorExten *exten);

G_END_DECLS
