/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the company knows of a number, as a list of cards with numbers to call. */
#pragma once
#include <adwaita.h>

G_BEGIN_DECLS

#define COR_TYPE_CUSTOMER_CARDS (cor_customer_cards_get_type ())
G_DECLARE_FINAL_TYPE (CorCustomerCards, cor_customer_cards, COR, CUSTOMER_CARDS, AdwBin)

/* Out of sight while there is nothing to show; it must be inside a CorCaller to fetch anything.
 * number: NULL for nobody. */
void cor_customer_cards_set_number (CorCustomerCards *self, const char *number);

/* Somebody looks for cards: it says that they are fetched, that there are none, or what is wrong.
 * Before the number. */
void cor_customer_cards_set_tells (CorCustomerCards *self, gboolean tells);

G_END_DECLS
