/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where a SIP server is, by the system's own resolver. */
#include "config.h"
#include "resolve.h"

#define MOST_ADDRESSES 8

typedef struct {
  char *name; /* whose addresses are asked for */
  guint16 port;
} Lookup;

static void
lookup_free (gpointer data)
{
  Lookup *lookup = data;

  g_free (lookup->name);
  g_free (lookup);
}

void
cor_place_free (CorPlace *place)
{
  g_ptr_array_unref (place->addresses);
  g_free (place);
}

static CorPlace *
place_new (guint16 port)
{
  CorPlace *place = g_new (CorPlace, 1);

  place->addresses = g_ptr_array_new_with_free_func (g_free);
  place->port = port;
  return place;
}

static void
return_place (GTask *task, CorPlace *place)
{
  g_task_return_pointer (task, place, (GDestroyNotify)cor_place_free);
}

static void
on_addresses_ready (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  const Lookup *lookup = g_task_get_task_data (task);
  CorPlace *place;
  GError *error = NULL;
  GList *addresses = g_resolver_lookup_by_name_finish (G_RESOLVER (source), result, &error);

  if (error != NULL) {
    g_task_return_error (task, error);
    return;
  }
  place = place_new (lookup->port);
  for (GList *l = addresses; l != NULL && place->addresses->len < MOST_ADDRESSES; l = l->next)
    g_ptr_array_add (place->addresses, g_inet_address_to_string (l->data));
  g_resolver_free_addresses (addresses);
  return_place (task, place);
}

static void
look_up_addresses (GTask *task)
{
  const Lookup *lookup = g_task_get_task_data (task);
  g_autoptr (GResolver) resolver = g_resolver_get_default ();

  g_resolver_lookup_by_name_async (resolver, lookup->name, g_task_get_cancellable (task),
                                   on_addresses_ready, task);
}

static void
on_service_ready (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Lookup *lookup = g_task_get_task_data (task);
  GList *targets = g_resolver_lookup_service_finish (G_RESOLVER (source), result, NULL);

  /* Most servers have no SRV record: then the name itself is the host. */
  if (targets != NULL) {
    g_free (lookup->name);
    lookup->name = g_strdup (g_srv_target_get_hostname (targets->data));
    lookup->port = g_srv_target_get_port (targets->data);
    g_resolver_free_targets (targets);
  }
  look_up_addresses (task);
}

void
cor_resolve_async (const char *host,
                   guint16 port,
                   CorTransport transport,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GInetAddress) literal = g_inet_address_new_from_string (host);
  g_autoptr (GResolver) resolver = g_resolver_get_default ();
  gboolean tls = transport == COR_TRANSPORT_TLS;
  Lookup *lookup = g_new (Lookup, 1);

  g_task_set_source_tag (task, cor_resolve_async);
  lookup->name = g_strdup (host);
  lookup->port = port != 0 ? port : tls ? 5061 : 5060;
  g_task_set_task_data (task, lookup, lookup_free);
  if (literal != NULL) {
    CorPlace *place = place_new (lookup->port);

    g_ptr_array_add (place->addresses, g_strdup (host));
    return_place (task, place);
  } else if (port != 0) {
    look_up_addresses (g_steal_pointer (&task));
  } else {
    g_resolver_lookup_service_async (resolver, tls ? "sips" : "sip",
                                     transport == COR_TRANSPORT_UDP ? "udp" : "tcp", host,
                                     cancellable, on_service_ready, g_steal_pointer (&task));
  }
}

CorPlace *
cor_resolve_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

char *
cor_place_join (const CorPlace *place, guint first)
{
  GPtrArray *addresses = place->addresses;
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < addresses->len; i++) {
    if (i > 0)
      g_string_append_c (text, ' ');
    g_string_append (text, addresses->pdata[(first + i) % addresses->len]);
  }
  return g_string_free (text, FALSE);
}
