/* SPDX-License-Identifier: GPL-3.0-or-later
 * That a call is recorded, and what can be done about it. */
#pragma once
#include <adwaita.h>
#include "model/call.h"

G_BEGIN_DECLS

#define COR_TYPE_RECORD_BAR (cor_record_bar_get_type ())
G_DECLARE_FINAL_TYPE (CorRecordBar, cor_record_bar, COR, RECORD_BAR, AdwBin)

/* In sight only while it is recorded. NULL: of none. */
void cor_record_bar_set_call (CorRecordBar *self, CorCall *call);

G_END_DECLS
