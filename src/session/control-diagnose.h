/* SPDX-License-Identifier: GPL-3.0-or-later
 * What D-Bus is told of what works and what does not. */
#pragma once
#include "session-private.h"

G_BEGIN_DECLS

/* The method Diagnose; answers when the checks are done. */
void
cor_control_diagnose (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation);

G_END_DECLS
