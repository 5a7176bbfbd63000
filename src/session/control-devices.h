/* SPDX-License-Identifier: GPL-3.0-or-later
 * The control interface's Devices and SetDevice; for control.c. */
#pragma once
#include "session/session.h"

G_BEGIN_DECLS

void cor_control_list_devices (CorSession *session,
                               GVariant *parameters,
                               GDBusMethodInvocation *invocation);
void cor_control_set_device (CorSession *session,
                             GVariant *parameters,
                             GDBusMethodInvocation *invocation);

G_END_DECLS
