/* SPDX-License-Identifier: GPL-3.0-or-later
 * What becomes of text that strangers chose. */
#include "text.h"
#include <string.h>

static void
check (const char *text, const char *wanted)
{
  g_autofree char *got = cor_text_clean (text);

  g_assert_cmpstr (got, ==, wanted);
}

static void
test_clean (void)
{
  check (NULL, NULL);
  check ("", NULL);
  check ("   ", NULL);
  check ("\x01\x7f\xc2\x85", NULL);
  check ("Anna Rossi", "Anna Rossi");
  check ("  Anna\t \x01\nRossi\n", "Anna Rossi");
  check ("Perché 電話 🎺", "Perché 電話 🎺");
  check ("a\xff"
         "b",
         "a\xef\xbf\xbd"
         "b");
  check ("\xe2\x80\xae"
         "61550412"
         "\xe2\x81\xa9",
         "61550412");
  check ("a\xc2\xa0z", "a z");
}

static void
test_limit (void)
{
  g_autofree char *huge = g_strnfill (1000 * 1000, 'x');
  g_autofree char *invisible = g_strnfill (1000 * 1000, '\x02');
  g_autofree char *got = cor_text_clean (huge);

  g_assert_cmpint (g_utf8_strlen (got, -1), ==, COR_TEXT_MAX + 1);
  g_assert_true (g_str_has_suffix (got, "x…"));
  check (invisible, NULL);
}

/* Whatever comes, what leaves is short, valid and without control characters. */
static void
test_random (void)
{
  for (guint i = 0; i < 20000; i++) {
    char text[64];
    g_autofree char *got = NULL;

    for (guint j = 0; j < sizeof text - 1; j++)
      text[j] = (char)g_test_rand_int_range (1, 256);
    text[sizeof text - 1] = '\0';
    got = cor_text_clean (text);
    if (got == NULL)
      continue;
    g_assert_true (g_utf8_validate (got, -1, NULL));
    for (const char *p = got; *p != '\0'; p = g_utf8_next_char (p))
      g_assert_false (g_unichar_iscntrl (g_utf8_get_char (p)));
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desktop/text/clean", test_clean);
  g_test_add_func ("/desktop/text/limit", test_limit);
  g_test_add_func ("/desktop/text/random", test_random);
  return g_test_run ();
}
