/* SPDX-License-Identifier: GPL-3.0-or-later
 * A file of contacts, before and while it becomes part of the phonebook: how
 * many are new, and nothing is sent before its user says so. */
#pragma once
#include <adwaita.h>
#include "session/session.h"

G_BEGIN_DECLS

#define COR_TYPE_IMPORT_WINDOW (cor_import_window_get_type ())
G_DECLARE_FINAL_TYPE (CorImportWindow, cor_import_window, COR, IMPORT_WINDOW, AdwWindow)

/* Owns itself; closing it stops the import, and what was sent stays. */
GtkWindow *cor_import_window_new (GtkWindow *parent, CorSession *session, GFile *file);

G_END_DECLS
