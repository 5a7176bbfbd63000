/* SPDX-License-Identifier: GPL-3.0-or-later
 * The control interface's acts on the history: FilterHistory, CountHistory,
 * FetchOlderHistory, SeeMissed, ClearHistory. */
#pragma once
#include "session-private.h"

G_BEGIN_DECLS

void cor_control_filter_history (CorSession *session,
                                 GVariant *parameters,
                                 GDBusMethodInvocation *invocation);
void cor_control_count_history (CorSession *session,
                                GVariant *parameters,
                                GDBusMethodInvocation *invocation);
void cor_control_fetch_older_history (CorSession *session,
                                      GVariant *parameters,
                                      GDBusMethodInvocation *invocation);
void cor_control_see_missed (CorSession *session,
                             GVariant *parameters,
                             GDBusMethodInvocation *invocation);
void cor_control_clear_history (CorSession *session,
                                GVariant *parameters,
                                GDBusMethodInvocation *invocation);
/* "more", "fetching", "all" or "stuck". */
const char *cor_control_reach (CorSession *session);

G_END_DECLS
