/* SPDX-License-Identifier: GPL-3.0-or-later
 * A number on the program's icon, where the desktop's dock shows one: the
 * signal that docks of several desktops listen to. Nobody listens, nothing
 * happens. Owner: session. Thread: main context. */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _CorBadge CorBadge;

CorBadge *cor_badge_new (void);
/* 0: none. */
void cor_badge_set (CorBadge *self, guint number);
/* Takes the number away. */
void cor_badge_free (CorBadge *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CorBadge, cor_badge_free)

G_END_DECLS
