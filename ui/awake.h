/* SPDX-License-Identifier: GPL-3.0-or-later
 * A computer that falls asleep hangs up: it doesn't while there are calls. */
#pragma once
#include <gtk/gtk.h>
#include "model/call-list.h"

G_BEGIN_DECLS

/* By the desktop's session manager or the portal, whichever the toolkit finds. calls: as long as
 * the application. */
void cor_awake_follow (GtkApplication *app, CorCallList *calls);

G_END_DECLS
