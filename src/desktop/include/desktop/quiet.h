/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whether the desktop's user wants no notifications now: GNOME's “Do Not
 * Disturb”, or the notification service's own word (KDE).
 * Sources: schema org.gnome.desktop.notifications; property Inhibited of
 * https://specifications.freedesktop.org/notification-spec/latest/
 * Thread: main context. */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

#define COR_TYPE_QUIET (cor_quiet_get_type ())
G_DECLARE_FINAL_TYPE (CorQuiet, cor_quiet, COR, QUIET, GObject)

/* Property: quiet (boolean), FALSE where no desktop says so. */
CorQuiet *cor_quiet_new (void);
gboolean cor_quiet_is_quiet (CorQuiet *self);

G_END_DECLS
