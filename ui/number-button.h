/* SPDX-License-Identifier: GPL-3.0-or-later
 * A number that is called by a click, by Enter or by an assistive program's
 * "call", and has a menu: by the right button, a long press, the Menu key or
 * Shift+F10. Made for the label that shows the number. */
#pragma once
#include <adwaita.h>
#include "model/dial-request.h"

G_BEGIN_DECLS

#define COR_TYPE_NUMBER_BUTTON (cor_number_button_get_type ())
G_DECLARE_FINAL_TYPE (CorNumberButton, cor_number_button, COR, NUMBER_BUTTON, AdwBin)

/* It must be inside a CorCaller to do anything. */
GtkWidget *cor_number_button_new (CorOrigin origin);
/* With a label of its own. */
GtkWidget *cor_number_button_new_for (CorOrigin origin, const char *number, const char *shown);
/* number: what is dialled; shown: how it is written, for the names of things. */
void cor_number_button_set (CorNumberButton *self, const char *number, const char *shown);
/* FALSE while it is being talked to: the menu alone. */
void cor_number_button_set_can_call (CorNumberButton *self, gboolean can_call);
/* FALSE where the contact is what is shown already. */
void cor_number_button_set_offers_contact (CorNumberButton *self, gboolean offers);
/* The rows of that list, or list box, have the menu of the first number in them. */
void cor_number_button_attach_to_rows (GtkWidget *list);

G_END_DECLS
