/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where a call may go on: the user's other phones. */
#pragma once
#include <adwaita.h>
#include "model/call.h"

G_BEGIN_DECLS

#define COR_TYPE_SWITCH_BUTTON (cor_switch_button_get_type ())
G_DECLARE_FINAL_TYPE (CorSwitchButton, cor_switch_button, COR, SWITCH_BUTTON, AdwBin)

/* In sight only where there is another phone; it is in a CorCaller. NULL: of no call. */
void cor_switch_button_set_call (CorSwitchButton *self, CorCall *call);

G_END_DECLS
