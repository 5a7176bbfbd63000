/* SPDX-License-Identifier: GPL-3.0-or-later
 * A call of the past in the history's list. */
#pragma once
#include <adwaita.h>
#include "model/history-entry.h"

G_BEGIN_DECLS

#define COR_TYPE_HISTORY_ROW (cor_history_row_get_type ())
G_DECLARE_FINAL_TYPE (CorHistoryRow, cor_history_row, COR, HISTORY_ROW, GtkBox)

GtkWidget *cor_history_row_new (void);
/* Before its first item. FALSE: it is for choosing, and has no button and no number that call. */
void cor_history_row_set_calls (CorHistoryRow *self, gboolean calls);
/* NULL or a placeholder renders blank. */
void cor_history_row_set_item (CorHistoryRow *self, CorHistoryEntry *entry);

/* In a list of its own, where each day has its name over it. */
GtkWidget *cor_history_row_new_in_days (void);

G_END_DECLS
