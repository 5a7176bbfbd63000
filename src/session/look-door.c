/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a CTI server says to somebody who has not signed in yet. A profile is
 * asked for without a token: who refuses that in the right words is one. */
#include "config.h"
#include "look-door.h"
#include "net/http.h"
#include "net/websocket.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define PROFILE "/api/user/me"
#define NEWS "/api/ws/?EIO=4&transport=websocket"
#define MAX_ANSWER (256 * 1024)
#define LIMIT_MS 10000

/* --- Requests --- */

static void
on_answer (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (CorHttpResponse) answer = cor_http_send_finish (COR_HTTP (source), result, &error);

  if (answer == NULL)
    g_task_return_error (task, error);
  else if (answer->status == 401 || answer->status == 403)
    g_task_return_boolean (task, TRUE);
  else if (answer->status >= 500)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED,
                             _ ("The server is out of order (%u). Try later, or tell your "
                                "administrator."),
                             answer->status);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED,
                             _ ("Something answers there (%u), but it is not NethVoice CTI. Check "
                                "the server’s name."),
                             answer->status);
}

void
cor_door_ask_async (const char *origin,
                    const char *ca_file,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autofree char *url = g_strconcat (origin, PROFILE, NULL);
  const CorHttpRequest request = { .url = url, .max_body = MAX_ANSWER, .timeout_ms = LIMIT_MS };
  g_autoptr (CorHttp) http = cor_http_new (ca_file);
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, cor_door_ask_async);
  g_task_set_task_data (task, g_object_ref (http), g_object_unref);
  cor_http_send_async (http, &request, cancellable, on_answer, task);
}

/* --- News --- */

/* Once: nothing that comes later is of interest. error: consumed, or NULL. */
static void
end_listening (GTask *task, GError *error)
{
  CorWebSocket *socket = g_task_get_task_data (task);

  g_signal_handlers_disconnect_by_data (socket, task);
  g_signal_handlers_disconnect_by_data (g_task_get_cancellable (task), task);
  cor_websocket_close (socket);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static GError *
make_error (void)
{
  return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED,
                              _ ("The server ends its news at once. Try later, or tell your "
                                 "administrator."));
}

/* What a server begins with: "0" and how it goes on. */
static void
on_text (CorWebSocket *socket, GBytes *text, GTask *task)
{
  gsize size;
  const char *start = g_bytes_get_data (text, &size);

  end_listening (task, size > 0 && *start == '0' ? NULL : make_error ());
}

static void
on_closed (CorWebSocket *socket, GTask *task)
{
  end_listening (task, make_error ());
}

/* In this thread: where all of it lives. */
static void
on_stopped (GCancellable *cancellable, GTask *task)
{
  end_listening (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled"));
}

static void
on_open (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  GError *error = NULL;

  if (!cor_websocket_open_finish (COR_WEBSOCKET (source), result, &error)) {
    g_task_return_error (task, error);
    g_object_unref (task);
  } else if (g_cancellable_is_cancelled (g_task_get_cancellable (task))) {
    on_stopped (NULL, task);
  } else {
    g_signal_connect (source, "text", G_CALLBACK (on_text), task);
    g_signal_connect (source, "closed", G_CALLBACK (on_closed), task);
    g_signal_connect (g_task_get_cancellable (task), "cancelled", G_CALLBACK (on_stopped), task);
  }
}

void
cor_door_listen_async (const char *origin,
                       const char *ca_file,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  /* "http" becomes "ws", and so "https" becomes "wss". */
  g_autofree char *url = g_strconcat ("ws", origin + strlen ("http"), NEWS, NULL);
  CorWebSocket *socket = cor_websocket_new (ca_file);
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, cor_door_listen_async);
  g_task_set_task_data (task, socket, g_object_unref);
  cor_websocket_open_async (socket, url, cancellable, on_open, task);
}

gboolean
cor_door_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
