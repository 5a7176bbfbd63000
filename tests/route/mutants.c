/* SPDX-License-Identifier: GPL-3.0-or-later
 * What can happen to a link on its way through pages, mails and programs. */
#include "mutants.h"
#include <string.h>

static const char *const links[] = {
  "nethlink://open",
  "nethlink://transfer?to=203",
  "nethlink://listen?to=203",
  "nethlink://intrude?to=203&from=204",
  "NETHLINK:open",
  "callto://+390721405516",
  "callto:204@pbx.example?call",
  "sip:204@pbx;transport=tls",
  "sips:+390721405516;ext=204@pbx.example:5061?Subject=x",
  "sip:204:secret@[2001:db8::1]:5060",
  "tel:+390721405516;phone-context=+39;isub=12;ext=204,,1#",
};

/* What is worth putting anywhere. */
static const char *const pieces[] = {
  "%",
  "%00",
  "%2B",
  "%0A",
  "%C3",
  "%E2%80%AE",
  "+",
  "*",
  "#",
  "(0)",
  "//",
  ":",
  "@",
  ";",
  ";ext=",
  ";phone-context=+",
  "?",
  ",",
  "p",
  "w",
  "x",
  "112",
  "**21*",
  "\n",
  "\xe2\x80\xae",
  "\xd9\xa2",
  "\xff",
  "\x01",
  " ",
  "nethlink:",
  "tel:",
  "sip:",
  "[",
  "]",
  "&",
  "=",
  "ABC",
  "1",
  "\t",
  "..",
};

GPtrArray *
cor_mutants_read_seeds (void)
{
  g_autoptr (GPtrArray) seeds = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;
  g_auto (GStrv) rows = NULL;

  g_assert_true (g_file_get_contents (g_getenv ("TEL_TSV"), &text, NULL, NULL));
  rows = g_strsplit (text, "\n", -1);
  for (guint i = 0; rows[i] != NULL; i++)
    if (rows[i][0] != '\0' && !g_str_has_prefix (rows[i], "# "))
      g_ptr_array_add (seeds, g_strndup (rows[i], strcspn (rows[i], "\t")));
  g_assert_cmpuint (seeds->len, >, 100);
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    g_ptr_array_add (seeds, g_strdup (links[i]));
  return g_steal_pointer (&seeds);
}

static void
mutate (GString *text, GRand *random, GPtrArray *seeds)
{
  gssize at = g_rand_int_range (random, 0, (gint32)text->len + 1);
  gssize left = (gssize)text->len - at;
  gssize some = g_rand_int_range (random, 0, 4);

  switch (g_rand_int_range (random, 0, 6)) {
  case 0:
    g_string_insert (text, at, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
    break;
  case 1:
    g_string_erase (text, at, MIN (left, some));
    break;
  case 2:
    if (left > 0)
      text->str[at] = (char)g_rand_int_range (random, 1, 256);
    break;
  case 3:
    if (left > 0)
      text->str[at] ^= (char)(1 << g_rand_int_range (random, 0, 7));
    g_string_truncate (text, strlen (text->str));
    break;
  case 4:
    g_string_truncate (text, at);
    g_string_append (text,
                     g_ptr_array_index (seeds, g_rand_int_range (random, 0, (gint32)seeds->len)));
    break;
  case 5:
  default: {
    char c = left > 0 ? text->str[at] : '0';

    for (gint n = g_rand_int_range (random, 1, 50); n > 0; n--)
      g_string_insert_c (text, at, c);
  }
  }
}

char *
cor_mutants_next (GRand *random, GPtrArray *seeds, guint i)
{
  g_autoptr (GString) text = g_string_new (g_ptr_array_index (seeds, i % seeds->len));

  for (gint n = g_rand_int_range (random, 1, 5); n > 0; n--)
    mutate (text, random, seeds);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
