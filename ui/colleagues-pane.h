/* SPDX-License-Identifier: GPL-3.0-or-later
 * Everybody who works here, and what they do now. */
#pragma once
#include <adwaita.h>
#include "model/colleague-view.h"

G_BEGIN_DECLS

#define COR_TYPE_COLLEAGUES_PANE (cor_colleagues_pane_get_type ())
G_DECLARE_FINAL_TYPE (CorColleaguesPane, cor_colleagues_pane, COR, COLLEAGUES_PANE, AdwBin)

/* Rows call by win.dial-contact (s). */
void cor_colleagues_pane_set_list (CorColleaguesPane *self, CorColleagueList *list);
/* Of CorParkedCall, above them. */
void cor_colleagues_pane_set_parked (CorColleaguesPane *self, GListModel *parked);
void cor_colleagues_pane_set_query (CorColleaguesPane *self, const char *query);
/* Those who match the query, whatever else is chosen: of CorColleague. Borrowed. */
GListModel *cor_colleagues_pane_get_matches (CorColleaguesPane *self);
gboolean cor_colleagues_pane_focus_first (CorColleaguesPane *self);

G_END_DECLS
