/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whether Cornetta starts with the desktop's session: a desktop entry in the
 * user's autostart folder; in a sandbox the portal keeps that entry.
 * Sources: https://specifications.freedesktop.org/autostart-spec/latest/
 *          https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Background.html
 * Thread: main context. */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  COR_AUTOSTART_ENTRY,
  COR_AUTOSTART_PORTAL, /* in a sandbox, which does not see the entry: only asks for it */
} CorAutostartWay;

CorAutostartWay cor_autostart_get_way (void);
/* By the entry: what the session's next start will do. */
gboolean cor_autostart_is_enabled (void);

/* FALSE: could not be written, or the portal refused; the error is for the user. Cancelled: what
 * the portal was asked may have happened still. */
void cor_autostart_set (CorAutostartWay way,
                        gboolean enabled,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
gboolean cor_autostart_set_finish (GAsyncResult *result, GError **error);

G_END_DECLS
