/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whether the screen is locked, by logind: desktops tell it.
 * Source: org.freedesktop.login1(5), property LockedHint of a session.
 * Thread: main context. */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

#define COR_TYPE_SCREEN_LOCK (cor_screen_lock_get_type ())
G_DECLARE_FINAL_TYPE (CorScreenLock, cor_screen_lock, COR, SCREEN_LOCK, GObject)

/* Property: locked (boolean), FALSE where nobody says so. */
CorScreenLock *cor_screen_lock_new (void);
gboolean cor_screen_lock_is_locked (CorScreenLock *self);

G_END_DECLS
