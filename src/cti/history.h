/* SPDX-License-Identifier: GPL-3.0-or-later
 * A row of the call records -> CorHistoryEntry. Pure. */
#pragma once
#include "page.h"

G_BEGIN_DECLS

GObject *cor_history_parse_row (JsonObject *row, GHashTable *own);
GObject *cor_history_parse_other_row (JsonObject *row, GHashTable *own);

G_END_DECLS
