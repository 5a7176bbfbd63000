/* SPDX-License-Identifier: GPL-3.0-or-later
 * One of several calls, with what changes between them. */
#pragma once
#include <adwaita.h>
#include "model/call.h"

G_BEGIN_DECLS

#define COR_TYPE_CALL_ROW (cor_call_row_get_type ())
G_DECLARE_FINAL_TYPE (CorCallRow, cor_call_row, COR, CALL_ROW, AdwActionRow)

/* Follows the call. Its buttons are app.hold, app.answer and app.decline with the call's id. */
GtkWidget *cor_call_row_new (CorCall *call);
CorCall *cor_call_row_get_call (CorCallRow *self);

G_END_DECLS
