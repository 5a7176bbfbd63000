/* SPDX-License-Identifier: GPL-3.0-or-later
 * From what was written, in any script, to the few ASCII characters that mean
 * something in a number. */
#include "config.h"
#include "fold.h"
#include "model/number.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define FULL_WIDTH_FIRST 0xff01 /* U+FF01..U+FF5E repeat ASCII's printing characters */
#define FULL_WIDTH_LAST 0xff5e
#define FULL_WIDTH_OFFSET 0xfee0

char *
cor_number_unescape (const char *text, gsize length, GError **error)
{
  g_autoptr (GString) out = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++) {
    if (text[i] != '%') {
      g_string_append_c (out, text[i]);
      continue;
    }
    int high = i + 2 < length ? g_ascii_xdigit_value (text[i + 1]) : -1;
    int low = i + 2 < length ? g_ascii_xdigit_value (text[i + 2]) : -1;

    if (high < 0 || low < 0 || (high == 0 && low == 0)) {
      g_set_error_literal (error, COR_NUMBER_ERROR, COR_NUMBER_ERROR_SYNTAX,
                           _ ("The link is damaged: “%” is not followed by a character code"));
      return NULL;
    }
    g_string_append_c (out, (char)(high << 4 | low));
    i += 2;
  }
  if (!g_utf8_validate_len (out->str, out->len, NULL)) {
    g_set_error_literal (error, COR_NUMBER_ERROR, COR_NUMBER_ERROR_SYNTAX,
                         _ ("The number is not written in UTF-8"));
    return NULL;
  }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* Spaces, dashes and dots between groups, and the invisible marks of bidirectional
 * text that come along when a number is copied from a page. */
static gboolean
is_for_the_eye (gunichar c)
{
  if (c == '\t' || c == 0x2212 || c == 0x00b7 || c == 0x2022)
    return TRUE;
  if (c < 0x80)
    return strchr (" -./", (int)c) != NULL;
  switch ((int)g_unichar_type (c)) {
  case G_UNICODE_SPACE_SEPARATOR:
  case G_UNICODE_DASH_PUNCTUATION:
  case G_UNICODE_FORMAT:
    return TRUE;
  default:
    return FALSE;
  }
}

static gboolean
has_meaning (gunichar c)
{
  return c < 0x80 && (g_ascii_isalnum ((char)c) || strchr ("+*#,;()", (int)c) != NULL);
}

static gboolean
fold_one (GString *out, gunichar c)
{
  int digit = g_unichar_digit_value (c);

  if (digit >= 0 && g_unichar_type (c) == G_UNICODE_DECIMAL_NUMBER) {
    g_string_append_c (out, (char)('0' + digit));
    return TRUE;
  }
  if (c >= FULL_WIDTH_FIRST && c <= FULL_WIDTH_LAST)
    c -= FULL_WIDTH_OFFSET;
  if (is_for_the_eye (c))
    return TRUE;
  if (!has_meaning (c))
    return FALSE;
  g_string_append_c (out, (char)c);
  return TRUE;
}

char *
cor_number_fold (const char *text, gsize length, GError **error)
{
  g_autofree char *plain = cor_number_unescape (text, length, error);
  g_autoptr (GString) out = NULL;

  if (plain == NULL)
    return NULL;
  /* A line end around a number comes with copying; between digits it separates two numbers. */
  g_strstrip (plain);
  out = g_string_sized_new (strlen (plain));
  for (const char *p = plain; *p != '\0'; p = g_utf8_next_char (p)) {
    if (fold_one (out, g_utf8_get_char (p)))
      continue;
    g_set_error_literal (error, COR_NUMBER_ERROR, COR_NUMBER_ERROR_SYNTAX,
                         _ ("This is not a phone number: it holds a character that no keypad has"));
    return NULL;
  }
  return g_string_free (g_steal_pointer (&out), FALSE);
}
