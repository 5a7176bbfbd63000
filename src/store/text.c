/* SPDX-License-Identifier: GPL-3.0-or-later
 * Folding of text for search and order. */
#include "config.h"
#include "text.h"
#include "model/contact.h"

/* Latin letters that have no decomposition, as people type them without their keyboard. */
static const struct {
  gunichar letter;
  const char *plain;
} letters[] = {
  { 0xe6, "ae" }, { 0xf0, "d" },  { 0xf8, "o" },  { 0xfe, "th" }, { 0x111, "d" },  { 0x127, "h" },
  { 0x131, "i" }, { 0x138, "k" }, { 0x142, "l" }, { 0x14b, "n" }, { 0x153, "oe" }, { 0x167, "t" },
};

char *
cor_text_bounded (const char *text)
{
  g_autofree char *valid = NULL;
  gsize length;

  if (text == NULL || *text == '\0')
    return NULL;
  valid = g_utf8_make_valid (text, strnlen (text, COR_TEXT_MAX + 8));
  length = strlen (valid);
  if (length > COR_TEXT_MAX) {
    const char *end = g_utf8_find_prev_char (valid, valid + COR_TEXT_MAX + 1);

    valid[end - valid] = '\0';
  }
  return g_steal_pointer (&valid);
}

static void
append_letter (GString *out, gunichar c)
{
  int digit = g_unichar_digit_value (c);

  if (digit >= 0) {
    g_string_append_c (out, '0' + digit);
    return;
  }
  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    if (letters[i].letter == c) {
      g_string_append (out, letters[i].plain);
      return;
    }
  g_string_append_unichar (out, c);
}

/* Without case and with the accents as characters of their own, which the caller skips. Normal
 * forms come before and after, as folding may make letters that decompose, and the reverse. */
static char *
decompose (const char *text)
{
  g_autofree char *apart = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  g_autofree char *folded = apart != NULL ? g_utf8_casefold (apart, -1) : NULL;

  return folded != NULL ? g_utf8_normalize (folded, -1, G_NORMALIZE_ALL) : NULL;
}

void
cor_text_append_words (GString *out, const char *text)
{
  g_autofree char *apart = NULL;
  gboolean between = TRUE;

  if (text == NULL)
    return;
  apart = g_str_is_ascii (text) ? g_ascii_strdown (text, -1) : decompose (text);
  for (const char *p = apart; p != NULL && *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (g_unichar_ismark (c))
      continue;
    if (!g_unichar_isalnum (c)) {
      between = TRUE;
      continue;
    }
    if (between && out->len > 0)
      g_string_append_c (out, ' ');
    between = FALSE;
    append_letter (out, c);
  }
}

char *
cor_text_digits (const char *number)
{
  GString *digits = g_string_new (NULL);

  for (const char *p = number; *p != '\0' && digits->len < COR_DIGITS_MAX; p++)
    if (g_ascii_isdigit (*p))
      g_string_append_c (digits, *p);
  return g_string_free (digits, FALSE);
}

char *
cor_text_match_digits (const char *number)
{
  g_autofree char *digits = NULL;

  if (number == NULL || cor_phone_is_masked (number) || strpbrk (number, "*#") != NULL)
    return NULL;
  digits = cor_text_digits (number);
  if (g_str_has_prefix (digits, "00") && strlen (digits) > 9)
    return g_strdup (digits + 2);
  return *digits != '\0' ? g_steal_pointer (&digits) : NULL;
}

void
cor_text_append_tails (GString *out, const char *number)
{
  g_autofree char *digits = cor_text_digits (number);

  for (const char *p = digits; *p != '\0'; p++) {
    if (out->len > 0)
      g_string_append_c (out, ' ');
    g_string_append (out, p);
  }
}
