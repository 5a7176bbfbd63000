/* SPDX-License-Identifier: GPL-3.0-or-later
 * The phonebook from files and to files: which file, by the desktop's own
 * chooser. */
#pragma once
#include "caller.h"

G_BEGIN_DECLS

/* The actions "import" and "export". The window outlives the map. */
void cor_contact_files_add_actions (GActionMap *actions, CorCaller *window);

G_END_DECLS
