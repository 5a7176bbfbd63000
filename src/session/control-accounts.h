/* SPDX-License-Identifier: GPL-3.0-or-later
 * The control interface's methods on accounts; for control.c. */
#pragma once
#include "session/session.h"

G_BEGIN_DECLS

void
cor_control_accounts (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation);
void cor_control_use_account (CorSession *session,
                              GVariant *parameters,
                              GDBusMethodInvocation *invocation);
void cor_control_forget_account (CorSession *session,
                                 GVariant *parameters,
                                 GDBusMethodInvocation *invocation);
void cor_control_add_account (CorSession *session,
                              GVariant *parameters,
                              GDBusMethodInvocation *invocation);

G_END_DECLS
