/* SPDX-License-Identifier: GPL-3.0-or-later
 * Text that strangers chose, made fit for a notification. */
#include "text.h"
#include <string.h>

/* A caller's name comes from the network. Direction overrides could make "+39 0721..." read as
 * another number, so they go the way of control characters. */
static gboolean
is_unwanted (gunichar c)
{
  return g_unichar_iscntrl (c) || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

char *
cor_text_clean (const char *text)
{
  g_autofree char *valid = NULL;
  g_autoptr (GString) clean = g_string_new (NULL);
  guint n = 0;

  if (text == NULL)
    return NULL;
  /* Bounds the work; what is unwanted may fill it, and then nothing is left. */
  valid = g_utf8_make_valid (text, (gssize)strnlen (text, 64 * COR_TEXT_MAX));
  for (const char *p = valid; *p != '\0' && n < COR_TEXT_MAX; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (g_unichar_isspace (c))
      c = ' ';
    if (is_unwanted (c) || (c == ' ' && (n == 0 || clean->str[clean->len - 1] == ' ')))
      continue;
    g_string_append_unichar (clean, c);
    n++;
  }
  if (n == COR_TEXT_MAX)
    g_string_append (clean, "…");
  g_strstrip (clean->str);
  return *clean->str != '\0' ? g_strdup (clean->str) : NULL;
}
