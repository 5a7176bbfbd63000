/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the fake session says of numbers: enough to see that the windows ask, and
 * show what they are told. */
#include "session/session.h"

char *
cor_session_format_number (CorSession *self, const char *number)
{
  return g_strdup_printf ("<%s>", number);
}

char *
cor_session_preview_number (CorSession *self, const char *text, GError **error)
{
  g_autoptr (CorNumber) number = cor_number_parse (text, COR_NUMBER_FROM_PERSON, error);
  g_autoptr (GSettings) settings = g_settings_new ("org.cornetta.Cornetta");
  g_autofree char *prefix = g_settings_get_string (settings, "outside-prefix");

  return number != NULL ? g_strconcat (prefix, number->canonical, NULL) : NULL;
}

const char *
cor_session_get_country (CorSession *self)
{
  return "IT";
}
