/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the company knows of a past call's number, in a window of its own. */
#pragma once
#include <adwaita.h>
#include "session/session.h"

G_BEGIN_DECLS

#define COR_TYPE_CARDS_WINDOW (cor_cards_window_get_type ())
G_DECLARE_FINAL_TYPE (CorCardsWindow, cor_cards_window, COR, CARDS_WINDOW, AdwWindow)

/* parent: or NULL; who: how the number is shown. */
GtkWindow *
cor_cards_window_new (GtkWindow *parent, CorSession *session, const char *number, const char *who);
const char *cor_cards_window_get_number (CorCardsWindow *self);

G_END_DECLS
