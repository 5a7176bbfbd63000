/* SPDX-License-Identifier: GPL-3.0-or-later
 * Files of contacts as a stranger may write them. What was read is written and
 * read again: nothing of it may be lost, and no text be other than UTF-8. */
#include "cards/cards.h"
#include "fuzz-cards.h"

static void
check (const CorCard *card, CorCardsForm form)
{
  g_autoptr (GString) file = g_string_new (NULL);
  g_autoptr (GPtrArray) again = NULL;
  guint unreadable = 0;

  for (guint i = 0; i < COR_N_CARD_FIELDS; i++)
    if (card->fields[i] != NULL && !g_utf8_validate (card->fields[i], -1, NULL))
      g_abort ();
  cor_cards_write_head (file, form);
  cor_cards_write (file, form, card);
  again = cor_cards_read (file->str, file->len, &unreadable, NULL);
  if (again == NULL || again->len > 1)
    g_abort ();
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize length)
{
  guint unreadable = 0;
  g_autoptr (GPtrArray) cards = cor_cards_read ((const char *)data, length, &unreadable, NULL);

  for (guint i = 0; cards != NULL && i < MIN (cards->len, 20); i++)
    for (guint form = COR_CARDS_VCARD_3; form <= COR_CARDS_CSV; form++)
      check (cards->pdata[i], form);
  return 0;
}
