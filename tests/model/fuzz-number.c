/* SPDX-License-Identifier: GPL-3.0-or-later
 * libFuzzer target: whatever a link holds, the parser gives a number that can
 * be dialled, or an error. Seeds: the first column of tel.tsv, a file per row. */
#include "model/number.h"
#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
check (const CorNumber *number, CorNumberSource source)
{
  const char *digits = number->canonical + (number->canonical[0] == '+');
  gsize length = strspn (digits, "0123456789*#");
  g_autoptr (CorNumber) again = cor_number_parse (number->canonical, source, NULL);

  g_assert (length >= 1 && length <= COR_NUMBER_MAX && digits[length] == '\0');
  g_assert (again != NULL && strcmp (again->canonical, number->canonical) == 0);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *)data, size);

  for (guint source = 0; source <= COR_NUMBER_FROM_SERVER; source++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CorNumber) number = cor_number_parse (text, (CorNumberSource)source, &error);

    g_assert ((number == NULL) == (error != NULL));
    if (number != NULL)
      check (number, (CorNumberSource)source);
  }
  return 0;
}
