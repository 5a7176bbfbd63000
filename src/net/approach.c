/* SPDX-License-Identifier: GPL-3.0-or-later
 * How far one gets on the way to a server. */
#include "config.h"
#include "net/approach.h"
#include <glib/gi18n-lib.h>

typedef struct {
  GUri *origin;
  guint16 port;
  char *ca_file;
  const CorClock *clock;
  CorApproachFunc func;
  gpointer data;
  CorApproachStep step;
  GCancellable *stop; /* by the time limit, or by the caller's */
  gulong relay;       /* on the caller's cancellable */
  guint timer;
  gboolean late;
  GSocketConnection *connection;
  GIOStream *secure;
  GTlsCertificateFlags distrust;
} Approach;

static void
approach_free (gpointer data)
{
  Approach *self = data;

  cor_clock_stop (self->clock, &self->timer);
  g_uri_unref (self->origin);
  g_free (self->ca_file);
  g_clear_object (&self->stop);
  g_clear_object (&self->secure);
  g_clear_object (&self->connection);
  g_free (self);
}

static const char *
host_of (Approach *self)
{
  return g_uri_get_host (self->origin);
}

/* TRUE: the caller is answered; the task is not to be looked at any more. */
static gboolean
is_over (GTask *task)
{
  Approach *self = g_task_get_task_data (task);

  cor_clock_stop (self->clock, &self->timer);
  if (!g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    return FALSE;
  g_cancellable_disconnect (g_task_get_cancellable (task), self->relay);
  g_task_return_error_if_cancelled (task);
  return TRUE;
}

static void
end (GTask *task, gboolean whole)
{
  Approach *self = g_task_get_task_data (task);

  g_cancellable_disconnect (g_task_get_cancellable (task), self->relay);
  g_task_return_boolean (task, whole);
}

static void tell (GTask *task, CorApproachOutcome outcome, const char *format, ...)
  G_GNUC_PRINTF (3, 4);

static void
tell (GTask *task, CorApproachOutcome outcome, const char *format, ...)
{
  Approach *self = g_task_get_task_data (task);
  g_autofree char *text = NULL;
  va_list list;

  va_start (list, format);
  text = g_strdup_vprintf (format, list);
  va_end (list);
  self->func (self->step, outcome, text, self->data);
  self->step++;
  if (outcome == COR_APPROACH_FAILED)
    end (task, FALSE);
}

static gboolean
on_limit (gpointer data)
{
  Approach *self = data;

  self->timer = 0;
  self->late = TRUE;
  g_cancellable_cancel (self->stop);
  return G_SOURCE_REMOVE;
}

static void
begin (Approach *self)
{
  self->late = FALSE;
  self->timer = cor_clock_start (self->clock, COR_APPROACH_LIMIT_MS, on_limit, self);
}

/* --- The certificate --- */

static const char *
describe (GTlsCertificateFlags distrust)
{
  if ((distrust & G_TLS_CERTIFICATE_EXPIRED) != 0)
    return _ ("it has expired. Check this computer’s clock; if it is right, tell your "
              "administrator.");
  if ((distrust & G_TLS_CERTIFICATE_BAD_IDENTITY) != 0)
    return _ ("it is for another name. Check the server’s name; if it is right, tell your "
              "administrator.");
  if ((distrust & G_TLS_CERTIFICATE_UNKNOWN_CA) != 0)
    return _ ("nobody that this computer trusts has signed it. Tell your administrator.");
  return _ ("it is not valid. Tell your administrator.");
}

static gboolean
on_distrusted (GTlsConnection *connection,
               GTlsCertificate *certificate,
               GTlsCertificateFlags errors,
               Approach *self)
{
  self->distrust = errors;
  return FALSE;
}

static void
on_shaken (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Approach *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gboolean shaken = g_tls_connection_handshake_finish (G_TLS_CONNECTION (source), result, &error);

  if (is_over (task))
    return;
  if (shaken) {
    tell (task, COR_APPROACH_DONE, _ ("The certificate of %s is trusted."), host_of (self));
    end (task, TRUE);
  } else if (self->late) {
    tell (task, COR_APPROACH_FAILED,
          _ ("%s does not answer over TLS. Is a web server with https there?"), host_of (self));
  } else if (self->distrust != 0) {
    /* Translators: a host, then why: "it has expired." */
    tell (task, COR_APPROACH_FAILED, _ ("The certificate of %s is not trusted: %s"), host_of (self),
          describe (self->distrust));
  } else {
    tell (task, COR_APPROACH_FAILED, _ ("%s does not speak TLS as it should: %s"), host_of (self),
          error->message);
  }
}

static void
shake (GTask *task)
{
  Approach *self = g_task_get_task_data (task);
  g_autoptr (GSocketConnectable) identity = g_network_address_new (host_of (self), self->port);
  g_autoptr (GTlsDatabase) database = NULL;
  g_autoptr (GError) error = NULL;

  if (g_str_equal (g_uri_get_scheme (self->origin), "http")) {
    tell (task, COR_APPROACH_DONE, _ ("The server is this computer: nothing is to be encrypted."));
    end (task, TRUE);
    return;
  }
  self->secure = g_tls_client_connection_new (G_IO_STREAM (self->connection), identity, &error);
  if (self->secure != NULL && self->ca_file != NULL)
    database = g_tls_file_database_new (self->ca_file, &error);
  if (error != NULL) {
    tell (task, COR_APPROACH_FAILED, _ ("Encrypted connections can’t be made: %s"), error->message);
    return;
  }
  if (database != NULL)
    g_tls_connection_set_database (G_TLS_CONNECTION (self->secure), database);
  g_signal_connect (self->secure, "accept-certificate", G_CALLBACK (on_distrusted), self);
  begin (self);
  g_tls_connection_handshake_async (G_TLS_CONNECTION (self->secure), G_PRIORITY_DEFAULT, self->stop,
                                    on_shaken, g_object_ref (task));
}

/* --- The connection --- */

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Approach *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  self->connection =
    g_socket_client_connect_to_host_finish (G_SOCKET_CLIENT (source), result, &error);
  if (is_over (task))
    return;
  if (self->connection != NULL) {
    tell (task, COR_APPROACH_DONE, _ ("Port %u of %s is open."), self->port, host_of (self));
    shake (task);
  } else if (self->late || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT)) {
    tell (task, COR_APPROACH_FAILED,
          _ ("%s does not answer on port %u. Check the network, the VPN and the firewall."),
          host_of (self), self->port);
  } else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED)) {
    tell (task, COR_APPROACH_FAILED,
          _ ("%s refuses connections on port %u: the server is switched off, or another one is "
             "meant."),
          host_of (self), self->port);
  } else {
    tell (task, COR_APPROACH_FAILED, _ ("%s can’t be reached: %s"), host_of (self), error->message);
  }
}

