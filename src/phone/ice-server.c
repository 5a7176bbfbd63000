/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which of the servers that a gateway names is asked for our outer address. */
#include "config.h"
#include "ice-server.h"
#include "resolve.h"
#include <string.h>

#define DEFAULT_PORT 3478
#define PATIENCE_MS 2000
#define FIELD_MAX 256

typedef struct {
  CorIceSetup *setup;
  GCancellable *cancellable; /* ours: the time is up, or the caller's */
  gulong chain;
  GCancellable *callers;
  guint timeout_id;
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_clear_handle_id (&search->timeout_id, g_source_remove);
  g_cancellable_disconnect (search->callers, search->chain);
  g_clear_object (&search->callers);
  g_object_unref (search->cancellable);
  cor_ice_setup_free (search->setup);
  g_free (search);
}

static gboolean
is_credential (const char *text)
{
  return text != NULL && *text != '\0' && strlen (text) <= FIELD_MAX;
}

/* Only UDP: by anything else sound comes late, and the stack has no TURN over TLS. */
CorIceSetup *
cor_ice_server_read (const CorIceServer *server)
{
  gboolean relays = g_str_has_prefix (server->url, "turn:");
  g_autoptr (GSocketConnectable) place = NULL;
  g_autofree char *host = NULL;
  CorIceSetup *setup;
  const char *query;

  if ((!relays && !g_str_has_prefix (server->url, "stun:")) || strlen (server->url) > FIELD_MAX ||
      (relays && (!is_credential (server->user) || !is_credential (server->password))))
    return NULL;
  query = strchr (server->url, '?');
  if (query != NULL && !g_str_equal (query, "?transport=udp"))
    return NULL;
  host = query != NULL ? g_strndup (server->url + 5, (gsize)(query - server->url - 5))
                       : g_strdup (server->url + 5);
  place = g_network_address_parse (host, DEFAULT_PORT, NULL);
  if (place == NULL)
    return NULL;
  setup = g_new0 (CorIceSetup, 1);
  setup->relays = relays;
  setup->address = g_strdup (g_network_address_get_hostname (G_NETWORK_ADDRESS (place)));
  setup->port = g_network_address_get_port (G_NETWORK_ADDRESS (place));
  setup->user = relays ? g_strdup (server->user) : NULL;
  setup->password = relays ? g_strdup (server->password) : NULL;
  return setup;
}

/* One that relays tells our outer address as well. */
static CorIceSetup *
choose (const CorIceServer *servers)
{
  CorIceSetup *chosen = NULL;

  for (; servers->url != NULL && (chosen == NULL || !chosen->relays); servers++) {
    CorIceSetup *setup = cor_ice_server_read (servers);

    if (setup == NULL)
      continue;
    if (chosen != NULL && !setup->relays) {
      cor_ice_setup_free (setup);
      continue;
    }
    cor_ice_setup_free (chosen);
    chosen = setup;
  }
  return chosen;
}

static gboolean
on_time_up (gpointer data)
{
  Search *search = data;

  search->timeout_id = 0;
  g_cancellable_cancel (search->cancellable);
  return G_SOURCE_REMOVE;
}

static void
on_callers_cancelled (GCancellable *callers, GCancellable *ours)
{
  g_cancellable_cancel (ours);
}

static const char *
first_ipv4 (const CorPlace *place)
{
  for (guint i = 0; place != NULL && i < place->addresses->len; i++) {
    if (strchr (place->addresses->pdata[i], ':') == NULL)
      return place->addresses->pdata[i];
  }
  return NULL;
}

static void
on_resolved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Search *search = g_task_get_task_data (task);
  g_autoptr (CorPlace) place = cor_resolve_finish (result, NULL);
  const char *address = first_ipv4 (place);

  if (address == NULL) {
    g_task_return_pointer (task, NULL, NULL);
    return;
  }
  g_free (search->setup->address);
  search->setup->address = g_strdup (address);
  g_task_return_pointer (task, g_steal_pointer (&search->setup),
                         (GDestroyNotify)cor_ice_setup_free);
}

void
cor_ice_server_find_async (const CorIceServer *servers,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Search *search = g_new0 (Search, 1);

  g_task_set_source_tag (task, cor_ice_server_find_async);
  g_task_set_task_data (task, search, search_free);
  search->setup = choose (servers);
  search->cancellable = g_cancellable_new ();
  if (search->setup == NULL) {
    g_task_return_pointer (task, NULL, NULL);
    return;
  }
  search->timeout_id = g_timeout_add (PATIENCE_MS, on_time_up, search);
  if (cancellable != NULL) {
    search->callers = g_object_ref (cancellable);
    search->chain = g_cancellable_connect (cancellable, G_CALLBACK (on_callers_cancelled),
                                           g_object_ref (search->cancellable), g_object_unref);
  }
  cor_resolve_async (search->setup->address, search->setup->port, COR_TRANSPORT_UDP,
                     search->cancellable, on_resolved, g_steal_pointer (&task));
}

CorIceSetup *
cor_ice_server_find_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
