/* SPDX-License-Identifier: GPL-3.0-or-later
 * Answers a call at the other phone that it rings on. */
#pragma once
#include <adwaita.h>

G_BEGIN_DECLS

/* Property "call" (CorCall or NULL). In sight only while the call rings there. */
#define COR_TYPE_THERE_BUTTON (cor_there_button_get_type ())
G_DECLARE_FINAL_TYPE (CorThereButton, cor_there_button, COR, THERE_BUTTON, AdwBin)

G_END_DECLS
