/* SPDX-License-Identifier: GPL-3.0-or-later
 * The number itself and the tones after it, from folded text. */
#include "config.h"
#include "digits.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_TONES 64
/* A word stands for the end of a number. After more digits than these the number is whole,
 * and the word a remark: "0721 405516 casa". */
#define MAX_BEFORE_WORD 7

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

/* Countries where the 0 after the country code is part of the number and must be
 * dialled: Italy, San Marino, Vatican City, Ivory Coast, Congo. Everywhere else
 * "(0)" is the trunk prefix, dialled only inside the country. */
static const char *const keeps_zero[] = { "39", "378", "379", "225", "242", NULL };

static gboolean
set_error (GError **error, CorNumberError code, const char *words)
{
  g_set_error_literal (error, COR_NUMBER_ERROR, code, words);
  return FALSE;
}

static gboolean
too_long (GError **error)
{
  return set_error (error, COR_NUMBER_ERROR_TOO_LONG,
                    _ ("This is too long to be a phone number: nothing was dialled"));
}

/* E.161: the keys' letters. */
static char
key_of_letter (char letter)
{
  return "22233344455566677778889999"[g_ascii_tolower (letter) - 'a'];
}

gboolean
cor_number_read_tones (const char *folded, GString *tones, GError **error)
{
  for (const char *p = folded; *p != '\0'; p++) {
    char c = g_ascii_toupper (*p);

    if (*p == '(' || *p == ')')
      continue;
    if (c == 'P')
      c = ',';
    else if (c == 'W' || c == ';')
      c = 'w';
    else if (strchr ("0123456789*#ABCD,", c) == NULL)
      return set_error (error, COR_NUMBER_ERROR_SYNTAX,
                        _ ("What follows the number can't be sent as tones"));
    if (tones->len >= MAX_TONES)
      return too_long (error);
    g_string_append_c (tones, c);
  }
  return TRUE;
}

/* "+44 (0)20 ...", "0044 (0)20 ...", "+44 (020) ...": the digits so far are a country code
 * alone. */
static gboolean
is_foreign_trunk (const char *folded, const GString *digits)
{
  const char *country = NULL;

  /* Not g_str_has_prefix(): newer GLib measures the whole text for it, each time. */
  if (folded[0] != '(' || folded[1] != '0')
    return FALSE;
  if (digits->str[0] == '+')
    country = digits->str + 1;
  else if (g_str_has_prefix (digits->str, "00"))
    country = digits->str + 2;
  return country != NULL && country[0] != '\0' && strlen (country) <= 3 &&
         !g_strv_contains (keeps_zero, country);
}

/* The server hides digits by "x"; pages copy such numbers into links. What other letters the
 * server has among digits stand for no keys either; letters alone are a name. */
static gboolean
is_masked (const char *number, gsize length, CorNumberSource source)
{
  guint masks = 0, letters = 0, digits = 0;

  for (gsize i = 0; i < length; i++) {
    masks += g_ascii_tolower (number[i]) == 'x';
    letters += g_ascii_isalpha (number[i]);
    digits += g_ascii_isdigit (number[i]);
  }
  if (source == COR_NUMBER_FROM_SERVER && letters > 0 && digits > 0)
    return TRUE;
  return letters == masks && masks > (source != COR_NUMBER_FROM_SERVER);
}

/* How long the word before an extension is: "0721405516 ext. 204". */
static gsize
extension_word (const char *text, CorNumberSource source)
{
  static const char *const words[] = { "interno", "int", "ext", "x", NULL };

  for (guint i = 0; words[i] != NULL; i++) {
    gsize length = strlen (words[i]);

    if (g_ascii_strncasecmp (text, words[i], length) != 0)
      continue;
    if (g_ascii_isdigit (text[length]) &&
        text[length + strspn (text + length, "0123456789")] == '\0')
      return length == 1 && source == COR_NUMBER_FROM_SERVER ? 0 : length;
  }
  return 0;
}

/* A first letter that is "p" or "w" is a pause when only tones follow, else a key. */
static gboolean
is_pause (const char *text)
{
  const char *rest = text + 1;

  return strchr ("pPwW", *text) != NULL && rest[strspn (rest, "0123456789*#,;()pPwW")] == '\0' &&
         strpbrk (rest, "0123456789*#") != NULL;
}

/* Where the number ends and the tones begin. */
static gsize
find_end (const char *folded, CorNumberSource source, gsize *ret_skip)
{
  gsize stop = strcspn (folded, ",;");
  gsize letter = strcspn (folded, LETTERS);
  gsize skip;

  *ret_skip = 0;
  if (letter >= stop)
    return stop;
  skip = extension_word (folded + letter, source);
  if (skip == 0 && !is_pause (folded + letter))
    return stop;
  *ret_skip = skip;
  return letter;
}

static gboolean
read_letter (char letter, gsize before, GString *digits, GError **error)
{
  /* A word in front is a name: "callto:echo123", "mario rossi". */
  if (before == 0)
    return set_error (error, COR_NUMBER_ERROR_SYNTAX, _ ("This is a name, not a phone number"));
  if (before > MAX_BEFORE_WORD)
    return set_error (error, COR_NUMBER_ERROR_SYNTAX,
                      _ ("There are words after the phone number: nothing was dialled"));
  g_string_append_c (digits, key_of_letter (letter));
  return TRUE;
}

static gboolean
read_number (const char *number, gsize length, gboolean may_spell, GString *digits, GError **error)
{
  gsize before = 0; /* digits that stand before the first letter */

  for (gsize i = 0; i < length; i++) {
    char c = number[i];

    if (c == ')')
      continue;
    if (c == '(') {
      if (is_foreign_trunk (number + i, digits))
        i++;
    } else if (g_ascii_isalpha (c)) {
      if (before == 0 && may_spell)
        before = strspn (digits->str + (digits->str[0] == '+'), "0123456789*#");
      if (!read_letter (c, before, digits, error))
        return FALSE;
    } else if (c == '+' && digits->len > 0) {
      return set_error (error, COR_NUMBER_ERROR_SYNTAX,
                        _ ("“+” can only be the first character of a phone number"));
    } else {
      g_string_append_c (digits, c);
    }
    if (digits->len > COR_NUMBER_MAX + (digits->str[0] == '+'))
      return too_long (error);
  }
  return TRUE;
}

gboolean
cor_number_read_digits (const char *folded,
                        const CorNumberReading *reading,
                        GString *digits,
                        GString *tones,
                        GError **error)
{
  gsize skip;
  gsize end = find_end (folded, reading->source, &skip);

  if (is_masked (folded, end, reading->source))
    return set_error (error, COR_NUMBER_ERROR_MASKED,
                      _ ("Part of this number is hidden by the server"));
  return read_number (folded, end, reading->may_spell, digits, error) &&
         cor_number_read_tones (folded + end + skip, tones, error);
}
