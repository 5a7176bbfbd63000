/* SPDX-License-Identifier: GPL-3.0-or-later
 * The company's phonebook, searched as one types. */
#pragma once
#include <adwaita.h>
#include "model/contact.h"
#include "session/session.h"

G_BEGIN_DECLS

#define COR_TYPE_PHONEBOOK_PANE (cor_phonebook_pane_get_type ())
G_DECLARE_FINAL_TYPE (CorPhonebookPane, cor_phonebook_pane, COR, PHONEBOOK_PANE, AdwBin)

/* Property sync-fraction (double, -1 when nothing is being fetched): a bar above the list.
 * Signal "opened" (CorContact). Rows call by win.dial-contact (s). */
void cor_phonebook_pane_set_model (CorPhonebookPane *self, GListModel *model);
/* What the model was asked for, to say so when nothing matches. */
/* Once. What it says of an empty phonebook. */
void cor_phonebook_pane_set_session (CorPhonebookPane *self, CorSession *session);
void cor_phonebook_pane_set_query (CorPhonebookPane *self, const char *query);
gboolean cor_phonebook_pane_focus_first (CorPhonebookPane *self);

G_END_DECLS
