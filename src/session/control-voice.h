/* SPDX-License-Identifier: GPL-3.0-or-later
 * The control interface's CheckMicrophone and TestEcho. */
#pragma once
#include "session-private.h"

G_BEGIN_DECLS

void cor_control_check_microphone (CorSession *session,
                                   GVariant *parameters,
                                   GDBusMethodInvocation *invocation);
void cor_control_test_echo (CorSession *session,
                            GVariant *parameters,
                            GDBusMethodInvocation *invocation);

G_END_DECLS
