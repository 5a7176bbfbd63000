/* SPDX-License-Identifier: GPL-3.0-or-later
 * The control interface's Conference, AddToConference and Confer; for
 * control.c. */
#pragma once
#include "session-private.h"

G_BEGIN_DECLS

void cor_control_conference (CorSession *session,
                             GVariant *parameters,
                             GDBusMethodInvocation *invocation);
/* Both answer when the server has. */
void cor_control_add_to_conference (CorSession *session,
                                    GVariant *parameters,
                                    GDBusMethodInvocation *invocation);
void
cor_control_confer (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation);

G_END_DECLS
