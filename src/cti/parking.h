/* SPDX-License-Identifier: GPL-3.0-or-later
 * A parking of the exchange, from what the server answers. Pure. */
#pragma once
#include "cti/parking.h"
#include "net/json.h"

G_BEGIN_DECLS

/* An exchange has ten, or a few more; what a server sends beyond is not kept. */
#define COR_PARKINGS_MAX 200
/* The longest wait that is believed. */
#define COR_PARKING_SECONDS_MAX (24 * 60 * 60)

/* NULL where it names no parking. */
CorParkedCall *cor_parking_parse (JsonObject *object);

G_END_DECLS
