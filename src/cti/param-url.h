/* SPDX-License-Identifier: GPL-3.0-or-later
 * The page that the administrator has set for callers. Pure. */
#pragma once
#include "cti/company.h"
#include "net/json.h"

G_BEGIN_DECLS

/* Longer is none. */
#define COR_PARAM_URL_MAX 2048

CorCtiParamUrl *cor_param_url_parse (JsonObject *body); /* never NULL */

G_END_DECLS
