/* SPDX-License-Identifier: GPL-3.0-or-later
 * The control interface's SignIn and SendCode; for control.c. */
#pragma once
#include "session/session.h"

G_BEGIN_DECLS

void
cor_control_sign_in (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation);
void cor_control_send_code (CorSession *session,
                            GVariant *parameters,
                            GDBusMethodInvocation *invocation);

G_END_DECLS
