/* SPDX-License-Identifier: GPL-3.0-or-later
 * A number for people and for matching: how it is written in its country, what
 * it is in every country, and of what kind. libphonenumber knows; it lives in a
 * module that is loaded by the first question that needs it (some 15 ms), since
 * linking it would slow down every start. Without the module numbers are left
 * as they are. Pure; any thread.
 *
 * `number` is a canonical number or one as a server wrote it; `country` is a
 * country of ISO 3166, two capitals ("IT"): where the number would be dialled. */
#pragma once
#include "model/number.h"

G_BEGIN_DECLS

/* Digits up to which a number is taken for an internal one or a code: never grouped, never
 * matched with a public number. */
#define COR_NUMBERING_SHORT 5

typedef enum {
  COR_NUMBERING_UNKNOWN, /* internal, a code, or no number of any plan */
  COR_NUMBERING_FIXED,   /* also where fixed and mobile can't be told apart */
  COR_NUMBERING_MOBILE,
  COR_NUMBERING_TOLL_FREE,
  COR_NUMBERING_SHARED_COST,
  COR_NUMBERING_PREMIUM,
  COR_NUMBERING_PERSONAL,
  COR_NUMBERING_VOIP,
  COR_NUMBERING_COMPANY, /* one for a whole company: 199 in Italy */
  COR_NUMBERING_SATELLITE,
} CorNumberingType;

/* What the first question has to wait for, and more of it: 20 ms and longer. For a thread that
 * nobody waits for. */
void cor_numbering_warm_up (const char *country);

/* The country to read numbers for: what is set, else the one that the server's name ends in, else
 * the locale's, else Italy. Main thread (it looks at the locale). Transfer full. */
char *cor_numbering_find_country (const char *setting, const char *host);

/* For people: national form at home, international elsewhere; internal numbers, codes and what is
 * no number unchanged. Reads from left to right in every direction of writing. */
char *cor_numbering_format (const char *number, const char *country);
gboolean cor_numbering_is_valid (const char *number, const char *country);
/* +390721405516; NULL when it can't be a public number. */
char *cor_numbering_e164 (const char *number, const char *country);
/* Two spellings of one number have one key. NULL when it belongs to nobody: hidden digits, codes.
 */
char *cor_numbering_key (const char *number, const char *country);
CorNumberingType cor_numbering_type (const char *number, const char *country);
/* What must be known before it is dialled: PREMIUM or SATELLITE, else number->kind. */
CorNumberKind cor_numbering_classify (const CorNumber *number, const char *country);
/* The country's code ("39") and what is dialled before a national number ("0", here ""). FALSE
 * for an unknown country. Transfer full. */
gboolean
cor_numbering_describe_country (const char *country, char **ret_code, char **ret_trunk_prefix);

typedef struct {
  gsize start, end; /* bytes of the text */
  char *canonical;
  char *extension; /* digits, or NULL */
} CorNumberingMatch;

/* The numbers in a text, in order. Dates, bank accounts, cards, tax and order numbers are none;
 * an internal number is one only after a word like "int." or "ext". At most
 * COR_NUMBERING_TEXT_MAX bytes are read and COR_NUMBERING_MATCHES_MAX found. */
#define COR_NUMBERING_TEXT_MAX (1024 * 1024)
#define COR_NUMBERING_MATCHES_MAX 10000
GArray *cor_numbering_find (const char *text, const char *country); /* CorNumberingMatch */

G_END_DECLS
