/* SPDX-License-Identifier: GPL-3.0-or-later
 * A row of the phonebook -> CorContact. Pure. */
#pragma once
#include "page.h"

G_BEGIN_DECLS

GObject *cor_phonebook_parse_row (JsonObject *row, GHashTable *own);

G_END_DECLS
