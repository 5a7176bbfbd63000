/* SPDX-License-Identifier: GPL-3.0-or-later
 * What D-Bus is told of numbers. */
#pragma once
#include "session-private.h"

G_BEGIN_DECLS

/* The method Rewrite. */
void
cor_control_rewrite (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation);

G_END_DECLS
