/* SPDX-License-Identifier: GPL-3.0-or-later
 * Contacts as files: vCard 3.0 and 4.0 (2.1 is read too), and CSV with a head
 * line. Files are a stranger's: what is read is bounded, and what can't be read
 * is counted. Pure; any thread. */
#pragma once
#include "model/card.h"

G_BEGIN_DECLS

#define COR_CARDS_MAX 20000
#define COR_CARDS_BYTES_MAX (16 * 1024 * 1024)

typedef enum { COR_CARDS_VCARD_3, COR_CARDS_VCARD_4, COR_CARDS_CSV } CorCardsForm;

/* "contacts.csv" is CSV, anything else vCard 4.0. */
CorCardsForm cor_cards_form_of (const char *file_name);

/* CorCard of a whole file; the form is seen from the text. ret_unreadable: records that are not
 * among them: without a name and a number, broken, or beyond COR_CARDS_MAX. NULL when it is no
 * file of contacts at all; the error says so. Transfer full. */
GPtrArray *cor_cards_read (const char *text, gsize length, guint *ret_unreadable, GError **error);

/* What stands before all cards, and each of them. */
void cor_cards_write_head (GString *out, CorCardsForm form);
void cor_cards_write (GString *out, CorCardsForm form, const CorCard *card);

G_END_DECLS
