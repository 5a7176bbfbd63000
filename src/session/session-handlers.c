/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who opens phone links, as rows that follow what is chosen here or anywhere. */
#include "config.h"
#include "session-private.h"
#include "desktop/handler.h"

static void
refresh (CorSession *self)
{
  GListModel *rows = G_LIST_MODEL (self->link_handlers);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++) {
    g_autoptr (CorLinkHandler) row = g_list_model_get_item (rows, i);
    g_autoptr (CorHandler) handler = cor_handler_query (cor_link_handler_get_scheme (row));

    cor_link_handler_update (row, handler->name, handler->chosen, handler->previous);
  }
}

/* Only from the first use on: reading every program's file takes a while. */
GListModel *
cor_session_get_link_handlers (CorSession *self)
{
  const char *const *scheme = cor_handler_schemes ();

  if (self->link_handlers != NULL)
    return G_LIST_MODEL (self->link_handlers);
  self->link_handlers = g_list_store_new (COR_TYPE_LINK_HANDLER);
  for (; *scheme != NULL; scheme++) {
    g_autoptr (CorLinkHandler) row = cor_link_handler_new (*scheme);

    g_list_store_append (self->link_handlers, row);
  }
  self->app_monitor = g_app_info_monitor_get ();
  g_signal_connect_object (self->app_monitor, "changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  refresh (self);
  return G_LIST_MODEL (self->link_handlers);
}

/* The rows follow when the monitor has seen the file. */
gboolean
cor_session_set_link_handler (CorSession *self, const char *scheme, gboolean ours, GError **error)
{
  return ours ? cor_handler_set (scheme, error) : cor_handler_unset (scheme, error);
}
