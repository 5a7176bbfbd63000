/* SPDX-License-Identifier: GPL-3.0-or-later
 * The control interface's Record; for control.c. */
#pragma once
#include "session-private.h"

G_BEGIN_DECLS

/* Answers when the server has. */
void
cor_control_record (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation);

G_END_DECLS
