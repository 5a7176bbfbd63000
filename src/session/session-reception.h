/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the company shares, as the session keeps it. */
#pragma once
#include "session-private.h"
#include "session/reception.h"

G_BEGIN_DECLS

struct _CorReception {
  GListStore *parked; /* CorParkedCall, by parking */
  guint tick;         /* counts their seconds; 0 while nobody waits */

  GPtrArray *dials;        /* CorSpeedDial, as the server lists them */
  GListStore *speed_dials; /* those that are shown, as the user ordered them */
  GHashTable *going;       /* set of ids (gint64): are being deleted */

  GListStore *queues; /* CorQueue: those that the user is in */
};

CorReception *cor_session_new_reception (void);
void cor_session_free_reception (CorSession *self);
void cor_session_watch_reception (CorSession *self); /* of a new account */
void cor_session_fetch_reception (CorSession *self); /* its profile is there */
void cor_session_forget_reception (CorSession *self);
void cor_session_show_reception_numbers (CorSession *self); /* the country is another one */
void cor_session_add_reception_actions (CorSession *self);
void cor_session_update_reception_actions (CorSession *self);

/* What these have in common. */
void cor_session_return_refusal (GTask *task, const char *why); /* takes the task */
/* A callback that returns the outcome of a D-Bus method's task. */
void cor_session_tell_refusal (GObject *session, GAsyncResult *result, gpointer user_data);
gboolean cor_session_reception_finish (CorSession *self, GAsyncResult *result, GError **error);

/* session-speed-dials.c */
void cor_session_fetch_speed_dials (CorSession *self);
void cor_session_show_dialled_numbers (CorSession *self); /* as people write them here */
void cor_session_forget_speed_dials (CorSession *self);
/* id: or 0. Transfer full, or NULL. */
CorSpeedDial *cor_session_find_speed_dial (CorSession *self, gint64 id);
/* At once and for good. Its end is cor_session_reception_finish(). */
void cor_session_drop_speed_dial_async (CorSession *self,
                                        gint64 id,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
/* FALSE: there is none such. position: from 1; beyond the last one means the end. */
gboolean cor_session_move_speed_dial (CorSession *self, gint64 id, guint position);
gboolean cor_session_call_speed_dial (CorSession *self, guint position);
void cor_session_add_speed_dial_actions (CorSession *self);

/* session-queues.c */
typedef enum {
  COR_QUEUE_LOG_IN,
  COR_QUEUE_LOG_OUT,
  COR_QUEUE_PAUSE,
  COR_QUEUE_GO_ON,
} CorQueueAct;

void cor_session_watch_queues (CorSession *self);
void cor_session_fetch_queues (CorSession *self);
void cor_session_forget_queues (CorSession *self);
void cor_session_add_queue_actions (CorSession *self);
void cor_session_update_queue_actions (CorSession *self);
/* reason: of a pause; NULL or "" for none. Its end is cor_session_reception_finish(). */
void cor_session_act_on_queue_async (CorSession *self,
                                     CorQueueAct act,
                                     const char *queue,
                                     const char *reason,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);

/* session-parking.c */
void cor_session_watch_parking (CorSession *self);
void cor_session_fetch_parking (CorSession *self);
void cor_session_show_parked_numbers (CorSession *self); /* as people write them here */
void cor_session_forget_parking (CorSession *self);
gboolean cor_session_may_pick_up_parked (CorSession *self);
/* callback NULL, here and below: what goes wrong is told the user. Its end is
 * cor_session_reception_finish(). */
void cor_session_pick_up_parked_async (CorSession *self,
                                       const char *lot,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);

G_END_DECLS
