/* SPDX-License-Identifier: GPL-3.0-or-later
 * A person in the phonebook's list. */
#pragma once
#include <adwaita.h>
#include "model/contact.h"

G_BEGIN_DECLS

#define COR_TYPE_CONTACT_ROW (cor_contact_row_get_type ())
G_DECLARE_FINAL_TYPE (CorContactRow, cor_contact_row, COR, CONTACT_ROW, GtkBox)

GtkWidget *cor_contact_row_new (void);
/* Before its first item. FALSE: it is for choosing, and has no button and no number that call. */
void cor_contact_row_set_calls (CorContactRow *self, gboolean calls);
/* NULL or a placeholder renders blank. */
void cor_contact_row_set_item (CorContactRow *self, CorContact *contact);

G_END_DECLS
