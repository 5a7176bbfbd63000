/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whose past calls are looked at: the user's own, or other people's where the
 * profile lets them be seen. */
#pragma once
#include <adwaita.h>
#include "session/others.h"

G_BEGIN_DECLS

#define COR_TYPE_HISTORY_WHOSE (cor_history_whose_get_type ())
G_DECLARE_FINAL_TYPE (CorHistoryWhoseButton, cor_history_whose, COR, HISTORY_WHOSE, AdwBin)

/* Signal "changed" (). Out of sight while there is nothing to choose. */
void cor_history_whose_set_session (CorHistoryWhoseButton *self, CorSession *session);
CorHistoryWhose cor_history_whose_get (CorHistoryWhoseButton *self);

G_END_DECLS
