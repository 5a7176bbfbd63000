/* SPDX-License-Identifier: GPL-3.0-or-later
 * The rows of a list model that is made anew as a whole. */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/* The model's rows become these; both own their objects. Where the rows before end and the others
 * begin is told as one change, and nothing around it. */
void cor_rows_replace (GListModel *model, GPtrArray **rows, GPtrArray *others);

G_END_DECLS
