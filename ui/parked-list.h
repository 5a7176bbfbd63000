/* SPDX-License-Identifier: GPL-3.0-or-later
 * Those who wait in a parking; not there while nobody does. */
#pragma once
#include <adwaita.h>

G_BEGIN_DECLS

#define COR_TYPE_PARKED_LIST (cor_parked_list_get_type ())
G_DECLARE_FINAL_TYPE (CorParkedList, cor_parked_list, COR, PARKED_LIST, AdwBin)

/* Of CorParkedCall. Rows fetch them by app.pick-up-parked (s). */
void cor_parked_list_set_model (CorParkedList *self, GListModel *parked);

G_END_DECLS
