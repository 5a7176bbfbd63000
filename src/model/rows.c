/* SPDX-License-Identifier: GPL-3.0-or-later
 * The rows of a list model that is made anew as a whole. */
#include "config.h"
#include "rows.h"

void
cor_rows_replace (GListModel *model, GPtrArray **rows, GPtrArray *others)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (rows);
  guint shorter = MIN (old->len, others->len);
  guint first = 0, last = 0;

  *rows = g_ptr_array_ref (others);
  while (first < shorter && old->pdata[first] == others->pdata[first])
    first++;
  while (last < shorter - first &&
         old->pdata[old->len - 1 - last] == others->pdata[others->len - 1 - last])
    last++;
  if (old->len != others->len || first < others->len)
    g_list_model_items_changed (model, first, old->len - first - last, others->len - first - last);
}
