/* SPDX-License-Identifier: GPL-3.0-or-later
 * The exchange's queues. Thread: main context. What changes is told by the signals
 * "queue" (CorQueue) and "queue-member" (CorQueueMember) of CorCti; both borrowed. */
#pragma once
#include "cti/cti.h"
#include "model/queue.h"

G_BEGIN_DECLS

/* CorQueue, all of them; transfer full. */
void cor_cti_fetch_queues_async (CorCti *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GPtrArray *cor_cti_fetch_queues_finish (CorCti *self, GAsyncResult *result, GError **error);

typedef enum {
  COR_CTI_QUEUE_LOG_IN,
  COR_CTI_QUEUE_LOG_OUT,
  COR_CTI_QUEUE_PAUSE,
  COR_CTI_QUEUE_GO_ON,
} CorCtiQueueAct;

typedef struct {
  CorCtiQueueAct act;
  const char *queue, *exten;
  const char *reason; /* of a pause; or NULL */
} CorCtiQueueOrder;

void cor_cti_order_queue_async (CorCti *self,
                                const CorCtiQueueOrder *order,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean cor_cti_order_queue_finish (CorCti *self, GAsyncResult *result, GError **error);

G_END_DECLS
