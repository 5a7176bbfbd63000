/* SPDX-License-Identifier: GPL-3.0-or-later
 * Prints mutants for tests that are no C program: SEED and COUNT; each ends with a zero byte. */
#include "mutants.h"
#include <stdio.h>

int
main (int argc, char **argv)
{
  guint64 seed, count;
  GPtrArray *seeds;
  GRand *random;

  if (argc != 3 || !g_ascii_string_to_unsigned (argv[1], 10, 0, G_MAXUINT32, &seed, NULL) ||
      !g_ascii_string_to_unsigned (argv[2], 10, 0, G_MAXUINT32, &count, NULL))
    return 2;
  seeds = cor_mutants_read_seeds ();
  random = g_rand_new_with_seed ((guint32)seed);
  for (guint i = 0; i < count; i++) {
    g_autofree char *text = cor_mutants_next (random, seeds, i);

    fputs (text, stdout);
    putchar ('\0');
  }
  g_rand_free (random);
  g_ptr_array_unref (seeds);
  return 0;
}
