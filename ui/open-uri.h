/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pages that the session wants to be opened. */
#pragma once
#include <gtk/gtk.h>
#include "session/session.h"

G_BEGIN_DECLS

void cor_open_uri_follow (GtkApplication *app, CorSession *session);

G_END_DECLS
