/* SPDX-License-Identifier: GPL-3.0-or-later
 * The exchange's queues: who answers them, who takes a break, how many wait. */
#pragma once
#include "rest.h"

CorQueues *cor_queues_new (void);
void cor_queues_free (CorQueues *queues);

extern const CorRoute cor_routes_queues[];
/* /demo/queue {"queue", "waiting"}: so many wait from now on. */
void cor_queues_on_demo (CorRequest *request);
