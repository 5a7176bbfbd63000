/* SPDX-License-Identifier: GPL-3.0-or-later
 * The stack's numbers as words for the user. */
#pragma once
#include "engine.h"
#include "line-calls.h"
#include "model/sip-code.h"

/* How a call ended; a static text in the user's language, or NULL where the end says it all. */
CorCallEnd
cor_event_to_end (const CorEvent *event, const CorLineCall *entry, const char **ret_text);
/* Why the stack refused a call that it told of as refused. */
CorCallEnd cor_event_to_refusal (const CorEvent *event, const char **ret_text);
/* Why a line can't register. `stack` is the stack's own word. */
char *cor_code_to_reason (guint code,
                          const char *stack,
                          CorTransport transport,
                          const char *server,
                          const char *user);
