/* SPDX-License-Identifier: GPL-3.0-or-later
 * A queue that the user answers. */
#pragma once
#include <adwaita.h>
#include "session/reception.h"

G_BEGIN_DECLS

#define COR_TYPE_QUEUE_ROW (cor_queue_row_get_type ())
G_DECLARE_FINAL_TYPE (CorQueueRow, cor_queue_row, COR, QUEUE_ROW, AdwExpanderRow)

/* Acts by app.queue-log-in and its like. */
GtkWidget *cor_queue_row_new (CorSession *session, CorQueue *queue);

G_END_DECLS
