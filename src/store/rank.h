/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which of the contacts that match a query come first: those talked to of late, then whose name or
 * number is what was typed, then where it begins so, then the rest. Each in the order of the list.
 */
#pragma once
#include "search.h"

G_BEGIN_DECLS

#define COR_RANK_TIERS 3

typedef struct {
  char *all;                   /* the expression of all that match */
  char *tiers[COR_RANK_TIERS]; /* of those not in one before */
  GPtrArray *words;            /* beginnings of tokens that all have to be there */
  char *instead;               /* or this one alone; or NULL */
} CorRanking;

/* NULL when the query asks for everything. Pure; any thread. */
CorRanking *cor_ranking_new (const char *query);
void cor_ranking_free (CorRanking *ranking);

/* As cor_search_window(). */
GArray *cor_ranking_window (CorDb *db, const CorRanking *ranking, guint window);

/* Tokens of a name (as folded words) and of the numbers, for the index. Pure. */
char *cor_rank_heads (const char *name, const char *packed_phones);
/* All tokens of a row. heads: or NULL. */
char *cor_rank_tokens (const char *words, const char *heads, const char *packed_phones);

G_END_DECLS
