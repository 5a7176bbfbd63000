/* SPDX-License-Identifier: GPL-3.0-or-later
 * Calls of other people of the company, where the profile lets them be seen.
 * They are other people's affair: fetched while somebody looks at them, and
 * never kept on this computer. Thread: main context. */
#pragma once
#include "session/session.h"

G_BEGIN_DECLS

/* Days that are looked at where the filter names none. */
#define COR_OTHERS_DAYS 30

/* "notify::presence" of the session says that it may be another answer now. */
gboolean cor_session_may_see_others (CorSession *self, CorHistoryWhose whose);

/* Transfer full: CorHistoryEntry, newest first. Properties: loading (boolean), reach (int,
 * CorHistoryReach). Empty until it is filled; an account that goes takes the rows along. */
GListModel *cor_session_list_others (CorSession *self, CorHistoryWhose whose);
/* Anew, with these alone. text: or NULL. */
void cor_session_fill_others (GListModel *list, const CorHistoryFilter *filter, const char *text);
/* For who has seen the oldest there are. */
void cor_session_fetch_more_others (GListModel *list);

G_END_DECLS
