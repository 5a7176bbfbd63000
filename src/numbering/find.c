/* SPDX-License-Identifier: GPL-3.0-or-later
 * The numbers in a text. The library says what could be one; the text around it
 * says whether it is. */
#include "config.h"
#include "numbering/numbering.h"
#include "label.h"
#include "module.h"
#include "spans.h"
#include <string.h>

/* "int. 204", "ext 204", "interno: 204". */
#define INTERNAL                                                                                 \
  "(?<![\\p{L}\\d])(?:interno|int|estensione|extension|extn|ext|derivato)\\.?\\s{0,3}:?\\s{0,3}" \
  "(\\d{3,6})(?![\\d.,/-]?\\d)"

typedef struct {
  const char *text;
  const char *country;
  guint8 *marks; /* of each byte: it is something else, or of a number already found */
  GArray *matches;
} Search;

static void
clear_match (gpointer data)
{
  CorNumberingMatch *match = data;

  g_free (match->canonical);
  g_free (match->extension);
}

static gboolean
is_marked (Search *search, gsize start, gsize end)
{
  return memchr (search->marks + start, 1, end - start) != NULL;
}

static void
take (Search *search, CorNumberingMatch *match)
{
  memset (search->marks + match->start, 1, match->end - match->start);
  g_array_append_val (search->matches, *match);
}

static gboolean
is_digits (const char *text, gsize start, gsize end)
{
  return strspn (text + start, "0123456789") >= end - start;
}

/* "TI-0207-946012": what hangs on a word is a part of it. */
static gboolean
hangs_on_word (const char *text, gsize start)
{
  return start > 1 && strchr ("-_/", text[start - 1]) != NULL && g_ascii_isalpha (text[start - 2]);
}

static gboolean
is_number (Search *search, gsize start, gsize end)
{
  const char *text = search->text;
  CorLabel label;

  if (is_marked (search, start, end))
    return FALSE;
  if (text[start] == '+')
    return TRUE;
  label = cor_label_before (text, start, 4, FALSE);
  if (label == COR_LABEL_PHONE)
    return TRUE;
  return label != COR_LABEL_OTHER && !hangs_on_word (text, start) &&
         !(g_str_equal (search->country, "IT") && is_digits (text, start, end) &&
           cor_spans_is_tax_number (text + start, end - start));
}

static void
on_found (gsize start, gsize end, const char *e164, const char *extension, gpointer user_data)
{
  Search *search = user_data;
  g_autofree char *raw = g_strndup (search->text + start, end - start);
  g_autoptr (CorNumber) number = cor_number_parse (raw, COR_NUMBER_FROM_PERSON, NULL);
  CorNumberingMatch match = { start, end, NULL, NULL };

  if (search->matches->len >= COR_NUMBERING_MATCHES_MAX || !is_number (search, start, end))
    return;
  match.canonical = g_strdup (number != NULL ? number->canonical : e164);
  match.extension = g_strdup (extension);
  take (search, &match);
}

static void
add_internals (Search *search)
{
  g_autoptr (GRegex) regex = g_regex_new (INTERNAL, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);
  g_autoptr (GMatchInfo) info = NULL;

  g_regex_match (regex, search->text, 0, &info);
  while (g_match_info_matches (info) && search->matches->len < COR_NUMBERING_MATCHES_MAX) {
    int from, start, end;

    g_match_info_fetch_pos (info, 0, &from, NULL);
    g_match_info_fetch_pos (info, 1, &start, &end);
    if (!is_marked (search, (gsize)from, (gsize)end) &&
        cor_label_before (search->text, (gsize)from, 6, TRUE) != COR_LABEL_ADDRESS) {
      CorNumberingMatch match = { (gsize)start, (gsize)end, g_match_info_fetch (info, 1), NULL };

      take (search, &match);
    }
    if (!g_match_info_next (info, NULL))
      break;
  }
}

/* Bytes that are no UTF-8 make room for a character that says nothing, and no other moves. */
static char *
dup_valid (const char *text)
{
  char *copy = g_strndup (text, COR_NUMBERING_TEXT_MAX);
  const char *end = copy;

  while (!g_utf8_validate (end, -1, &end))
    copy[end - copy] = '?';
  return copy;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const CorNumberingMatch *first = a, *second = b;

  return (first->start > second->start) - (first->start < second->start);
}

GArray *
cor_numbering_find (const char *text, const char *country)
{
  const CorNumberingModule *module = cor_numbering_load ();
  g_autofree char *copy = dup_valid (text);
  g_autofree guint8 *marks = cor_spans_mark (copy);
  Search search = { copy, country, marks, NULL };

  search.matches = g_array_new (FALSE, FALSE, sizeof (CorNumberingMatch));
  g_array_set_clear_func (search.matches, clear_match);
  if (module != NULL)
    module->find (copy, country, on_found, &search);
  add_internals (&search);
  g_array_sort (search.matches, compare);
  return search.matches;
}
