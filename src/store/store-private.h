/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the store is to its models. */
#pragma once
#include "store/store.h"
#include "worker.h"

G_BEGIN_DECLS

/* The worker is the store's; who pushes a job references the store until it is done. Signal
 * "rows-changed" (gboolean history): rows were written, a sync may be under way. */
CorWorker *cor_store_get_worker (CorStore *self);
/* Lists follow, and the owner hears of it. */
void cor_store_note_contacts_changed (CorStore *self);

G_END_DECLS
