/* SPDX-License-Identifier: GPL-3.0-or-later
 * The numbers that are called by a digit. */
#pragma once
#include <adwaita.h>
#include "session/reception.h"

G_BEGIN_DECLS

#define COR_TYPE_SPEED_DIALS_PANE (cor_speed_dials_pane_get_type ())
G_DECLARE_FINAL_TYPE (CorSpeedDialsPane, cor_speed_dials_pane, COR, SPEED_DIALS_PANE, AdwBin)

/* Rows call by win.dial-contact (s). */
void cor_speed_dials_pane_set_session (CorSpeedDialsPane *self, CorSession *session);
void cor_speed_dials_pane_set_query (CorSpeedDialsPane *self, const char *query);
gboolean cor_speed_dials_pane_focus_first (CorSpeedDialsPane *self);

G_END_DECLS
