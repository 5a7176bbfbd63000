/* SPDX-License-Identifier: GPL-3.0-or-later
 * Queues, from what the server answers. Pure. */
#pragma once
#include "cti/queues.h"
#include "net/json.h"

G_BEGIN_DECLS

/* A company has a few; what a server sends beyond is not kept. */
#define COR_QUEUES_MAX 200
#define COR_QUEUE_MEMBERS_MAX 500
#define COR_QUEUE_WAITING_MAX 9999

/* Each: NULL where it names none. */
CorQueue *cor_queue_parse (JsonObject *object);
CorQueueMember *cor_queue_member_parse (JsonObject *object);

G_END_DECLS
