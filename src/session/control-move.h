/* SPDX-License-Identifier: GPL-3.0-or-later
 * The control interface's Transfer, Park, and what follows when
 * somebody is asked before a transfer; for control.c. Each answers when the
 * server has. */
#pragma once
#include "session-move.h"

G_BEGIN_DECLS

/* Of the call of this id; 0: of the one that is talked in. */
void cor_control_move (CorSession *session,
                       guint id,
                       const CorMove *wanted,
                       GDBusMethodInvocation *invocation);
void
cor_control_transfer (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation);
void
cor_control_park (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation);
void
cor_control_switch (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation);
void
cor_control_swap (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation);
void
cor_control_complete (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation);
void
cor_control_go_back (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation);

G_END_DECLS
