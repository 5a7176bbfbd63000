/* SPDX-License-Identifier: GPL-3.0-or-later
 * Listening to an extension's call, and intruding into it: which call that is
 * the server tells first. */
#include "config.h"
#include "cti-private.h"
#include "errors.h"
#include "request.h"
#include <glib/gi18n-lib.h>

typedef struct {
  char *exten;
  char *device;
  gboolean intrude;
} Listen;

static void
listen_free (gpointer data)
{
  Listen *listen = data;

  g_free (listen->exten);
  g_free (listen->device);
  g_free (listen);
}

/* The first conversation's id; borrowed from `exten`. */
static const char *
find_conversation (JsonObject *exten)
{
  JsonObject *conversations = cor_json_get_object (exten, "conversations");
  JsonObjectIter iter;
  const char *id = NULL;

  if (conversations == NULL)
    return NULL;
  json_object_iter_init (&iter, conversations);
  return json_object_iter_next (&iter, &id, NULL) && strlen (id) <= COR_CTI_MAX_TEXT ? id : NULL;
}

static void
on_extension (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CorCti *self = COR_CTI (source);
  Listen *listen = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (JsonObject) exten = cor_request_send_finish_object (self, result, &error);
  const char *conversation = exten != NULL ? find_conversation (exten) : NULL;
  g_autofree char *body = NULL;
  CorRequest request = { .method = "POST" };

  if (exten == NULL) {
    g_task_return_error (task, error);
    return;
  }
  if (conversation == NULL) {
    g_task_return_new_error (task, COR_CTI_ERROR, COR_CTI_ERROR_NOT_FOUND,
                             _ ("“%s” is in no call."), listen->exten);
    return;
  }
  body = cor_json_build ("convid", conversation, "endpointId", listen->exten, "destId",
                         listen->device, NULL);
  request.path = listen->intrude ? "/astproxy/intrude" : "/astproxy/start_spy";
  request.body = body;
  cor_request_send_async (self, &request, g_task_get_cancellable (task), cor_request_return_done,
                          g_object_ref (task));
}

void
cor_cti_listen_async (CorCti *self,
                      const char *exten,
                      const char *device,
                      gboolean intrude,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Listen *listen = g_new0 (Listen, 1);
  g_autofree char *escaped = g_uri_escape_string (exten, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/astproxy/extension/", escaped, NULL);
  const CorRequest request = { .method = "GET", .path = path };

  listen->exten = g_strdup (exten);
  listen->device = g_strdup (device);
  listen->intrude = intrude;
  g_task_set_source_tag (task, cor_cti_listen_async);
  g_task_set_task_data (task, listen, listen_free);
  cor_request_send_async (self, &request, NULL, on_extension, task);
}

gboolean
cor_cti_listen_finish (CorCti *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
