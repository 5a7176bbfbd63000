/* SPDX-License-Identifier: GPL-3.0-or-later
 * What comes in answer about messages and recordings. Pure. */
#pragma once
#include "cti/sounds.h"
#include "net/json.h"

G_BEGIN_DECLS

/* A row of /voicemail/list; NULL for one that is no message, as the greetings that the same list
 * has. A CorRowParser. */
GObject *cor_voicemail_parse_row (JsonObject *row, GHashTable *own);
/* A JSON string of base64, with or without what a data: URL begins with; or the sound as it is.
 * NULL for anything else, for nothing, and for more than COR_CTI_SOUND_MAX. */
GBytes *cor_sound_unpack (GBytes *body);

G_END_DECLS
