/* SPDX-License-Identifier: GPL-3.0-or-later
 * Speed dials, from what the server answers. Pure. */
#pragma once
#include "cti/speed-dials.h"
#include "net/json.h"

G_BEGIN_DECLS

#define COR_SPEED_DIALS_PATH "/phonebook/speeddials"

/* rows may be NULL. Transfer full; CorSpeedDial. */
GPtrArray *cor_speed_dials_parse (JsonArray *rows);

G_END_DECLS
