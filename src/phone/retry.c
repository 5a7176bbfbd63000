/* SPDX-License-Identifier: GPL-3.0-or-later
 * What becomes of a registration that the server refused: one table. */
#include "config.h"
#include "retry.h"

/* The first row that the code is in. */
static const CorRetry table[] = {
  /* Nobody answered. One that stood was cut off: by a restart, most often. */
  { .low = 0, .high = 0, .first = 1, .cap = 30, .at_once = TRUE },
  /* The password is wrong: one more try would be one step nearer to being locked out. */
  { .low = 401, .high = 401, .final = TRUE },
  { .low = 407, .high = 407, .final = TRUE },
  /* Not allowed, not known: a server that is being set up says so, too. */
  { .low = 403, .high = 404, .first = 300, .cap = COR_RETRY_LONGEST_S, .final = TRUE },
  { .low = 408, .high = 408, .first = 1, .cap = 30 },
  /* The interval that it had asked for itself was refused as well. */
  { .low = 423, .high = 423, .first = 60, .cap = 600 },
  { .low = 480, .high = 480, .first = 4, .cap = 120 },
  { .low = 500, .high = 599, .first = 2, .cap = 60 },
  /* Anything else won't be mended by hurry. */
  { .low = 300, .high = G_MAXUINT, .first = 30, .cap = 600 },
};

const CorRetry *
cor_retry_find (guint code)
{
  guint i = 0;

  while (i < G_N_ELEMENTS (table) - 1 && (code < table[i].low || code > table[i].high))
    i++;
  return &table[i];
}

guint
cor_retry_wait (const CorRetry *retry, guint failures, guint asked, double chance)
{
  guint ceiling, wait;

  if (retry->first == 0)
    return 0;
  ceiling = MIN (retry->first << MIN (failures, 12), retry->cap) * 1000;
  wait = ceiling / 2 + (guint)(chance * (ceiling / 2));
  /* Not before it asked for, and not all in that second. */
  asked = MIN (asked, COR_RETRY_LONGEST_S) * 1000;
  return asked > wait ? asked + (guint)(chance * MIN (asked / 10, 10000)) : wait;
}
