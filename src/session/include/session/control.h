/* SPDX-License-Identifier: GPL-3.0-or-later
 * The session on D-Bus: org.cornetta.Cornetta.Control. Thread: main context. */
#pragma once
#include "session/session.h"

G_BEGIN_DECLS

#define COR_TYPE_CONTROL (cor_control_get_type ())
G_DECLARE_FINAL_TYPE (CorControl, cor_control, COR, CONTROL, GObject)

/* Exports on `path` until the last reference goes. To be made before the bus name is asked for,
 * so that the message that started the program finds it. Signals:
 *   "quit" (): Quit was called;
 *   "dial-selection" (gboolean copied, const char *token or NULL, GDBusMethodInvocation): read what
 *     is selected or was copied, then answer by cor_control_dial_selection(). */
CorControl *cor_control_new (CorSession *session,
                             GDBusConnection *connection,
                             const char *path,
                             GError **error);

/* Dials the text as a link's, and answers; takes `invocation`. NULL text: `error` says why. */
void cor_control_dial_selection (CorControl *self,
                                 GDBusMethodInvocation *invocation,
                                 const char *text,
                                 const char *token,
                                 const GError *error);

G_END_DECLS
