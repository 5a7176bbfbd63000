/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a source of the company's knows of a customer, as plain text. */
#pragma once
#include <glib-object.h>

G_BEGIN_DECLS

/* A line of a card. */
typedef struct {
  char *text;    /* with an ellipsis in the place of each number; may be "" */
  GStrv numbers; /* what is dialled for the numbers of the line, in its order */
  GStrv shown;   /* as people write them */
} CorCardLine;

typedef struct {
  char *id;
  char *title;
  char *text;       /* lines, none of them empty */
  GPtrArray *lines; /* CorCardLine; none until somebody has looked for numbers in the text */
} CorCustomerCard;

CorCustomerCard *cor_customer_card_new (const char *id, const char *title, const char *text);
CorCustomerCard *cor_customer_card_copy (const CorCustomerCard *self);
void cor_customer_card_free (CorCustomerCard *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CorCustomerCard, cor_customer_card_free)

/* Takes both lists. */
void
cor_customer_card_add_line (CorCustomerCard *self, const char *text, GStrv numbers, GStrv shown);

G_END_DECLS
