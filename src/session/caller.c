/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whether two ways of writing a caller mean the same one. */
#include "config.h"
#include "caller.h"
#include <string.h>

/* Shorter ends of two numbers are alike by chance. */
#define MIN_TAIL 7

/* International prefixes off, separators out: the digits that are dialled. */
static char *
reduce (const char *number)
{
  GString *digits = g_string_new (NULL);

  for (const char *c = number; *c != '\0'; c++)
    if (g_ascii_isalnum (*c) || *c == '*' || *c == '#')
      g_string_append_c (digits, *c);
  if (g_str_has_prefix (digits->str, "00"))
    g_string_erase (digits, 0, 2);
  return g_string_free (digits, FALSE);
}

gboolean
cor_caller_is_same (const char *a, const char *b)
{
  g_autofree char *first = reduce (a);
  g_autofree char *second = reduce (b);

  if (MIN (strlen (first), strlen (second)) < MIN_TAIL)
    return g_str_equal (first, second);
  return g_str_has_suffix (first, second) || g_str_has_suffix (second, first);
}
