/* SPDX-License-Identifier: GPL-3.0-or-later
 * The calls of the past: which, from when, and as far back as one scrolls. */
#pragma once
#include <adwaita.h>
#include "session/session.h"

G_BEGIN_DECLS

#define COR_TYPE_HISTORY_PANE (cor_history_pane_get_type ())
G_DECLARE_FINAL_TYPE (CorHistoryPane, cor_history_pane, COR, HISTORY_PANE, AdwBin)

/* Rows call back by win.dial-history (s): their button, a double click or Enter. list: the
 * session's, of history; its filter is the pane's from now on. */
void cor_history_pane_set_session (CorHistoryPane *self, CorSession *session, GListModel *list);
void cor_history_pane_set_query (CorHistoryPane *self, const char *query);
gboolean cor_history_pane_focus_first (CorHistoryPane *self);

G_END_DECLS
