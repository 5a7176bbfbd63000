/* SPDX-License-Identifier: GPL-3.0-or-later
 * The control interface's Colleagues and ActOnColleague; for control.c. */
#pragma once
#include "session/session.h"

G_BEGIN_DECLS

void cor_control_colleagues (CorSession *session,
                             GVariant *parameters,
                             GDBusMethodInvocation *invocation);
void cor_control_act_on_colleague (CorSession *session,
                                   GVariant *parameters,
                                   GDBusMethodInvocation *invocation);

G_END_DECLS
