/* SPDX-License-Identifier: GPL-3.0-or-later
 * The numbers in a text, and what only looks like one. */
#include "numbering/numbering.h"
#include <string.h>
#include <time.h>

static char *
found_in (const char *text, const char *country)
{
  g_autoptr (GArray) matches = cor_numbering_find (text, country);
  GString *all = g_string_new (NULL);
  gsize last = 0;

  for (guint i = 0; i < matches->len; i++) {
    const CorNumberingMatch *match = &g_array_index (matches, CorNumberingMatch, i);

    g_assert_cmpuint (match->start, >=, last);
    g_assert_cmpuint (match->end, >, match->start);
    g_assert_cmpuint (match->end, <=, strlen (text));
    last = match->end;
    g_string_append_printf (all, "%s%s", i > 0 ? " " : "", match->canonical);
    if (match->extension != NULL)
      g_string_append_printf (all, "/%s", match->extension);
  }
  return g_string_free (all, FALSE);
}

static void
test_numbers (void)
{
  static const char *const rows[][2] = {
    { "Chiami lo 0721 405516.", "0721405516" },
    { "Tel. 0721/405516 – Cell. +39 348 123 4567", "0721405516 +393481234567" },
    { "tel:+390721405516", "+390721405516" },
    { "Numero verde 800 123 456", "800123456" },
    { "Tel: 02 1234567 int. 204", "021234567/204" },
    { "interno 204", "204" },
    { "int. 204, ext 3012; Int: 205", "204 3012 205" },
    { "London +44 20 7946 0000 o Pesaro (0721) 405516", "+442079460000 0721405516" },
    { "è già: 0721 405516 è", "0721405516" },
    { "Centralino 0721405516\nFax 0721405517", "0721405516 0721405517" },
    { "P.IVA 00743110157, tel. 0721405516", "0721405516" },
    { "ordine 4500123456 - chiamare 348 1234567", "3481234567" },
    /* Bare digits may be a part's code as well: one too many is seen, one too few is missed. */
    { "il 3481234567 è libero", "3481234567" },
    { "staffa 0721405516 in acciaio", "0721405516" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *found = found_in (rows[i][0], "IT");

    g_test_message ("%s", rows[i][0]);
    g_assert_cmpstr (found, ==, rows[i][1]);
  }
}

static void
test_none (void)
{
  static const char *const texts[] = {
    "Fattura del 12/03/2024, scadenza 03.12.2024 10:30",
    "03-12-2024 e 2024-12-03",
    "IBAN IT60X0542811101000000123456",
    "IBAN: IT60 X054 2811 1010 0000 0123 456",
    "Conto: GB29 NWBK 6016 1331 9268 19 grazie",
    "P.IVA 00743110157",
    "P. IVA: 01234567890",
    "Partita IVA n. 01234567890",
    "VAT IT00743110157",
    "00743110157", /* its last digit checks: a tax number */
    "C.F. 01234567890",
    "Ordine n. 0721405516",
    "order no. 3481234567",
    "fattura 0212345678",
    "Rif. pratica 3481234567 del 12/3/2024",
    "Codice cliente: 0721405516",
    "tracking 00390721405516",
    "carta 4111 1111 1111 1111",
    "4111111111111111",
    "3782 822463 10005",
    "Via Roma 12, 61121 Pesaro (PU)",
    "Viale Trieste 123, scala B, int. 204",
    "Piazza del Popolo 1, 00187 Roma",
    "il server 192.168.1.10 e 10.0.0.254",
    "https://example.com/0721405516 info@0721405516.it",
    "tra 204 e 205 persone",
    "Totale € 1.234.567,89",
    "internet 204, integrazione 2040",
    "int 2.5, ext 1,200",
    "ISBN 978-88-06-12345-6",
    "Cavo TI-0207-946012, 3 pezzi",
    "articolo 0721405516 in acciaio",
    "Company no. 07946012",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *found = found_in (texts[i], "IT");

    g_test_message ("%s", texts[i]);
    g_assert_cmpstr (found, ==, "");
  }
}

static void
test_places (void)
{
  static const char *const text = "è il +39 0721 405516, int. 204";
  g_autoptr (GArray) matches = cor_numbering_find ("città: 0721 405516; interno 204!", "IT");
  const CorNumberingMatch *first = &g_array_index (matches, CorNumberingMatch, 0);
  const CorNumberingMatch *second = &g_array_index (matches, CorNumberingMatch, 1);
  g_autofree char *broken = found_in ("\xff\xfe 0721 405516 \xc3 int. 204", "IT");
  g_autofree char *joined = found_in (text, "IT");

  g_assert_cmpuint (matches->len, ==, 2);
  g_assert_cmpuint (first->start, ==, strlen ("città: "));
  g_assert_cmpuint (first->end, ==, strlen ("città: 0721 405516"));
  g_assert_cmpuint (second->start, ==, strlen ("città: 0721 405516; interno "));
  g_assert_cmpuint (second->end, ==, strlen ("città: 0721 405516; interno 204"));
  g_assert_cmpstr (broken, ==, "0721405516 204");
  g_assert_cmpstr (joined, ==, "+390721405516/204");
}

static gint64
cost (const char *piece, gsize size)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gint64 best = G_MAXINT64;

  while (text->len + strlen (piece) <= size)
    g_string_append (text, piece);
  for (guint run = 0; run < 3; run++) {
    clock_t begin = clock ();
    g_autoptr (GArray) found = cor_numbering_find (text->str, "IT");

    best = MIN (best, (gint64)(clock () - begin));
  }
  return MAX (best, 200);
}

