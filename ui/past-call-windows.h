/* SPDX-License-Identifier: GPL-3.0-or-later
 * The windows of one past call. */
#pragma once
#include <gtk/gtk.h>
#include "session/session.h"

G_BEGIN_DECLS

/* Actions, with a call's id and who it was with: app.call-note, app.call-summary,
 * app.call-transcript (ss). The summary opens too when its notification is.
 * app.call-cards (ss): the customer cards of a number, and how it is shown. */
void cor_past_call_windows_install (GtkApplication *app, CorSession *session);

G_END_DECLS
