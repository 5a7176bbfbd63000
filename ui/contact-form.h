/* SPDX-License-Identifier: GPL-3.0-or-later
 * A contact to be written: new, or as it is now. What was typed stays until it
 * is saved or given up. */
#pragma once
#include <adwaita.h>
#include "model/card.h"
#include "session/session.h"

G_BEGIN_DECLS

#define COR_TYPE_CONTACT_FORM (cor_contact_form_get_type ())
G_DECLARE_FINAL_TYPE (CorContactForm, cor_contact_form, COR, CONTACT_FORM, AdwBin)

/* Signals: "saved" (CorContact or NULL: the server did not tell which one it is now),
 * "cancelled" (). */
void cor_contact_form_set_session (CorContactForm *self, CorSession *session);
/* before: NULL for a new one, which begins with the card. */
void cor_contact_form_begin (CorContactForm *self, CorContact *before, const CorCard *card);
/* Something was typed that is not saved. */
gboolean cor_contact_form_is_dirty (CorContactForm *self);
CorContact *cor_contact_form_get_before (CorContactForm *self);

G_END_DECLS
