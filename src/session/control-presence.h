/* SPDX-License-Identifier: GPL-3.0-or-later
 * The control interface's SetPresence; for control.c. */
#pragma once
#include "session/session.h"

G_BEGIN_DECLS

void cor_control_set_presence (CorSession *session,
                               GVariant *parameters,
                               GDBusMethodInvocation *invocation);
void cor_control_set_presence_when (CorSession *session,
                                    GVariant *parameters,
                                    GDBusMethodInvocation *invocation);

G_END_DECLS
