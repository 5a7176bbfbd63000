/* SPDX-License-Identifier: GPL-3.0-or-later
 * The control interface's OpenUrl and CustomerCards. */
#pragma once
#include "session-private.h"

G_BEGIN_DECLS

/* parameters: (u) */
void
cor_control_open_url (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation);
/* parameters: (s). Answers when the server has. */
void cor_control_customer_cards (CorSession *session,
                                 GVariant *parameters,
                                 GDBusMethodInvocation *invocation);

G_END_DECLS
