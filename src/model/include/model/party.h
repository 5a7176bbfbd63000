/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who is at the other end of a call. */
#pragma once
#include "model/call.h"

G_BEGIN_DECLS

/* Two numbers, however they are written. */
gboolean cor_party_is_same (const char *a, const char *b);
/* The server says who is there now. One who was there already keeps the name that they are known
 * by, and the number as it was called. name: or NULL; an empty number says nothing. */
void cor_party_take (CorCall *call, const char *number, const char *name);

G_END_DECLS
