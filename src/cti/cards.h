/* SPDX-License-Identifier: GPL-3.0-or-later
 * Cards about customers, as they come. Pure, but for the module that reads pages. */
#pragma once
#include "cti/company.h"
#include "net/json.h"

G_BEGIN_DECLS

#define COR_CARDS_MAX 20
/* Of one card, as base64; what is longer is none. */
#define COR_CARDS_PAGE_MAX (512 * 1024)

/* CorCustomerCard; in the order in which the server sends them. */
GPtrArray *cor_cards_parse (JsonObject *body);

G_END_DECLS
