/* SPDX-License-Identifier: GPL-3.0-or-later
 * The control interface's methods about what the company shares; for control.c. */
#pragma once
#include "session/session.h"

G_BEGIN_DECLS

void
cor_control_parked (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation);
void cor_control_pick_up_parked (CorSession *session,
                                 GVariant *parameters,
                                 GDBusMethodInvocation *invocation);

void cor_control_speed_dials (CorSession *session,
                              GVariant *parameters,
                              GDBusMethodInvocation *invocation);
void cor_control_call_speed_dial (CorSession *session,
                                  GVariant *parameters,
                                  GDBusMethodInvocation *invocation);
void cor_control_write_speed_dial (CorSession *session,
                                   GVariant *parameters,
                                   GDBusMethodInvocation *invocation);
void cor_control_delete_speed_dial (CorSession *session,
                                    GVariant *parameters,
                                    GDBusMethodInvocation *invocation);
void cor_control_move_speed_dial (CorSession *session,
                                  GVariant *parameters,
                                  GDBusMethodInvocation *invocation);

void
cor_control_queues (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation);
void cor_control_act_on_queue (CorSession *session,
                               GVariant *parameters,
                               GDBusMethodInvocation *invocation);

/* A callback of what ends by cor_session_reception_finish(). user_data: the invocation. */
void cor_control_return_done (GObject *session, GAsyncResult *result, gpointer user_data);

G_END_DECLS
