/* SPDX-License-Identifier: GPL-3.0-or-later
 * Text where a number may stand: a CorNumberButton when it can be called, as
 * any other text when not. */
#pragma once
#include <adwaita.h>
#include "number-button.h"

G_BEGIN_DECLS

#define COR_TYPE_NUMBER_LABEL (cor_number_label_get_type ())
G_DECLARE_FINAL_TYPE (CorNumberLabel, cor_number_label, COR, NUMBER_LABEL, AdwBin)

/* Its child is the GtkLabel that shows the text. Property "origin" (string, construct only):
 * "contact" or "history", where the call comes from; "in-row" (boolean, construct only):
 * the row has a button to call, and one stop for the keyboard is enough. */

/* number: what is dialled; NULL for what is never dialled: hidden digits, a name. */
void cor_number_label_set (CorNumberLabel *self, const char *text, const char *number);
/* NULL while it can't be called. */
CorNumberButton *cor_number_label_get_button (CorNumberLabel *self);

G_END_DECLS
