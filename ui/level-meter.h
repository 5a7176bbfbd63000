/* SPDX-License-Identifier: GPL-3.0-or-later
 * How loud a call is, both ways. */
#pragma once
#include <adwaita.h>
#include "session/session.h"

G_BEGIN_DECLS

#define COR_TYPE_LEVEL_METER (cor_level_meter_get_type ())
G_DECLARE_FINAL_TYPE (CorLevelMeter, cor_level_meter, COR, LEVEL_METER, AdwBin)

void cor_level_meter_set_session (CorLevelMeter *self, CorSession *session);
/* Or NULL; again whenever it has changed. */
void cor_level_meter_set_call (CorLevelMeter *self, CorCall *call);

G_END_DECLS
