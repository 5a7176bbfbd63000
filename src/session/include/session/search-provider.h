/* SPDX-License-Identifier: GPL-3.0-or-later
 * The phonebook in the desktop's own search: org.gnome.Shell.SearchProvider2.
 * Source: https://developer.gnome.org/documentation/tutorials/search-provider.html
 * Thread: main context. */
#pragma once
#include "session/session.h"

G_BEGIN_DECLS

#define COR_TYPE_SEARCH_PROVIDER (cor_search_provider_get_type ())
G_DECLARE_FINAL_TYPE (CorSearchProvider, cor_search_provider, COR, SEARCH_PROVIDER, GObject)

/* Exports below `path`, at "/SearchProvider", until the last reference goes. Signal:
 *   "chosen" (const char *text): a number that was chosen, or what was searched for; to be shown
 *     where its user can call it, and not called before. */
CorSearchProvider *cor_search_provider_new (CorSession *session,
                                            GDBusConnection *connection,
                                            const char *path,
                                            GError **error);

G_END_DECLS
