/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who is at the other end: whether two ways of writing it mean the same one,
 * and what the server says of it while a call goes on. */
#include "config.h"
#include "model/party.h"
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
cor_party_is_same (const char *a, const char *b)
{
  g_autofree char *first = reduce (a);
  g_autofree char *second = reduce (b);

  if (MIN (strlen (first), strlen (second)) < MIN_TAIL)
    return g_str_equal (first, second);
  return g_str_has_suffix (first, second) || g_str_has_suffix (second, first);
}

static gboolean
is_empty (const char *text)
{
  return text == NULL || *text == '\0';
}

void
cor_party_take (CorCall *call, const char *number, const char *name)
{
  if (is_empty (number))
    return;
  g_object_freeze_notify (G_OBJECT (call));
  if (!cor_party_is_same (cor_call_get_number (call), number)) {
    cor_call_set_name (call, name);
    cor_call_set_number (call, number);
  } else if (is_empty (cor_call_get_name (call)) && !is_empty (name)) {
    cor_call_set_name (call, name);
  }
  g_object_thaw_notify (G_OBJECT (call));
}
