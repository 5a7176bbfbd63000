/* SPDX-License-Identifier: GPL-3.0-or-later
 * What works and what does not, with what to do about it. */
#pragma once
#include "session/session.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define COR_TYPE_DIAGNOSIS_WINDOW (cor_diagnosis_window_get_type ())
G_DECLARE_FINAL_TYPE (CorDiagnosisWindow, cor_diagnosis_window, COR, DIAGNOSIS_WINDOW, AdwWindow)

/* Owns itself; looks at once, and stops looking when it is closed. */
GtkWindow *cor_diagnosis_window_new (GtkWindow *parent, CorSession *session);

G_END_DECLS
