/* SPDX-License-Identifier: GPL-3.0-or-later
 * The control interface's CreateContact, EditContact and DeleteContact. */
#pragma once
#include "session-private.h"

G_BEGIN_DECLS

void cor_control_create_contact (CorSession *session,
                                 GVariant *parameters,
                                 GDBusMethodInvocation *invocation);
void cor_control_edit_contact (CorSession *session,
                               GVariant *parameters,
                               GDBusMethodInvocation *invocation);
void cor_control_delete_contact (CorSession *session,
                                 GVariant *parameters,
                                 GDBusMethodInvocation *invocation);

G_END_DECLS
