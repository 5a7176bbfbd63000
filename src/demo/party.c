/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a number does when it is called, whoever calls it. */
#include "party.h"
#include <string.h>

#define MAX_DIGITS 40

CorPartyKind
cor_party_kind (const char *number)
{
  static const struct {
    const char *number;
    CorPartyKind kind;
  } special[] = { { "600", COR_PARTY_ECHO },   { "*43", COR_PARTY_ECHO },
                  { "601", COR_PARTY_TONE },   { "602", COR_PARTY_BUSY },
                  { "603", COR_PARTY_SILENT }, { "604", COR_PARTY_DECLINES },
                  { "605", COR_PARTY_EARLY } };
  for (guint i = 0; i < G_N_ELEMENTS (special); i++)
    if (g_str_equal (special[i].number, number))
      return special[i].kind;
  const char *digits = number + (*number == '+');
  gsize length = strlen (digits);
  if (length < 2 || length > MAX_DIGITS || strspn (digits, "0123456789*#") != length)
    return COR_PARTY_INVALID;
  return COR_PARTY_PERSON;
}

guint
cor_party_note (const char *number)
{
  switch (cor_party_kind (number)) {
  case COR_PARTY_TONE:
    return 440;
  case COR_PARTY_EARLY:
  case COR_PARTY_PERSON:
    /* 202 hums 520 Hz, 203 600 Hz; others somewhere between 700 and 1500. */
    if (g_str_equal (number, "202"))
      return 520;
    if (g_str_equal (number, "203"))
      return 600;
    return 700 + 50 * (g_str_hash (number) % 17);
  case COR_PARTY_INVALID:
  case COR_PARTY_ECHO:
  case COR_PARTY_BUSY:
  case COR_PARTY_SILENT:
  case COR_PARTY_DECLINES:
  default:
    return 0;
  }
}
