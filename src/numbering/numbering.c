/* SPDX-License-Identifier: GPL-3.0-or-later
 * One number: its form, its key, its kind. */
#include "config.h"
#include "numbering/numbering.h"
#include "module.h"
#include <string.h>

#define ISOLATE "\xe2\x81\xa6" /* U+2066, left to right until the next */
#define END "\xe2\x81\xa9"     /* U+2069 */

static void
facts_clear (CorNumberingFacts *facts)
{
  g_free (facts->e164);
  g_free (facts->shown);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CorNumberingFacts, facts_clear)

/* Numbers that somebody pays for though the library has no plan for them any more: they still
 * cost where a provider leads them on. By country code and first digits. */
static const char *const costly[] = { "+39144", "+39163", "+39164", "+39166", "+39892",
                                      "+39894", "+39895", "+39899", NULL };

static gboolean
is_short (const char *canonical)
{
  return canonical[0] != '+' && strlen (canonical) <= COR_NUMBERING_SHORT;
}

/* Of what is a number of some country's plan. */
static gboolean
read_facts (const char *canonical, const char *country, CorNumberingFacts *ret_facts)
{
  const CorNumberingModule *module;

  if (country == NULL || strpbrk (canonical, "*#") != NULL)
    return FALSE;
  module = cor_numbering_load ();
  return module != NULL && module->read (canonical, country, ret_facts);
}

/* Digits alone never turn round; a sign or a space between them lets them. */
static char *
isolate (const char *text)
{
  return text[strspn (text, "0123456789")] == '\0' ? g_strdup (text)
                                                   : g_strconcat (ISOLATE, text, END, NULL);
}

char *
cor_numbering_format (const char *number, const char *country)
{
  g_autoptr (CorNumber) parsed = cor_number_parse (number, COR_NUMBER_FROM_SERVER, NULL);
  g_auto (CorNumberingFacts) facts = { 0 };

  /* Names, hidden digits, extensions: more than a number, and not ours to rewrite. */
  if (parsed == NULL || parsed->post_dial != NULL || parsed->host != NULL)
    return g_strdup (number);
  if (is_short (parsed->canonical) || !read_facts (parsed->canonical, country, &facts) ||
      !facts.valid)
    return isolate (parsed->canonical);
  /* So short at home that it would be taken for an internal number: with its country then. */
  return isolate (strlen (facts.shown) <= COR_NUMBERING_SHORT ? facts.e164 : facts.shown);
}

gboolean
cor_numbering_is_valid (const char *number, const char *country)
{
  g_autoptr (CorNumber) parsed = cor_number_parse (number, COR_NUMBER_FROM_SERVER, NULL);
  g_auto (CorNumberingFacts) facts = { 0 };

  return parsed != NULL && read_facts (parsed->canonical, country, &facts) && facts.valid;
}

static char *
e164_of (const char *canonical, const char *country)
{
  g_auto (CorNumberingFacts) facts = { 0 };

  if (is_short (canonical) || !read_facts (canonical, country, &facts) || !facts.possible)
    return NULL;
  return g_steal_pointer (&facts.e164);
}

char *
cor_numbering_e164 (const char *number, const char *country)
{
  g_autoptr (CorNumber) parsed = cor_number_parse (number, COR_NUMBER_FROM_SERVER, NULL);

  return parsed != NULL && parsed->kind == COR_NUMBER_ORDINARY
           ? e164_of (parsed->canonical, country)
           : NULL;
}

char *
cor_numbering_key (const char *number, const char *country)
{
  g_autoptr (CorNumber) parsed = cor_number_parse (number, COR_NUMBER_FROM_SERVER, NULL);
  char *key;

  if (parsed == NULL || strpbrk (parsed->canonical, "*#") != NULL)
    return NULL;
  key = e164_of (parsed->canonical, country);
  if (key != NULL)
    return key;
  if (g_str_has_prefix (parsed->canonical, "00") && strlen (parsed->canonical) > 9)
    return g_strconcat ("+", parsed->canonical + 2, NULL);
  return g_strdup (parsed->canonical);
}

static gboolean
is_costly (const char *e164)
{
  for (guint i = 0; costly[i] != NULL; i++)
    if (g_str_has_prefix (e164, costly[i]))
      return TRUE;
  return FALSE;
}

CorNumberingType
cor_numbering_type (const char *number, const char *country)
{
  g_autoptr (CorNumber) parsed = cor_number_parse (number, COR_NUMBER_FROM_SERVER, NULL);
  g_auto (CorNumberingFacts) facts = { 0 };

  if (parsed == NULL || !read_facts (parsed->canonical, country, &facts))
    return COR_NUMBERING_UNKNOWN;
  if (facts.type == COR_NUMBERING_UNKNOWN && !is_short (parsed->canonical) &&
      is_costly (facts.e164))
    return COR_NUMBERING_PREMIUM;
  return facts.type;
}

CorNumberKind
cor_numbering_classify (const CorNumber *number, const char *country)
{
  if (number->kind != COR_NUMBER_ORDINARY)
    return number->kind;
  switch (cor_numbering_type (number->canonical, country)) {
  case COR_NUMBERING_PREMIUM:
    return COR_NUMBER_PREMIUM;
  case COR_NUMBERING_SATELLITE:
    return COR_NUMBER_SATELLITE;
  case COR_NUMBERING_UNKNOWN:
  case COR_NUMBERING_FIXED:
  case COR_NUMBERING_MOBILE:
  case COR_NUMBERING_TOLL_FREE:
  case COR_NUMBERING_SHARED_COST:
  case COR_NUMBERING_PERSONAL:
  case COR_NUMBERING_VOIP:
  case COR_NUMBERING_COMPANY:
  default:
    return COR_NUMBER_ORDINARY;
  }
}

gboolean
cor_numbering_describe_country (const char *country, char **ret_code, char **ret_trunk_prefix)
{
  const CorNumberingModule *module = country != NULL ? cor_numbering_load () : NULL;

  return module != NULL && module->describe_country (country, ret_code, ret_trunk_prefix);
}
