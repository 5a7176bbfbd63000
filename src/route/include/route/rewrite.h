/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the exchange is told to dial for a number: a prefix for outside lines,
 * another form of "+". Pure; any thread. */
#pragma once
#include "model/number.h"

G_BEGIN_DECLS

/* The most digits of an outside prefix, and of what stands for "+". */
#define COR_REWRITE_PREFIX_MAX 8

/* All may be NULL, which is "". */
typedef struct {
  const char *outside_prefix;       /* "0": before every number that leaves the company */
  const char *international_prefix; /* "00": instead of "+"; "": "+" stays */
  const char *country_code;         /* "39", with `national` */
  const char *trunk_prefix;         /* of that country: "" in Italy, "0" in Germany */
  gboolean national;                /* numbers of the own country without its code */
  guint internal_digits;            /* numbers up to so long are internal; 0: none is */
} CorRewriteRules;

/* Digits, * and #, not too many. */
gboolean cor_rewrite_prefix_is_valid (const char *prefix);
gboolean cor_rewrite_is_internal (const CorRewriteRules *rules, const char *canonical);
/* Internal numbers and codes go out as they are, and so do emergency numbers whatever the rules;
 * so does what a rule would make too long to be a number. Transfer full; canonical as well. */
char *cor_rewrite_number (const CorRewriteRules *rules, const CorNumber *number);

G_END_DECLS
