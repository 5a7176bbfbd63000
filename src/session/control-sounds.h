/* SPDX-License-Identifier: GPL-3.0-or-later
 * The control interface's acts on messages and recordings. */
#pragma once
#include "session/session.h"

G_BEGIN_DECLS

void cor_control_voicemail (CorSession *session,
                            GVariant *parameters,
                            GDBusMethodInvocation *invocation);
void cor_control_play_sound (CorSession *session,
                             GVariant *parameters,
                             GDBusMethodInvocation *invocation);
void cor_control_save_sound (CorSession *session,
                             GVariant *parameters,
                             GDBusMethodInvocation *invocation);
void cor_control_delete_sound (CorSession *session,
                               GVariant *parameters,
                               GDBusMethodInvocation *invocation);
void
cor_control_player (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation);
void cor_control_control_player (CorSession *session,
                                 GVariant *parameters,
                                 GDBusMethodInvocation *invocation);

G_END_DECLS
