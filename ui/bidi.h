/* SPDX-License-Identifier: GPL-3.0-or-later
 * Numbers in text that runs from right to left: their digits go from left to right everywhere, and
 * the groups of a telephone number, which the rules of such text would turn round, as well. */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Each number in it set apart by invisible marks; a plain copy where text runs from left to right.
 * For what is shown, never for what is copied, dialled or searched. Free with g_free(). */
char *cor_bidi_mark (const char *text);
/* The label's text, marked. NULL: none. */
void cor_bidi_set_label (GtkLabel *label, const char *text);

G_END_DECLS
