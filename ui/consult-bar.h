/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who waits while somebody is asked before a transfer, and what can be done. */
#pragma once
#include <adwaita.h>
#include "model/call.h"

G_BEGIN_DECLS

#define COR_TYPE_CONSULT_BAR (cor_consult_bar_get_type ())
G_DECLARE_FINAL_TYPE (CorConsultBar, cor_consult_bar, COR, CONSULT_BAR, AdwBin)

/* In sight only while there is such a thing. NULL: of none. */
void cor_consult_bar_set_call (CorConsultBar *self, CorCall *call);

G_END_DECLS
