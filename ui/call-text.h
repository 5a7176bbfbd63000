/* SPDX-License-Identifier: GPL-3.0-or-later
 * The state of a call in words. */
#pragma once
#include "model/call.h"

G_BEGIN_DECLS

/* "Ringing…", "On hold", "They hung up"; NULL while people talk. Transfer none. */
const char *cor_call_text_state (CorCall *call);
/* What the user may not have noticed of its sound, or NULL. Transfer none. */
const char *cor_call_text_hint (CorCall *call);
/* The time talked, or NULL before the answer. */
char *cor_call_text_time (CorCall *call);

G_END_DECLS
