/* SPDX-License-Identifier: GPL-3.0-or-later
 * The calls of the past, all or only the missed ones. */
#pragma once
#include <adwaita.h>
#include "model/history-entry.h"

G_BEGIN_DECLS

#define COR_TYPE_HISTORY_PANE (cor_history_pane_get_type ())
G_DECLARE_FINAL_TYPE (CorHistoryPane, cor_history_pane, COR, HISTORY_PANE, AdwBin)

/* Rows call back by win.dial-history (s): their button, a double click or Enter. */
void cor_history_pane_set_models (CorHistoryPane *self, GListModel *all, GListModel *missed);
void cor_history_pane_set_query (CorHistoryPane *self, const char *query);
void cor_history_pane_show_missed (CorHistoryPane *self, gboolean missed);
gboolean cor_history_pane_focus_first (CorHistoryPane *self);

G_END_DECLS
