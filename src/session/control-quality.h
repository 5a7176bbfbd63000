/* SPDX-License-Identifier: GPL-3.0-or-later
 * The control interface's CallStats. */
#pragma once
#include "session-private.h"

G_BEGIN_DECLS

void cor_control_call_stats (CorSession *session,
                             GVariant *parameters,
                             GDBusMethodInvocation *invocation);

G_END_DECLS
