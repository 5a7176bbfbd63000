/* SPDX-License-Identifier: GPL-3.0-or-later
 * The parts of a text where digits are something else than a number to call. */
#include "spans.h"
#include <string.h>

#define OCTET "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)"
#define DAY "\\d{1,2}"
#define YEAR "(?:19|20)\\d\\d"

/* Each is bounded, so that work grows with the text alone. */
static const char *const date_pattern =
  "(?<!\\d)(?:" DAY "([./-])" DAY "\\1" YEAR "|" YEAR "([./-])" DAY "\\2" DAY ")(?!\\d)";
static const char *const machine_pattern = "(?<![\\d.])" OCTET "(?:\\." OCTET "){3}(?!\\d)";
static const char *const account_pattern =
  "(?<![A-Za-z0-9])[A-Z]{2}\\d{2}(?: ?[A-Z0-9]){11,30}(?![A-Za-z0-9])";
static const char *const card_pattern =
  "(?<![\\d+])(?:[1-9]\\d{12,18}|[1-9]\\d{3}([ -])\\d{4}\\1\\d{4}\\1\\d{1,4}(?:\\1\\d{1,3})?|"
  "3\\d{3}([ -])\\d{6}\\2\\d{5})(?!\\d)";

/* How much of `length` bytes is of the kind that the pattern looks for; 0 when none is. */
typedef gsize (*Check) (const char *text, gsize length);

static gsize
check_nothing (const char *text, gsize length)
{
  return length;
}

/* ISO 13616: the number made of all characters, country last, leaves 1 when divided by 97. */
static gboolean
is_account (const char *account, guint length)
{
  guint rest = 0;

  for (guint i = 0; i < length; i++) {
    char c = account[(i + 4) % length];

    if (g_ascii_isdigit (c))
      rest = (rest * 10 + (guint)g_ascii_digit_value (c)) % 97;
    else
      rest = (rest * 100 + (guint)(c - 'A') + 10) % 97;
  }
  return rest == 1;
}

/* What follows an account without another sign than a space looks like more of it: the longest
 * beginning that its check digits agree with is meant, else all of it. */
static gsize
check_account (const char *text, gsize length)
{
  char account[40];
  gsize ends[40];
  guint n = 0;

  for (gsize i = 0; i < length && n < G_N_ELEMENTS (account); i++)
    if (text[i] != ' ') {
      account[n] = text[i];
      ends[n++] = i + 1;
    }
  for (guint last = n; last >= 15; last--)
    if (is_account (account, last))
      return ends[last - 1];
  return length;
}

/* Luhn's sum over the digits, from the last. */
static gsize
check_card (const char *text, gsize length)
{
  guint sum = 0, place = 0;

  for (gsize i = length; i-- > 0;) {
    guint digit = (guint)g_ascii_digit_value (text[i]);

    if (!g_ascii_isdigit (text[i]))
      continue;
    if (place++ % 2 == 1)
      digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return place >= 13 && sum % 10 == 0 ? length : 0;
}

gboolean
cor_spans_is_tax_number (const char *text, gsize length)
{
  guint sum = 0;

  if (length != 11 || strspn (text, "0123456789") < 11)
    return FALSE;
  for (guint i = 0; i < 11; i++) {
    guint digit = (guint)g_ascii_digit_value (text[i]);

    if (i % 2 == 1)
      digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return sum % 10 == 0;
}

static void
mark_matches (guint8 *marks, const char *text, const char *pattern, Check check)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_OPTIMIZE, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  g_regex_match (regex, text, 0, &match);
  while (g_match_info_matches (match)) {
    int start, end;

    g_match_info_fetch_pos (match, 0, &start, &end);
    memset (marks + start, 1, check (text + start, (gsize)(end - start)));
    if (!g_match_info_next (match, NULL))
      break;
  }
}

/* "https://...", "www...", "anna@example.com"; but a link to a number is one. */
static gboolean
is_address (const char *word, gsize length)
{
  return g_strstr_len (word, (gssize)length, "://") != NULL || memchr (word, '@', length) != NULL ||
         g_ascii_strncasecmp (word, "www.", 4) == 0;
}

static void
mark_addresses (guint8 *marks, const char *text)
{
  static const char *const space = " \t\r\n\f\v";
  const char *p = text + strspn (text, space);

  while (*p != '\0') {
    gsize length = strcspn (p, space);

    if (is_address (p, length) && g_ascii_strncasecmp (p, "tel:", 4) != 0 &&
        g_ascii_strncasecmp (p, "callto:", 7) != 0)
      memset (marks + (p - text), 1, length);
    p += length;
    p += strspn (p, space);
  }
}

guint8 *
cor_spans_mark (const char *text)
{
  guint8 *marks = g_malloc0 (strlen (text) + 1);

  mark_matches (marks, text, date_pattern, check_nothing);
  mark_matches (marks, text, machine_pattern, check_nothing);
  mark_matches (marks, text, account_pattern, check_account);
  mark_matches (marks, text, card_pattern, check_card);
  mark_addresses (marks, text);
  return marks;
}
