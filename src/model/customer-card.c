/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a source of the company's knows of a customer. */
#include "config.h"
#include "model/customer-card.h"

static void
line_free (gpointer data)
{
  CorCardLine *line = data;

  g_free (line->text);
  g_strfreev (line->numbers);
  g_strfreev (line->shown);
  g_free (line);
}

CorCustomerCard *
cor_customer_card_new (const char *id, const char *title, const char *text)
{
  CorCustomerCard *self = g_new0 (CorCustomerCard, 1);

  self->id = g_strdup (id);
  self->title = g_strdup (title);
  self->text = g_strdup (text);
  self->lines = g_ptr_array_new_with_free_func (line_free);
  return self;
}

CorCustomerCard *
cor_customer_card_copy (const CorCustomerCard *self)
{
  CorCustomerCard *copy = cor_customer_card_new (self->id, self->title, self->text);

  for (guint i = 0; i < self->lines->len; i++) {
    const CorCardLine *line = g_ptr_array_index (self->lines, i);

    cor_customer_card_add_line (copy, line->text, g_strdupv (line->numbers),
                                g_strdupv (line->shown));
  }
  return copy;
}

void
cor_customer_card_free (CorCustomerCard *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->title);
  g_free (self->text);
  g_ptr_array_unref (self->lines);
  g_free (self);
}

void
cor_customer_card_add_line (CorCustomerCard *self, const char *text, GStrv numbers, GStrv shown)
{
  CorCardLine *line = g_new0 (CorCardLine, 1);

  line->text = g_strdup (text);
  line->numbers = numbers;
  line->shown = shown;
  g_ptr_array_add (self->lines, line);
}
