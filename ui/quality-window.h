/* SPDX-License-Identifier: GPL-3.0-or-later
 * The quality of the last call, to look at after its end. */
#pragma once
#include <adwaita.h>
#include "session/session.h"

G_BEGIN_DECLS

#define COR_TYPE_QUALITY_WINDOW (cor_quality_window_get_type ())
G_DECLARE_FINAL_TYPE (CorQualityWindow, cor_quality_window, COR, QUALITY_WINDOW, AdwWindow)

/* A toplevel that owns itself. parent: may be NULL. Shows the call that is talked in, else the one
 * that ended last. */
GtkWindow *cor_quality_window_new (GtkWindow *parent, CorSession *session);

G_END_DECLS
