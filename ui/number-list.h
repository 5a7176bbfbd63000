/* SPDX-License-Identifier: GPL-3.0-or-later
 * The numbers of a question, of which one is chosen; part of the link sheet. */
#pragma once
#include <adwaita.h>
#include "model/question.h"

G_BEGIN_DECLS

#define COR_TYPE_NUMBER_LIST (cor_number_list_get_type ())
G_DECLARE_FINAL_TYPE (CorNumberList, cor_number_list, COR, NUMBER_LIST, AdwBin)

/* Signal "chosen" (): another than before, or what is known of them changed. */
/* Follows the question's other numbers; the question's own is chosen at first, and again when there
 * are others than before. */
void cor_number_list_set_question (CorNumberList *self, CorQuestion *question);
/* The question or one of its others; borrowed. */
CorQuestion *cor_number_list_get_chosen (CorNumberList *self);
/* As if its user had clicked the next one, or with -1 the one before; from the last to the first.
 * FALSE when there is but one. */
gboolean cor_number_list_choose_next (CorNumberList *self, int step);

G_END_DECLS
