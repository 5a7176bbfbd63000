/* SPDX-License-Identifier: GPL-3.0-or-later
 * libFuzzer target: what stands in a text besides numbers, and what internal
 * numbers it has, whatever its bytes. The library's own part is left out. */
#include "numbering/numbering.h"
#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *)data, size);
  g_autoptr (GArray) found = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *key = NULL;
  gsize last = 0;

  g_setenv ("CORNETTA_LIBEXECDIR", "/nonexistent", TRUE);
  found = cor_numbering_find (text, "IT");
  for (guint i = 0; i < found->len; i++) {
    const CorNumberingMatch *match = &g_array_index (found, CorNumberingMatch, i);

    g_assert (match->start >= last && match->end > match->start && match->end <= strlen (text));
    g_assert (strspn (match->canonical, "0123456789") == strlen (match->canonical));
    last = match->end;
  }
  shown = cor_numbering_format (text, "IT");
  key = cor_numbering_key (text, "IT");
  g_assert (shown != NULL && (key == NULL || key[0] != '\0'));
  return 0;
}
