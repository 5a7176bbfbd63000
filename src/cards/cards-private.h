/* SPDX-License-Identifier: GPL-3.0-or-later
 * The two forms, each for itself. */
#pragma once
#include "cards/cards.h"

G_BEGIN_DECLS

/* text: valid UTF-8, without NUL. Both append to the cards and count the rest. */
void cor_vcard_read (const char *text, GPtrArray *cards, guint *unreadable);
/* FALSE: the head line names nothing that is known. */
gboolean cor_csv_read (const char *text, GPtrArray *cards, guint *unreadable);
void cor_vcard_write (GString *out, gboolean is_4, const CorCard *card);
void cor_csv_write_head (GString *out);
void cor_csv_write (GString *out, const CorCard *card);
/* Takes the card: to the others, or counted as unreadable. */
void cor_cards_take (GPtrArray *cards, guint *unreadable, CorCard *card);

G_END_DECLS
