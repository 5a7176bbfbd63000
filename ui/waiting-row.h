/* SPDX-License-Identifier: GPL-3.0-or-later
 * The call that was asked for before there was a line to make it by. */
#pragma once
#include <adwaita.h>
#include "model/dial-request.h"

G_BEGIN_DECLS

#define COR_TYPE_WAITING_ROW (cor_waiting_row_get_type ())
G_DECLARE_FINAL_TYPE (CorWaitingRow, cor_waiting_row, COR, WAITING_ROW, AdwBin)

/* Properties: request (CorDialRequest or NULL: nothing waits, and not seen), ready (boolean: it
 * could be called now). Its buttons are win.confirm-waiting and win.drop-waiting: */
void cor_waiting_row_install_actions (GtkWidgetClass *window_class); /* of a CorCaller */

G_END_DECLS
