/* SPDX-License-Identifier: GPL-3.0-or-later
 * A conference as the server writes it. Pure. */
#pragma once
#include "cti/conference.h"
#include "net/json.h"

G_BEGIN_DECLS

/* NULL where it names no conference. */
CorCtiConference *cor_conference_parse (JsonObject *object);

G_END_DECLS
