/* SPDX-License-Identifier: GPL-3.0-or-later
 * libphonenumber behind module.h. C++ ends in this file. */
#include "module.h"

#include <phonenumbers/phonenumbermatch.h>
#include <phonenumbers/phonenumbermatcher.h>
#include <phonenumbers/phonenumberutil.h>
#include <phonenumbers/shortnumberinfo.h>
#include <string>

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberMatch;
using i18n::phonenumbers::PhoneNumberMatcher;
using i18n::phonenumbers::PhoneNumberUtil;
using i18n::phonenumbers::ShortNumberInfo;

/* Candidates that are looked at in one text. */
#define MAX_TRIES 65535

static const PhoneNumberUtil &
util ()
{
  return *PhoneNumberUtil::GetInstance ();
}

static char *
format (const PhoneNumber &number, PhoneNumberUtil::PhoneNumberFormat form)
{
  std::string text;

  util ().Format (number, form, &text);
  return g_strdup (text.c_str ());
}

/* Codes of ITU-T E.164 that no country has: Inmarsat, other satellites, networks of many
 * countries. */
static bool
is_satellite (int code)
{
  return code == 870 || code == 881 || code == 882 || code == 883;
}

static CorNumberingType
read_type (const PhoneNumber &number)
{
  if (is_satellite (number.country_code ()))
    return COR_NUMBERING_SATELLITE;
  switch (util ().GetNumberType (number)) {
  case PhoneNumberUtil::FIXED_LINE:
  case PhoneNumberUtil::FIXED_LINE_OR_MOBILE:
    return COR_NUMBERING_FIXED;
  case PhoneNumberUtil::MOBILE:
  case PhoneNumberUtil::PAGER:
    return COR_NUMBERING_MOBILE;
  case PhoneNumberUtil::TOLL_FREE:
    return COR_NUMBERING_TOLL_FREE;
  case PhoneNumberUtil::PREMIUM_RATE:
    return COR_NUMBERING_PREMIUM;
  case PhoneNumberUtil::SHARED_COST:
    return COR_NUMBERING_SHARED_COST;
  case PhoneNumberUtil::VOIP:
    return COR_NUMBERING_VOIP;
  case PhoneNumberUtil::PERSONAL_NUMBER:
    return COR_NUMBERING_PERSONAL;
  case PhoneNumberUtil::UAN:
    return COR_NUMBERING_COMPANY;
  case PhoneNumberUtil::VOICEMAIL:
  case PhoneNumberUtil::UNKNOWN:
  default:
    return COR_NUMBERING_UNKNOWN;
  }
}

/* Services with three to six digits: 1254, 12 in its country. */
static CorNumberingType
read_short_type (const PhoneNumber &number, const std::string &country)
{
  static const ShortNumberInfo short_numbers;

  if (!short_numbers.IsValidShortNumberForRegion (number, country))
    return COR_NUMBERING_UNKNOWN;
  switch (short_numbers.GetExpectedCostForRegion (number, country)) {
  case ShortNumberInfo::TOLL_FREE:
    return COR_NUMBERING_TOLL_FREE;
  case ShortNumberInfo::PREMIUM_RATE:
    return COR_NUMBERING_PREMIUM;
  case ShortNumberInfo::STANDARD_RATE:
  case ShortNumberInfo::UNKNOWN_COST:
  default:
    return COR_NUMBERING_UNKNOWN;
  }
}

/* In the national form where the country asked for has the same code. */
static char *
format_for (const PhoneNumber &number, const std::string &country)
{
  bool at_home = number.country_code () == util ().GetCountryCodeForRegion (country);

  if (!util ().IsValidNumber (number))
    return nullptr;
  return format (number, at_home ? PhoneNumberUtil::NATIONAL : PhoneNumberUtil::INTERNATIONAL);
}

static gboolean
read_number (const char *canonical, const char *country, guint ask, CorNumberingFacts *ret_facts)
{
  PhoneNumber number;
  CorNumberingFacts facts = {};
  const std::string region = country;

  if (util ().Parse (canonical, region, &number) != PhoneNumberUtil::NO_PARSING_ERROR)
    return FALSE;
  if (ask & COR_NUMBERING_ASK_E164 && util ().IsPossibleNumber (number))
    facts.e164 = format (number, PhoneNumberUtil::E164);
  if (ask & COR_NUMBERING_ASK_VALID)
    facts.valid = util ().IsValidNumber (number);
  if (ask & COR_NUMBERING_ASK_TYPE)
    facts.type = read_type (number);
  if (ask & COR_NUMBERING_ASK_TYPE && facts.type == COR_NUMBERING_UNKNOWN && canonical[0] != '+')
    facts.type = read_short_type (number, region);
  if (ask & COR_NUMBERING_ASK_SHOWN)
    facts.shown = format_for (number, region);
  *ret_facts = facts;
  return TRUE;
}

static gboolean
describe_country (const char *country, char **ret_code, char **ret_trunk_prefix)
{
  std::string prefix;
  int code = util ().GetCountryCodeForRegion (country);

  if (code == 0)
    return FALSE;
  util ().GetNddPrefixForRegion (country, true, &prefix);
  *ret_code = g_strdup_printf ("%d", code);
  *ret_trunk_prefix = g_strdup (prefix.c_str ());
  return TRUE;
}

static void
find (const char *text, const char *country, CorNumberingFound found, gpointer user_data)
{
  PhoneNumberMatcher matcher (util (), text, country, PhoneNumberMatcher::VALID, MAX_TRIES);
  PhoneNumberMatch match;

  while (matcher.HasNext () && matcher.Next (&match)) {
    const PhoneNumber &number = match.number ();
    std::string e164;

    util ().Format (number, PhoneNumberUtil::E164, &e164);
    found (match.start (), match.end (), e164.c_str (),
           number.has_extension () ? number.extension ().c_str () : nullptr, user_data);
  }
}

/* What is read and compiled for one number stays for all of them. */
static void
warm_up (const char *country)
{
  PhoneNumber number;
  std::string text;

  if (!util ().GetExampleNumber (country, &number))
    return;
  util ().Format (number, PhoneNumberUtil::NATIONAL, &text);
  (void)util ().Parse (text, country, &number);
  (void)util ().IsPossibleNumber (number);
  g_free (format_for (number, country));
  (void)read_short_type (number, country);
}

const CorNumberingModule cor_numbering_module = {
  COR_NUMBERING_MODULE_VERSION,
  read_number,
  describe_country,
  find,
  warm_up,
};
