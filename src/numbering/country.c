/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which country's numbers these are, by what is set, the server and the locale. */
#include "config.h"
#include "numbering/numbering.h"
#include <locale.h>
#include <string.h>

#define LAST_RESORT "IT"

/* Names of countries that are sold to everybody: a server under them may stand anywhere. */
static const char *const sold[] = { "AC", "AD", "AG", "AI", "AM", "AS", "BZ", "CC", "CD",
                                    "CO", "CX", "DJ", "EU", "FM", "GD", "GG", "GL", "IM",
                                    "IO", "LA", "LC", "LI", "LY", "ME", "MN", "MS", "MU",
                                    "NU", "PM", "PW", "RE", "SC", "SH", "SO", "ST", "SU",
                                    "TK", "TL", "TO", "TV", "VC", "WF", "WS", "YT", NULL };

static char *
read_code (const char *text, gsize length)
{
  if (length != 2 || !g_ascii_isalpha (text[0]) || !g_ascii_isalpha (text[1]))
    return NULL;
  return g_ascii_strup (text, 2);
}

static char *
country_of_host (const char *host)
{
  const char *dot = host != NULL ? strrchr (host, '.') : NULL;
  g_autofree char *code = dot != NULL ? read_code (dot + 1, strcspn (dot + 1, ":")) : NULL;

  if (code == NULL || g_strv_contains (sold, code))
    return NULL;
  return g_strdup (g_str_equal (code, "UK") ? "GB" : code);
}

/* "it_IT.UTF-8@euro" */
static char *
country_of_locale (int category)
{
  const char *name = setlocale (category, NULL);
  const char *mark = name != NULL ? strchr (name, '_') : NULL;

  return mark != NULL ? read_code (mark + 1, strcspn (mark + 1, ".@")) : NULL;
}

char *
cor_numbering_find_country (const char *setting, const char *host)
{
  char *country = setting != NULL ? read_code (setting, strlen (setting)) : NULL;

  if (country == NULL)
    country = country_of_host (host);
  if (country == NULL)
    country = country_of_locale (LC_TELEPHONE);
  if (country == NULL)
    country = country_of_locale (LC_ADDRESS);
  return country != NULL ? country : g_strdup (LAST_RESORT);
}
