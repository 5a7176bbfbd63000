/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the exchange is told to dial for a number. */
#include "config.h"
#include "route/rewrite.h"
#include <string.h>

gboolean
cor_rewrite_prefix_is_valid (const char *prefix)
{
  gsize length = strlen (prefix);

  return length <= COR_REWRITE_PREFIX_MAX && strspn (prefix, "0123456789*#") == length;
}

/* A prefix that is none, from a settings file that somebody wrote by hand, changes nothing. */
static const char *
usable (const char *prefix)
{
  return prefix != NULL && cor_rewrite_prefix_is_valid (prefix) ? prefix : "";
}

gboolean
cor_rewrite_is_internal (const CorRewriteRules *rules, const char *canonical)
{
  return canonical[0] != '+' && strlen (canonical) <= rules->internal_digits;
}

static gboolean
is_emergency (const char *digits)
{
  g_autoptr (CorNumber) number = cor_number_parse (digits, COR_NUMBER_FROM_SERVER, NULL);

  return number != NULL && number->kind == COR_NUMBER_EMERGENCY;
}

/* Also as "0112": who has learnt to dial the outside line first does so in fear as well. */
static gboolean
reaches_emergency (const CorRewriteRules *rules, const CorNumber *number)
{
  const char *prefix = usable (rules->outside_prefix);

  return number->kind == COR_NUMBER_EMERGENCY ||
         (prefix[0] != '\0' && g_str_has_prefix (number->canonical, prefix) &&
          is_emergency (number->canonical + strlen (prefix)));
}

/* What follows "+39" or "0039" when that is the own country; else NULL. */
static const char *
national_part (const CorRewriteRules *rules, const char *canonical)
{
  const char *code = usable (rules->country_code);
  const char *rest = canonical;

  if (canonical[0] == '+')
    rest += 1;
  else if (g_str_has_prefix (canonical, "00"))
    rest += 2;
  if (rest == canonical || code[0] == '\0' || !g_str_has_prefix (rest, code))
    return NULL;
  rest += strlen (code);
  return rest[0] != '\0' ? rest : NULL;
}

/* The number as an outside line wants it. */
static char *
to_outside_form (const CorRewriteRules *rules, const char *canonical)
{
  const char *national = rules->national ? national_part (rules, canonical) : NULL;
  const char *international = usable (rules->international_prefix);
  g_autofree char *form = NULL;

  if (national != NULL)
    form = g_strconcat (usable (rules->trunk_prefix), national, NULL);
  /* What is left must not be another kind of number: +39112 is no call for help. */
  if (form != NULL && !cor_rewrite_is_internal (rules, form) && !is_emergency (form))
    return g_steal_pointer (&form);
  if (canonical[0] == '+' && international[0] != '\0')
    return g_strconcat (international, canonical + 1, NULL);
  return g_strdup (canonical);
}

char *
cor_rewrite_number (const CorRewriteRules *rules, const CorNumber *number)
{
  g_autofree char *form = NULL;
  g_autofree char *whole = NULL;

  if (number->kind == COR_NUMBER_FEATURE || number->kind == COR_NUMBER_FORWARDING ||
      reaches_emergency (rules, number) || cor_rewrite_is_internal (rules, number->canonical))
    return g_strdup (number->canonical);
  form = to_outside_form (rules, number->canonical);
  /* An exchange that takes "+" sees by it where the call goes. */
  whole =
    form[0] == '+' ? g_strdup (form) : g_strconcat (usable (rules->outside_prefix), form, NULL);
  /* Nor must a prefix make one of those that the rules don't reach, or no number at all. */
  if (is_emergency (whole) || strlen (whole) - (whole[0] == '+') > COR_NUMBER_MAX)
    return g_strdup (number->canonical);
  return g_steal_pointer (&whole);
}
