/* SPDX-License-Identifier: GPL-3.0-or-later
 * The user's rules for clicks on D-Bus; for control.c. */
#pragma once
#include "session/session.h"

G_BEGIN_DECLS

/* Each answers the invocation of the method that it is named after. */
void cor_control_rules (CorSession *session, GDBusMethodInvocation *invocation);
void
cor_control_set_rule (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation);
void cor_control_drop_rule (CorSession *session,
                            GVariant *parameters,
                            GDBusMethodInvocation *invocation);

G_END_DECLS
