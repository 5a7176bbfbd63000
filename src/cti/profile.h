/* SPDX-License-Identifier: GPL-3.0-or-later
 * /user/me -> CorCtiProfile. Pure. */
#pragma once
#include "cti/cti.h"
#include "net/json.h"

G_BEGIN_DECLS

/* NULL where it names no user. */
CorCtiProfile *cor_profile_parse (JsonObject *body);
/* Both the macro and, unless it is NULL, the permission in it. */
gboolean cor_profile_permits (JsonObject *body, const char *macro, const char *permission);

G_END_DECLS
