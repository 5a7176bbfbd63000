/* SPDX-License-Identifier: GPL-3.0-or-later
 * Deleting: at once for the eye, and for good when the toast is gone. */
#pragma once
#include <adwaita.h>
#include "session/book.h"

G_BEGIN_DECLS

/* Where the widget's window says things; NULL where it is in none. Ask before the widget goes. */
AdwToastOverlay *cor_undo_find_place (GtkWidget *widget);
/* text: what was deleted; id: of the deletion. place: or NULL. */
void cor_undo_offer (AdwToastOverlay *place, CorSession *session, guint id, const char *text);

G_END_DECLS