static void
connect_to (GTask *task)
{
  Approach *self = g_task_get_task_data (task);
  g_autoptr (GSocketClient) client = g_socket_client_new ();

  g_socket_client_set_enable_proxy (client, FALSE);
  begin (self);
  g_socket_client_connect_to_host_async (client, host_of (self), self->port, self->stop,
                                         on_connected, g_object_ref (task));
}

/* --- The name --- */

static void
on_resolved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Approach *self = g_task_get_task_data (task);
  GList *addresses = g_resolver_lookup_by_name_finish (G_RESOLVER (source), result, NULL);
  g_autofree char *first = addresses != NULL ? g_inet_address_to_string (addresses->data) : NULL;

  g_resolver_free_addresses (addresses);
  if (is_over (task))
    return;
  if (first != NULL) {
    tell (task, COR_APPROACH_DONE, _ ("%s is at %s."), host_of (self), first);
    connect_to (task);
  } else if (self->late) {
    tell (task, COR_APPROACH_FAILED, _ ("Nobody says where %s is: check the network and the VPN."),
          host_of (self));
  } else {
    tell (task, COR_APPROACH_FAILED,
          _ ("%s was not found. Check the server’s name and the network."), host_of (self));
  }
}

static void
resolve (GTask *task)
{
  Approach *self = g_task_get_task_data (task);
  g_autoptr (GResolver) resolver = g_resolver_get_default ();

  if (g_hostname_is_ip_address (host_of (self))) {
    tell (task, COR_APPROACH_DONE, _ ("%s is an address: no name has to be found."),
          host_of (self));
    connect_to (task);
    return;
  }
  begin (self);
  g_resolver_lookup_by_name_async (resolver, host_of (self), self->stop, on_resolved,
                                   g_object_ref (task));
}

/* --- A proxy does it all --- */

static void
on_proxy (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_auto (GStrv) proxies = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, NULL);

  if (is_over (task))
    return;
  if (proxies == NULL || proxies[0] == NULL || g_str_has_prefix (proxies[0], "direct:")) {
    resolve (task);
    return;
  }
  for (guint i = 0; i < COR_APPROACH_N; i++)
    tell (task, COR_APPROACH_UNSEEN, "%s",
          _ ("The desktop’s proxy stands between: it does that, and the requests below go "
             "through it."));
  end (task, TRUE);
}

static void
on_caller_cancelled (GCancellable *cancellable, gpointer stop)
{
  g_cancellable_cancel (stop);
}

void
cor_approach_async (const CorHost *host,
                    const char *ca_file,
                    const CorClock *clock,
                    CorApproachFunc func,
                    gpointer data,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Approach *self = g_new0 (Approach, 1);
  int port;

  g_task_set_source_tag (task, cor_approach_async);
  self->origin = g_uri_parse (host->origin, G_URI_FLAGS_NONE, NULL);
  port = g_uri_get_port (self->origin);
  if (port <= 0)
    port = g_str_equal (g_uri_get_scheme (self->origin), "http") ? 80 : 443;
  self->port = (guint16)port;
  self->ca_file = g_strdup (ca_file);
  self->clock = clock;
  self->func = func;
  self->data = data;
  self->stop = g_cancellable_new ();
  g_task_set_task_data (task, self, approach_free);
  if (cancellable != NULL)
    self->relay = g_cancellable_connect (cancellable, G_CALLBACK (on_caller_cancelled),
                                         g_object_ref (self->stop), g_object_unref);
  if (cor_host_is_loopback (host_of (self))) {
    resolve (task);
    return;
  }
  begin (self);
  g_proxy_resolver_lookup_async (g_proxy_resolver_get_default (), host->origin, self->stop,
                                 on_proxy, g_object_ref (task));
}

gboolean
cor_approach_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
