/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a person or a link means by a phone number. */
#include "model/number.h"

G_DEFINE_QUARK (cor - number - error - quark, cor_number_error)

CorNumber *
cor_number_copy (const CorNumber *number)
{
  CorNumber *copy = g_new0 (CorNumber, 1);

  copy->canonical = g_strdup (number->canonical);
  copy->post_dial = g_strdup (number->post_dial);
  copy->host = g_strdup (number->host);
  copy->kind = number->kind;
  return copy;
}

void
cor_number_free (CorNumber *number)
{
  if (number == NULL)
    return;
  g_free (number->canonical);
  g_free (number->post_dial);
  g_free (number->host);
  g_free (number);
}
