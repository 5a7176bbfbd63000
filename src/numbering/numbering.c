/* SPDX-License-Identifier: GPL-3.0-or-later
 * One number: its form, its key, its kind. */
#include "config.h"
#include "numbering/numbering.h"
#include "module.h"
#include <string.h>

#define ISOLATE "\xe2\x81\xa6" /* U+2066, left to right until the next */
#define CACHED_NUMBERS 2000
#define CACHED_LENGTH 64   /* bytes */
#define END "\xe2\x81\xa9" /* U+2069 */

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
read_facts (const char *canonical, const char *country, guint ask, CorNumberingFacts *ret_facts)
{
  const CorNumberingModule *module;

  if (country == NULL || strpbrk (canonical, "*#") != NULL)
    return FALSE;
  module = cor_numbering_load ();
  return module != NULL && module->read (canonical, country, ask, ret_facts);
}

/* Digits alone never turn round; a sign or a space between them lets them. */
static char *
isolate (const char *text)
{
  return text[strspn (text, "0123456789")] == '\0' ? g_strdup (text)
                                                   : g_strconcat (ISOLATE, text, END, NULL);
}

/* Whether people who dial what they read reach the number. In some plans they would not, and some
 * are so short at home that they would be taken for internal numbers. */
static gboolean
leads_to (const char *shown, const char *e164, const char *country)
{
  g_autofree char *key = cor_numbering_key (shown, country);

  return strlen (shown) > COR_NUMBERING_SHORT && g_strcmp0 (key, e164) == 0;
}

/* NULL for what is no number of a country's plan. */
static char *
format_public (const char *canonical, const char *country)
{
  g_auto (CorNumberingFacts) facts = { 0 };

  if (is_short (canonical) ||
      !read_facts (canonical, country, COR_NUMBERING_ASK_SHOWN | COR_NUMBERING_ASK_E164, &facts) ||
      facts.shown == NULL || facts.e164 == NULL)
    return NULL;
  if (leads_to (facts.shown, facts.e164, country))
    return g_steal_pointer (&facts.shown);
  return leads_to (facts.e164, facts.e164, country) ? g_steal_pointer (&facts.e164) : NULL;
}

static char *
format (const char *number, const char *country)
{
  g_autoptr (CorNumber) parsed = cor_number_parse (number, COR_NUMBER_FROM_SERVER, NULL);
  g_autofree char *shown = NULL;

  /* Names, hidden digits, extensions: more than a number, and not ours to rewrite. */
  if (parsed == NULL || parsed->post_dial != NULL || parsed->host != NULL)
    return g_strdup (number);
  shown = format_public (parsed->canonical, country);
  return isolate (shown != NULL ? shown : parsed->canonical);
}

/* Lists show the same numbers again and again, at each key of a search. */
char *
cor_numbering_format (const char *number, const char *country)
{
  static GMutex lock;
  static GHashTable *cache = NULL;
  g_autofree char *key = g_strconcat (country != NULL ? country : "", " ", number, NULL);
  char *shown;

  g_mutex_lock (&lock);
  if (cache == NULL)
    cache = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  shown = g_strdup (g_hash_table_lookup (cache, key));
  g_mutex_unlock (&lock);
  if (shown != NULL)
    return shown;
  shown = format (number, country);
  if (strlen (key) > CACHED_LENGTH)
    return shown;
  g_mutex_lock (&lock);
  if (g_hash_table_size (cache) >= CACHED_NUMBERS)
    g_hash_table_remove_all (cache);
  g_hash_table_replace (cache, g_steal_pointer (&key), g_strdup (shown));
  g_mutex_unlock (&lock);
  return shown;
}

gboolean
cor_numbering_is_valid (const char *number, const char *country)
{
  g_autoptr (CorNumber) parsed = cor_number_parse (number, COR_NUMBER_FROM_SERVER, NULL);
  g_auto (CorNumberingFacts) facts = { 0 };

  return parsed != NULL &&
         read_facts (parsed->canonical, country, COR_NUMBERING_ASK_VALID, &facts) && facts.valid;
}

static char *
e164_of (const char *canonical, const char *country)
{
  g_auto (CorNumberingFacts) facts = { 0 };

  if (is_short (canonical) || !read_facts (canonical, country, COR_NUMBERING_ASK_E164, &facts))
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

  if (parsed == NULL || !read_facts (parsed->canonical, country,
                                     COR_NUMBERING_ASK_TYPE | COR_NUMBERING_ASK_E164, &facts))
    return COR_NUMBERING_UNKNOWN;
  if (facts.type == COR_NUMBERING_UNKNOWN && facts.e164 != NULL && is_costly (facts.e164))
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

void
cor_numbering_warm_up (const char *country)
{
  const CorNumberingModule *module = cor_numbering_load ();

  if (module != NULL)
    module->warm_up (country);
}

gboolean
cor_numbering_describe_country (const char *country, char **ret_code, char **ret_trunk_prefix)
{
  const CorNumberingModule *module = country != NULL ? cor_numbering_load () : NULL;

  return module != NULL && module->describe_country (country, ret_code, ret_trunk_prefix);
}
