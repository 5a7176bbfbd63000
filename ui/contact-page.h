/* SPDX-License-Identifier: GPL-3.0-or-later
 * A person of the phonebook with every number, each to be called or copied. */
#pragma once
#include <adwaita.h>
#include "model/contact.h"

G_BEGIN_DECLS

#define COR_TYPE_CONTACT_PAGE (cor_contact_page_get_type ())
G_DECLARE_FINAL_TYPE (CorContactPage, cor_contact_page, COR, CONTACT_PAGE, AdwBin)

/* Numbers are called by win.dial-contact (s) and copied by win.copy (s); a number of which the
 * server hid digits is shown and no more. */
void cor_contact_page_set_contact (CorContactPage *self, CorContact *contact);

G_END_DECLS
