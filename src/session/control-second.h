/* SPDX-License-Identifier: GPL-3.0-or-later
 * The control interface's acts on two calls at once. */
#pragma once
#include "session/session.h"

G_BEGIN_DECLS

void cor_control_answer_ending (CorSession *session,
                                GVariant *parameters,
                                GDBusMethodInvocation *invocation);

G_END_DECLS
