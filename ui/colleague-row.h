/* SPDX-License-Identifier: GPL-3.0-or-later
 * A colleague in a list: who, and what they do now. */
#pragma once
#include <adwaita.h>
#include "model/colleague.h"

G_BEGIN_DECLS

#define COR_TYPE_COLLEAGUE_ROW (cor_colleague_row_get_type ())
G_DECLARE_FINAL_TYPE (CorColleagueRow, cor_colleague_row, COR, COLLEAGUE_ROW, GtkBox)

GtkWidget *cor_colleague_row_new (void);
void cor_colleague_row_set_item (CorColleagueRow *self, CorColleague *colleague); /* or NULL */
/* FALSE: it is there to be chosen, and has no buttons; TRUE at first. */
void cor_colleague_row_set_calls (CorColleagueRow *self, gboolean calls);

G_END_DECLS
