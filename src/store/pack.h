/* SPDX-License-Identifier: GPL-3.0-or-later
 * How lists of texts stand in one column. Pure; any thread. */
#pragma once
#include "model/card.h"

G_BEGIN_DECLS

#define COR_PACK_PHONES_MAX 64 /* of one contact; more are not kept */

/* Kind, mask and number of each. */
char *cor_pack_phones (CorContact *contact);
/* Into at most COR_PACK_PHONES_MAX places; their numbers stand in the copy. packed: or NULL. */
guint cor_unpack_phones (const char *packed, CorContactPhone *phones, char **ret_copy);

/* What has no column of its own. NULL where there is nothing. */
char *cor_pack_card (const CorCard *card);
/* With what has a column of its own in `fields`. NULL when nothing was packed. */
CorCard *cor_unpack_card (const char *packed, const CorContactFields *fields);

G_END_DECLS
