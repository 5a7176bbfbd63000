/* SPDX-License-Identifier: GPL-3.0-or-later
 * How text is folded for search and order, and numbers to their digits. Pure; any thread. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* The longest text of a field that is kept, in bytes. */
#define COR_TEXT_MAX 16384
/* The most digits of one number that are searched and matched. */
#define COR_DIGITS_MAX 40

/* Valid UTF-8 of at most COR_TEXT_MAX bytes; NULL for NULL or "". */
char *cor_text_bounded (const char *text);
/* Appends the words of `text`: no case, no accents, one space before each but the first in `out`.
 */
void cor_text_append_words (GString *out, const char *text);
/* The decimal digits of a number, at most COR_DIGITS_MAX. */
char *cor_text_digits (const char *number);
/* Digits as they are compared: "00" before the country is the same as "+". NULL when the number
 * can't belong to a person: hidden digits, feature codes, no digits at all. */
char *cor_text_match_digits (const char *number);
/* Every tail of the digits as a word, so that the start of one finds any run of digits. */
void cor_text_append_tails (GString *out, const char *number);

G_END_DECLS
