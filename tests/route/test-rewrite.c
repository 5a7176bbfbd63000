/* SPDX-License-Identifier: GPL-3.0-or-later
 * The rules by which a number is dialled, and what no rule may touch. */
#include "route/rewrite.h"
#include <string.h>

static const CorRewriteRules none = { .internal_digits = 5 };
static const CorRewriteRules outside = { .outside_prefix = "0",
                                         .international_prefix = "00",
                                         .internal_digits = 5 };
static const CorRewriteRules plus = { .outside_prefix = "0", .internal_digits = 5 };
static const CorRewriteRules national = { .international_prefix = "00",
                                          .country_code = "39",
                                          .trunk_prefix = "",
                                          .national = TRUE,
                                          .internal_digits = 5 };
static const CorRewriteRules german = { .outside_prefix = "9",
                                        .international_prefix = "00",
                                        .country_code = "49",
                                        .trunk_prefix = "0",
                                        .national = TRUE,
                                        .internal_digits = 4 };
static const CorRewriteRules american = { .outside_prefix = "9",
                                          .international_prefix = "011",
                                          .internal_digits = 4 };
static const CorRewriteRules broken = { .outside_prefix = "+0",
                                        .international_prefix = "zero zero",
                                        .country_code = "IT",
                                        .national = TRUE,
                                        .internal_digits = 5 };
static const CorRewriteRules no_prefix_for_help = { .outside_prefix = "1" };
static const CorRewriteRules outside_only = { .outside_prefix = "0", .internal_digits = 0 };

static const struct {
  const CorRewriteRules *rules;
  const char *number;
  const char *expected;
} rows[] = {
  { &none, "+390721405516", "+390721405516" },
  { &none, "0721405516", "0721405516" },
  { &none, "201", "201" },
  { &outside, "+390721405516", "000390721405516" },
  { &outside, "0721405516", "00721405516" },
  { &outside, "3481234567", "03481234567" },
  { &outside, "00442079460000", "000442079460000" },
  { &outside, "12345", "12345" },
  { &outside, "123456", "0123456" },
  { &outside, "201", "201" },
  { &outside, "+201", "000201" },
  { &outside, "*43", "*43" },
  { &outside, "#31#0721405516", "#31#0721405516" },
  { &outside, "**21*0721405516#", "**21*0721405516#" },
  { &outside, "112", "112" },
  { &outside, "0112", "0112" },
  { &outside, "118", "118" },
  { &outside_only, "112", "112" },
  { &outside_only, "911", "911" },
  { &outside_only, "201", "0201" },
  { &plus, "+390721405516", "+390721405516" },
  { &plus, "0721405516", "00721405516" },
  { &national, "+390721405516", "0721405516" },
  { &national, "00390721405516", "0721405516" },
  { &national, "+393481234567", "3481234567" },
  { &national, "+442079460000", "00442079460000" },
  { &national, "0721405516", "0721405516" },
  { &national, "+39112", "0039112" },
  { &national, "+39", "0039" },
  { &national, "+39201", "0039201" },
  { &german, "+4930123456", "9030123456" },
  { &german, "+390721405516", "900390721405516" },
  { &german, "030123456", "9030123456" },
  { &german, "112", "112" },
  { &german, "9112", "9112" },
  { &german, "91123", "991123" },
  { &american, "+390721405516", "9011390721405516" },
  { &american, "911", "911" },
  { &no_prefix_for_help, "18", "18" },
  { &broken, "+390721405516", "+390721405516" },
  { &broken, "0721405516", "0721405516" },
};

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CorNumber) number = cor_number_parse (rows[i].number, COR_NUMBER_FROM_LINK, NULL);
    g_autofree char *dialled = cor_rewrite_number (rows[i].rules, number);

    g_test_message ("row %u: %s", i, rows[i].number);
    g_assert_cmpstr (dialled, ==, rows[i].expected);
  }
}

static void
test_prefixes (void)
{
  static const char *const good[] = { "", "0", "00", "9", "*9", "12345678" };
  static const char *const bad[] = { "+", "0 ", "a", "123456789", "0\n", "٠" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (cor_rewrite_prefix_is_valid (good[i]));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (cor_rewrite_prefix_is_valid (bad[i]));
}

static char *
random_prefix (GRand *random)
{
  GString *text = g_string_new (NULL);

  for (gint n = g_rand_int_range (random, 0, 5); n > 0; n--)
    g_string_append_c (text, "0123456789*#+ x"[g_rand_int_range (random, 0, 15)]);
  return g_string_free (text, FALSE);
}

/* Whatever is set, what is dialled is a number, and no rule reaches those that it must not. */
static void
check (const CorRewriteRules *rules, const char *text)
{
  g_autoptr (CorNumber) number = cor_number_parse (text, COR_NUMBER_FROM_LINK, NULL);
  g_autoptr (CorNumber) again = NULL;
  g_autofree char *dialled = NULL;

  if (number == NULL)
    return;
  dialled = cor_rewrite_number (rules, number);
  again = cor_number_parse (dialled, COR_NUMBER_FROM_LINK, NULL);
  g_assert_nonnull (again);
  g_assert_cmpstr (again->canonical, ==, dialled);
  if (number->kind != COR_NUMBER_ORDINARY || cor_rewrite_is_internal (rules, number->canonical))
    g_assert_cmpstr (dialled, ==, number->canonical);
  else
    g_assert_cmpint (again->kind, !=, COR_NUMBER_EMERGENCY);
}

static void
test_random (void)
{
  guint32 seed = (guint32)g_test_rand_int ();
  GRand *random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 20000; i++) {
    g_autofree char *outside_prefix = random_prefix (random);
    g_autofree char *international = random_prefix (random);
    g_autofree char *trunk = random_prefix (random);
    CorRewriteRules rules = {
      outside_prefix, international, "39", trunk, i % 2, (guint)g_rand_int_range (random, 0, 9)
    };
    g_autoptr (GString) text = g_string_new (i % 3 == 0 ? "+39" : "");

    for (gint n = g_rand_int_range (random, 1, i % 7 == 0 ? 41 : 12); n > 0; n--)
      g_string_append_c (text, "0123456789*#"[g_rand_int_range (random, 0, i % 4 ? 10 : 12)]);
    check (&rules, text->str);
    check (&rules, "112");
    check (&rules, "118");
  }
  g_rand_free (random);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rewrite/rows", test_rows);
  g_test_add_func ("/rewrite/prefixes", test_prefixes);
  g_test_add_func ("/rewrite/random", test_random);
  return g_test_run ();
}
