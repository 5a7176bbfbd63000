/* SPDX-License-Identifier: GPL-3.0-or-later
 * A stranger's text, fit to stand in a sentence. */
#include "quote.h"
#include <string.h>

#define CHARS_MAX 40
#define BYTES_MAX 4096 /* looked at; what is unwanted may fill them */

#define TYPE(name) (1u << G_UNICODE_##name)

/* The bidirectional marks are of FORMAT. */
static gboolean
is_unwanted (gunichar c)
{
  const guint unwanted = TYPE (CONTROL) | TYPE (FORMAT) | TYPE (UNASSIGNED) | TYPE (PRIVATE_USE) |
                         TYPE (SURROGATE) | TYPE (LINE_SEPARATOR) | TYPE (PARAGRAPH_SEPARATOR);

  return (unwanted & 1u << g_unichar_type (c)) != 0;
}

char *
cor_route_quote (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize)strnlen (text, BYTES_MAX));
  GString *clean = g_string_new (NULL);
  guint n = 0;

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p)) {
    if (is_unwanted (g_utf8_get_char (p)))
      continue;
    if (n++ == CHARS_MAX) {
      g_string_append (clean, "…");
      break;
    }
    g_string_append_unichar (clean, g_utf8_get_char (p));
  }
  return g_string_free (clean, FALSE);
}
