/* SPDX-License-Identifier: GPL-3.0-or-later
 * From when to when: a button that says it, and a popover to choose. */
#pragma once
#include <adwaita.h>

G_BEGIN_DECLS

#define COR_TYPE_HISTORY_DATES (cor_history_dates_get_type ())
G_DECLARE_FINAL_TYPE (CorHistoryDates, cor_history_dates, COR, HISTORY_DATES, AdwBin)

/* Signal "changed" (). */
/* Unix seconds, `to` exclusive; 0: without an end. "Today" and the like are read now. */
void cor_history_dates_get (CorHistoryDates *self, gint64 *ret_from, gint64 *ret_to);

G_END_DECLS
