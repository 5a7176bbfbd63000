/* SPDX-License-Identifier: GPL-3.0-or-later
 * One thing of the diagnosis: a sign, what it is, what was seen, and a button
 * where one helps. Owner: the diagnosis window. */
#pragma once
#include "model/check.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define COR_TYPE_CHECK_ROW (cor_check_row_get_type ())
G_DECLARE_FINAL_TYPE (CorCheckRow, cor_check_row, COR, CHECK_ROW, AdwActionRow)

GtkWidget *cor_check_row_new (CorCheck *check);

G_END_DECLS
