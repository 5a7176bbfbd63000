/* SPDX-License-Identifier: GPL-3.0-or-later
 * One of several calls, with what changes between them. */
#pragma once
#include <adwaita.h>
#include "model/call-list.h"

G_BEGIN_DECLS

#define COR_TYPE_CALL_ROW (cor_call_row_get_type ())
G_DECLARE_FINAL_TYPE (CorCallRow, cor_call_row, COR, CALL_ROW, AdwPreferencesRow)

/* Follows the call, and while it rings what else is in `calls`: beside a call that is talked in
 * there are three answers to it. Its buttons are app.hold, app.answer, app.answer-ending and
 * app.decline with the call's id. */
GtkWidget *cor_call_row_new (CorCall *call, CorCallList *calls);
CorCall *cor_call_row_get_call (CorCallRow *self);

G_END_DECLS
