/* SPDX-License-Identifier: GPL-3.0-or-later
 * The trace and the log's level on D-Bus. */
#pragma once
#include "session-private.h"

G_BEGIN_DECLS

void
cor_control_trace (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation);
void cor_control_log_level (CorSession *session,
                            GVariant *parameters,
                            GDBusMethodInvocation *invocation);

G_END_DECLS
