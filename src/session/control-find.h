/* SPDX-License-Identifier: GPL-3.0-or-later
 * The control interface's FindNumbers. */
#pragma once
#include "session-private.h"

G_BEGIN_DECLS

/* parameters: (s). Answers when a thread of its own has searched the text. */
void cor_control_find_numbers (CorSession *session,
                               GVariant *parameters,
                               GDBusMethodInvocation *invocation);

G_END_DECLS
