/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whether somebody is known already, and what was talked with them. Runs on the thread "store". */
#pragma once
#include "db.h"
#include "model/card.h"

G_BEGIN_DECLS

/* A contact of the same name that has every number of the card. */
gboolean cor_db_knows_card (CorDb *db, const CorCard *card);
/* The calls of the last time with any of the numbers, newest first; CorHistoryEntry. */
GPtrArray *cor_db_find_history (CorDb *db, const char *const *numbers, guint limit);

G_END_DECLS
