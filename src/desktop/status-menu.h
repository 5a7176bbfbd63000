/* SPDX-License-Identifier: GPL-3.0-or-later
 * The menu of the icon in the panel, as com.canonical.dbusmenu has it: flat and
 * short. */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

#define COR_STATUS_MENU_PATH "/StatusNotifierItem/Menu"

typedef void (*CorStatusMenuFunc) (const char *what, gpointer user_data);

typedef struct _CorStatusMenu CorStatusMenu;

CorStatusMenu *
cor_status_menu_new (GDBusConnection *bus, CorStatusMenuFunc func, gpointer user_data);
void cor_status_menu_set_dnd (CorStatusMenu *self, gboolean dnd, gboolean may_dnd);
void cor_status_menu_free (CorStatusMenu *self);

G_END_DECLS
