/* SPDX-License-Identifier: GPL-3.0-or-later
 * A stranger's text as it can stand in a message without deceiving its reader. */
#include "config.h"
#include "model/number.h"
#include <string.h>

#define MAX_BYTES 1024         /* of the text that are looked at */
#define MAX_SHOWN 40           /* characters */
#define ISOLATE "\xe2\x81\xa8" /* U+2068, from here to the next by its own direction */
#define END "\xe2\x81\xa9"     /* U+2069 */

/* What draws nothing, turns the writing round, or is drawn over its neighbours. */
static gboolean
is_unseen (gunichar c)
{
  switch ((int)g_unichar_type (c)) {
  case G_UNICODE_CONTROL:
  case G_UNICODE_FORMAT:
  case G_UNICODE_UNASSIGNED:
  case G_UNICODE_PRIVATE_USE:
  case G_UNICODE_SURROGATE:
  case G_UNICODE_SPACING_MARK:
  case G_UNICODE_ENCLOSING_MARK:
  case G_UNICODE_NON_SPACING_MARK:
    return !g_unichar_isspace (c);
  default:
    return FALSE;
  }
}

char *
cor_number_quote (const char *text)
{
  gsize length = strnlen (text, MAX_BYTES);
  g_autofree char *valid = g_utf8_make_valid (text, (gssize)length);
  g_autoptr (GString) shown = g_string_new (NULL);
  const char *p = valid;
  gboolean ascii;
  guint n = 0;

  for (; *p != '\0' && n < MAX_SHOWN; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (is_unseen (c))
      continue;
    if (g_unichar_isspace (c)) {
      if (n == 0 || shown->str[shown->len - 1] == ' ')
        continue;
      c = ' ';
    }
    g_string_append_unichar (shown, c);
    n++;
  }
  ascii = g_str_is_ascii (shown->str);
  if (n > 0 && (*p != '\0' || text[length] != '\0'))
    g_string_append (shown, "…");
  g_strchomp (shown->str);
  if (shown->str[0] == '\0')
    return NULL;
  /* Letters that are written from right to left would take the rest of the message along. */
  return ascii ? g_strdup (shown->str) : g_strconcat (ISOLATE, shown->str, END, NULL);
}
