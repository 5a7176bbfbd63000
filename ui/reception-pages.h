/* SPDX-License-Identifier: GPL-3.0-or-later
 * The window's pages of what the company shares: which are there, what stands on
 * their badges. For window.c. */
#pragma once
#include <adwaita.h>
#include "session/reception.h"

G_BEGIN_DECLS

void cor_reception_pages_ensure_types (void);
void cor_reception_pages_bind (AdwViewStack *stack, CorSession *session);
void cor_reception_pages_set_query (AdwViewStack *stack, const char *query);
/* FALSE: another page is before the user. */
gboolean cor_reception_pages_focus_first (AdwViewStack *stack);

G_END_DECLS
