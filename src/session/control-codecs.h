/* SPDX-License-Identifier: GPL-3.0-or-later
 * The control interface's Codecs and SetCodecs. */
#pragma once
#include "session-private.h"

G_BEGIN_DECLS

void
cor_control_codecs (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation);
void cor_control_set_codecs (CorSession *session,
                             GVariant *parameters,
                             GDBusMethodInvocation *invocation);

G_END_DECLS
