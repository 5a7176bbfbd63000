/* SPDX-License-Identifier: GPL-3.0-or-later
 * A speed dial to be written. */
#pragma once
#include <adwaita.h>
#include "session/reception.h"

G_BEGIN_DECLS

#define COR_TYPE_SPEED_DIAL_WINDOW (cor_speed_dial_window_get_type ())
G_DECLARE_FINAL_TYPE (CorSpeedDialWindow, cor_speed_dial_window, COR, SPEED_DIAL_WINDOW, AdwWindow)

/* before: NULL for a new one. Modal; owns itself. */
GtkWindow *cor_speed_dial_window_new (GtkWindow *parent, CorSession *session, CorSpeedDial *before);

G_END_DECLS
