/* SPDX-License-Identifier: GPL-3.0-or-later
 * SIP's numbers as words for the user. */
#pragma once
#include "engine.h"

/* How an ended call of ours ended, from the answer to its INVITE (0: no answer came).
 * Static texts in the user's language, or NULL where the end says it all. */
CorCallEnd cor_code_to_end (guint code, const char **ret_text);
/* The same of any call. */
CorCallEnd cor_event_to_end (const CorEvent *event, CorCall *call, const char **ret_text);
/* Whether trying to register again could mend it. */
gboolean cor_code_is_final (guint code);
/* Why a line can't register. `stack` is the stack's own word. */
char *cor_code_to_reason (guint code,
                          const char *stack,
                          CorTransport transport,
                          const char *server,
                          const char *user);
