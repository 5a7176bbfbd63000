/* SPDX-License-Identifier: GPL-3.0-or-later
 * A contact beside the lists: looked at, or written; and what becomes of it. */
#pragma once
#include "caller.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define COR_TYPE_CONTACT_PANEL (cor_contact_panel_get_type ())
G_DECLARE_FINAL_TYPE (CorContactPanel, cor_contact_panel, COR, CONTACT_PANEL, AdwBin)

/* The window gets the actions contacts.new, contacts.new-with (s: a number), contacts.import
 * and contacts.export; to come into sight
 * the panel has it show the contact NULL, and to go away win.close-side. */
void cor_contact_panel_attach (CorContactPanel *self, CorCaller *window);
/* Whether it is in a window that can write contacts, and its user may. */
gboolean cor_contact_panel_can_create (CorCaller *window);
/* contact: or NULL: whatever it is at. What was typed and not saved is still there when the form
 * is opened again. */
void cor_contact_panel_show (CorContactPanel *self, CorContact *contact);
/* It is in the middle of being written. */
gboolean cor_contact_panel_is_writing (CorContactPanel *self);

G_END_DECLS
