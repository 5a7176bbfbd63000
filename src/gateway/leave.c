/* SPDX-License-Identifier: GPL-3.0-or-later
 * Leaving the gateway: what was asked goes out, the registration is taken back,
 * the session destroyed; in a bounded time. */
#include "config.h"
#include "line-private.h"

typedef struct {
  CorJanus *janus;
  const CorClock *clock;
  guint timer;
  gboolean unregistered; /* or as good as that */
} Leave;

static void
leave_free (Leave *leave)
{
  cor_clock_stop (leave->clock, &leave->timer);
  cor_janus_set_listener (leave->janus, NULL, NULL);
  cor_janus_abort (leave->janus);
  g_object_unref (leave->janus);
  g_free (leave);
}

/* The task is the one reference that the session has; it goes with the answer. */
static void
finish (GTask *task)
{
  Leave *leave = g_task_get_task_data (task);

  cor_janus_set_listener (leave->janus, NULL, NULL);
  cor_clock_stop (leave->clock, &leave->timer);
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static gboolean
on_late (gpointer data)
{
  GTask *task = data;
  Leave *leave = g_task_get_task_data (task);

  leave->timer = 0;
  finish (task);
  return G_SOURCE_REMOVE;
}

static void
destroy (GTask *task)
{
  Leave *leave = g_task_get_task_data (task);

  if (leave->unregistered)
    return;
  leave->unregistered = TRUE;
  cor_janus_destroy (leave->janus);
}

static void
on_over (gpointer data)
{
  finish (data);
}

static void
on_cut (const char *reason, gpointer data)
{
  finish (data);
}

static void
on_replied (CorAsk ask, guint tag, const CorJanusEvent *reply, gpointer data)
{
  if (ask == COR_ASK_DESTROY)
    finish (data);
  else if (ask == COR_ASK_UNREGISTER && (reply == NULL || reply->kind == COR_JANUS_ERROR))
    destroy (data);
}

static void
on_event (const CorJanusEvent *event, gpointer data)
{
  gboolean failed = event->telling == COR_SIP_ERROR &&
                    cor_ask_from_transaction (event->transaction) == COR_ASK_UNREGISTER;

  if (event->telling == COR_SIP_UNREGISTERED || failed)
    destroy (data);
}

static const CorJanusListener listener = {
  .opened = on_over,
  .lost = on_over,
  .cut = on_cut,
  .resumed = on_over,
  .refused = on_cut,
  .replied = on_replied,
  .event = on_event,
};

void
cor_gateway_leave_async (CorJanus *janus,
                         const CorClock *clock,
                         guint64 registered_handle,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Leave *leave = g_new0 (Leave, 1);

  leave->janus = g_object_ref (janus);
  leave->clock = clock;
  g_task_set_source_tag (task, cor_gateway_leave_async);
  g_task_set_task_data (task, leave, (GDestroyNotify)leave_free);
  cor_janus_set_listener (janus, &listener, task);
  leave->timer = cor_clock_start (clock, COR_GATEWAY_STOP_MS, on_late, task);
  if (registered_handle == 0 ||
      !cor_janus_send (janus, COR_ASK_UNREGISTER, 0, registered_handle,
                       cor_request_message (cor_body_plain (COR_ASK_UNREGISTER), NULL, NULL)))
    destroy (task);
}
