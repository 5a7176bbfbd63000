/* SPDX-License-Identifier: GPL-3.0-or-later
 * A person of the phonebook: every number, to be called or copied; all else
 * that is known; and the last calls. */
#pragma once
#include <adwaita.h>
#include "session/session.h"

G_BEGIN_DECLS

#define COR_TYPE_CONTACT_PAGE (cor_contact_page_get_type ())
G_DECLARE_FINAL_TYPE (CorContactPage, cor_contact_page, COR, CONTACT_PAGE, AdwBin)

/* Numbers are called by win.dial-contact (s) and copied by win.copy (s); a number of which the
 * server hid digits is shown and no more. Where the contact may be edited there are buttons for
 * panel.edit and panel.delete. */
void cor_contact_page_set_contact (CorContactPage *self, CorContact *contact);
/* Whose calls, and who may edit. Referenced. */
void cor_contact_page_set_session (CorContactPage *self, CorSession *session);
CorContact *cor_contact_page_get_contact (CorContactPage *self); /* borrowed, or NULL */

G_END_DECLS
