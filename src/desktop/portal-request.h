/* SPDX-License-Identifier: GPL-3.0-or-later
 * A question to the desktop's portal. It answers later, by a signal of the
 * request that it made of the question.
 * Source: https://flatpak.github.io/xdg-desktop-portal/docs/requests.html
 * Thread: main context. */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

#define COR_PORTAL_NAME "org.freedesktop.portal.Desktop"
#define COR_PORTAL_PATH "/org/freedesktop/portal/desktop"

typedef struct _CorPortalRequest CorPortalRequest;

typedef struct {
  const char *interface;
  const char *method;
  GVariant *head;        /* what stands before the options, each child one; consumed if floating */
  GVariantDict *options; /* the token of the request is added; emptied */
} CorPortalQuestion;

/* code: 0 done, 1 refused by the user, 2 ended otherwise; error: NULL, or the portal could not be
 * asked, and results is NULL. Called once at most; never after the request is freed, and not
 * before cor_portal_request_new() returns. The request may be freed in it. */
typedef void (*CorPortalAnswer) (guint code, GVariant *results, const GError *error, gpointer data);

CorPortalRequest *cor_portal_request_new (GDBusConnection *bus,
                                          CorPortalQuestion *question,
                                          CorPortalAnswer answer,
                                          gpointer data);
void cor_portal_request_free (CorPortalRequest *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CorPortalRequest, cor_portal_request_free)

G_END_DECLS
