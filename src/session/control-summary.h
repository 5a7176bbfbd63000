/* SPDX-License-Identifier: GPL-3.0-or-later
 * The control interface's acts on what was written of past calls: by the user, and by the server's
 * machines. */
#pragma once
#include "session-private.h"

G_BEGIN_DECLS

/* parameters: (ss): note, summary or transcript, and the entry's id. */
void
cor_control_written (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation);
/* parameters: (sss): note or summary, the entry's id, the text. */
void
cor_control_write (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation);

G_END_DECLS
