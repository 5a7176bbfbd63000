/* SPDX-License-Identifier: GPL-3.0-or-later
 * The desktop's search for the windows' tests: it finds nobody there. */
#include "session/search-provider.h"

struct _CorSearchProvider {
  GObject parent;
};

G_DEFINE_FINAL_TYPE (CorSearchProvider, cor_search_provider, G_TYPE_OBJECT)

static void
cor_search_provider_class_init (CorSearchProviderClass *klass)
{
  g_signal_new ("chosen", COR_TYPE_SEARCH_PROVIDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
cor_search_provider_init (CorSearchProvider *self)
{
}

CorSearchProvider *
cor_search_provider_new (CorSession *session,
                         GDBusConnection *connection,
                         const char *path,
                         GError **error)
{
  return g_object_new (COR_TYPE_SEARCH_PROVIDER, NULL);
}
