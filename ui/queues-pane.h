/* SPDX-License-Identifier: GPL-3.0-or-later
 * The queues that the user answers. */
#pragma once
#include <adwaita.h>
#include "session/reception.h"

G_BEGIN_DECLS

#define COR_TYPE_QUEUES_PANE (cor_queues_pane_get_type ())
G_DECLARE_FINAL_TYPE (CorQueuesPane, cor_queues_pane, COR, QUEUES_PANE, AdwBin)

void cor_queues_pane_set_session (CorQueuesPane *self, CorSession *session);
gboolean cor_queues_pane_focus_first (CorQueuesPane *self);

G_END_DECLS
