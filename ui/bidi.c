/* SPDX-License-Identifier: GPL-3.0-or-later
 * Finds what is to stay in its order. Pure, but for the direction of the user's language. */
#include "config.h"
#include "bidi.h"

#define BEGIN "\xe2\x81\xa6" /* left-to-right isolate */
#define END "\xe2\x81\xa9"   /* pop directional isolate */

static gboolean
is_end (char c)
{
  return g_ascii_isdigit (c) || c == '#' || c == '*' || c == '%' || c == ')';
}

/* What begins a number; a sign alone is none. */
static gboolean
begins (const char *text)
{
  return g_ascii_isdigit (*text) ||
         ((*text == '+' || *text == '-' || *text == '*' || *text == '#' || *text == '(') &&
          g_ascii_isdigit (text[1]));
}

/* Bytes of the number at its beginning: with what separates its groups, if another one follows. */
static size_t
measure (const char *text)
{
  size_t end = 1;

  for (size_t i = 1; is_end (text[i]) || (text[i] != '\0' && strchr (" +-./:,(", text[i])); i++)
    if (is_end (text[i]))
      end = i + 1;
  return end;
}

char *
cor_bidi_mark (const char *text)
{
  g_autoptr (GString) marked = NULL;

  if (gtk_widget_get_default_direction () != GTK_TEXT_DIR_RTL)
    return g_strdup (text);
  marked = g_string_new (NULL);
  while (*text != '\0') {
    size_t length = begins (text) ? measure (text) : 0;

    if (length == 0) {
      g_string_append_c (marked, *text++);
      continue;
    }
    g_string_append (marked, BEGIN);
    g_string_append_len (marked, text, length);
    g_string_append (marked, END);
    text += length;
  }
  return g_string_free (g_steal_pointer (&marked), FALSE);
}

void
cor_bidi_set_label (GtkLabel *label, const char *text)
{
  g_autofree char *marked = cor_bidi_mark (text != NULL ? text : "");

  gtk_label_set_label (label, marked);
}
