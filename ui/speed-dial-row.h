/* SPDX-License-Identifier: GPL-3.0-or-later
 * A speed dial in a list. */
#pragma once
#include <adwaita.h>
#include "model/speed-dial.h"

G_BEGIN_DECLS

#define COR_TYPE_SPEED_DIAL_ROW (cor_speed_dial_row_get_type ())
G_DECLARE_FINAL_TYPE (CorSpeedDialRow, cor_speed_dial_row, COR, SPEED_DIAL_ROW, GtkBox)

GtkWidget *cor_speed_dial_row_new (void);
void cor_speed_dial_row_set_item (CorSpeedDialRow *self, CorSpeedDial *dial); /* or NULL */

G_END_DECLS
