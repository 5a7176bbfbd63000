/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the server's machines wrote of a call: the summary, which can be changed,
 * and what was said. */
#pragma once
#include <adwaita.h>
#include "session/session.h"

G_BEGIN_DECLS

#define COR_TYPE_SUMMARY_WINDOW (cor_summary_window_get_type ())
G_DECLARE_FINAL_TYPE (CorSummaryWindow, cor_summary_window, COR, SUMMARY_WINDOW, AdwWindow)

/* id: of the call; who: it was with, or NULL. */
GtkWindow *
cor_summary_window_new (GtkWindow *parent, CorSession *session, const char *id, const char *who);
const char *cor_summary_window_get_id (CorSummaryWindow *self);
void cor_summary_window_show_transcript (CorSummaryWindow *self, gboolean transcript);

G_END_DECLS
