/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whether a TCP connection can be made: what "ping" would tell, without its
 * rights. */
#include "config.h"
#include "net/lan.h"

typedef struct {
  GCancellable *stop; /* by the time limit, or by the caller's */
  gulong relay;       /* on the caller's cancellable */
  guint limit;
  gint64 begun;
  CorProbeResult result;
  guint ms;
} Probe;

static void
probe_free (Probe *probe)
{
  g_clear_handle_id (&probe->limit, g_source_remove);
  g_object_unref (probe->stop);
  g_free (probe);
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Probe *probe = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection =
    g_socket_client_connect_finish (G_SOCKET_CLIENT (source), result, &error);

  g_clear_handle_id (&probe->limit, g_source_remove);
  g_cancellable_disconnect (g_task_get_cancellable (task), probe->relay);
  if (g_task_return_error_if_cancelled (task))
    return;
  probe->ms = (guint)((g_get_monotonic_time () - probe->begun) / 1000);
  probe->result = connection != NULL ? COR_PROBE_OPEN
                  : g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED)
                    ? COR_PROBE_CLOSED
                    : COR_PROBE_NOWHERE;
  g_task_return_boolean (task, TRUE);
}

static gboolean
on_limit (gpointer user_data)
{
  Probe *probe = user_data;

  probe->limit = 0;
  g_cancellable_cancel (probe->stop);
  return G_SOURCE_REMOVE;
}

static void
on_caller_cancelled (GCancellable *cancellable, gpointer stop)
{
  g_cancellable_cancel (stop);
}

void
cor_probe_async (GSocketAddress *address,
                 guint timeout_ms,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  Probe *probe = g_new0 (Probe, 1);

  g_task_set_source_tag (task, cor_probe_async);
  g_task_set_task_data (task, probe, (GDestroyNotify)probe_free);
  probe->stop = g_cancellable_new ();
  probe->begun = g_get_monotonic_time ();
  probe->limit = g_timeout_add (timeout_ms, on_limit, probe);
  if (cancellable != NULL)
    probe->relay = g_cancellable_connect (cancellable, G_CALLBACK (on_caller_cancelled),
                                          g_object_ref (probe->stop), g_object_unref);
  g_socket_client_set_enable_proxy (client, FALSE);
  g_socket_client_connect_async (client, G_SOCKET_CONNECTABLE (address), probe->stop, on_connected,
                                 task);
}

gboolean
cor_probe_finish (GAsyncResult *result, CorProbeResult *ret_result, guint *ret_ms, GError **error)
{
  Probe *probe = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  *ret_result = probe->result;
  *ret_ms = probe->ms;
  return TRUE;
}