static void
test_linear (void)
{
  static const char *const pieces[] = {
    "0721 405516, ", "1",    "1 ",      "int. 204 ",  "a",       "via ",       "12/03/2024 ",
    "IT60 X054 ",    "AA11", "1.1.1.1", "4111 1111 ", "(0721) ", "info@x.it ", "+",
    "P.IVA ",        "/",    "é",       "1-",         "\n",      "AA11 AAAA ",
  };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++) {
    gint64 small = cost (pieces[i], 512);
    gint64 large = cost (pieces[i], 4 * 1024);

    g_test_message ("%s: %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, pieces[i], small, large);
    /* 8 times the text; quadratic work would be 64 times. */
    g_assert_cmpint (large, <, small * 8 * 4);
  }
}

static void
test_random (void)
{
  static const char *const pieces[] = {
    "0721 405516",
    "+39",
    " ",
    "int. ",
    "204",
    "é",
    "\xff",
    "\n",
    "IT60X0542811101000000123456",
    "12/03/2024",
    "tel.",
    "P.IVA",
    "@",
    ".",
    ",",
    "(",
    ")",
    "00743110157",
    "http://",
    "-",
    "x",
    "348 123 4567",
    "1",
    "via ",
    "/",
    "ord",
    "\xe2\x80\xae",
  };
  guint32 seed = (guint32)g_test_rand_int ();
  GRand *random = g_rand_new_with_seed (seed);
  guint found = 0;

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 1000; i++) {
    g_autoptr (GString) text = g_string_new (NULL);
    g_autofree char *numbers = NULL;

    for (gint n = g_rand_int_range (random, 0, 16); n > 0; n--)
      g_string_append (text, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
    numbers = found_in (text->str, "IT");
    found += numbers[0] != '\0';
    g_assert_cmpuint (strspn (numbers, "+0123456789*#/ "), ==, strlen (numbers));
  }
  g_rand_free (random);
  /* About one in ten; else the pieces have become too odd to try anything. */
  g_assert_cmpuint (found, >, 40);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/find/numbers", test_numbers);
  g_test_add_func ("/find/none", test_none);
  g_test_add_func ("/find/places", test_places);
  g_test_add_func ("/find/linear", test_linear);
  g_test_add_func ("/find/random", test_random);
  return g_test_run ();
}
