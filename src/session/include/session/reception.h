/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the company shares. Parked calls: app.pick-up-parked (s: the parking) lets who
 * waits there ring at the chosen device; enabled where the account may see them.
 * Speed dials: app.speed-dial (u: which one, from 1) calls, app.move-speed-dial ((xu): an id,
 * and where to).
 * Queues: app.queue-log-in (s: its id), app.queue-log-out (s), app.queue-pause ((ss): and why, or
 * ""), app.queue-go-on (s): the user's own place in one; enabled where the account may. */
#pragma once
#include "model/parked-call.h"
#include "model/queue.h"
#include "model/speed-dial.h"
#include "session/session.h"

G_BEGIN_DECLS

/* Each: transfer none, lives as long as the session; empty when signed out. */
GListModel *cor_session_get_parked (CorSession *self); /* CorParkedCall, by parking */
/* CorSpeedDial, in the user's order, which is this computer's alone: the server has none. */
GListModel *cor_session_get_speed_dials (CorSession *self);
gboolean cor_session_may_write_speed_dials (CorSession *self);
/* before: NULL makes a new one; a favourite colleague is not written. On an error nothing is
 * changed. */
void cor_session_write_speed_dial_async (CorSession *self,
                                         CorSpeedDial *before,
                                         const char *name,
                                         const char *number,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean
cor_session_write_speed_dial_finish (CorSession *self, GAsyncResult *result, GError **error);
/* The same as cor_session_delete_contact() in session/book.h, with the same undo. */
guint cor_session_delete_speed_dial (CorSession *self, CorSpeedDial *dial);

/* CorQueue, those in which the user answers calls. */
GListModel *cor_session_get_queues (CorSession *self);
/* Theirs in that queue: borrowed, or NULL. */
CorQueueMember *cor_session_get_own_member (CorSession *self, CorQueue *queue);

G_END_DECLS
