/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the user sets about themselves: default device, presence, program. */
#include "config.h"
#include "cti-private.h"
#include "request.h"
#include <sys/utsname.h>

static void
post (GTask *task, const char *path, const char *body)
{
  const CorRequest request = { .method = "POST", .path = path, .body = body };

  cor_request_send_async (g_task_get_source_object (task), &request, g_task_get_cancellable (task),
                          cor_request_return_done, task);
}

void
cor_cti_set_default_device_async (CorCti *self,
                                  const char *device,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *body = cor_json_build ("id", device, NULL);

  g_task_set_source_tag (task, cor_cti_set_default_device_async);
  post (task, "/user/default_device", body);
}

gboolean
cor_cti_set_default_device_finish (CorCti *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
cor_cti_set_presence_async (CorCti *self,
                            CorCtiWhen when,
                            CorPresence presence,
                            const char *to,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  static const char *const paths[COR_CTI_N_WHENS] = {
    [COR_CTI_ALWAYS] = "/user/presence",
    [COR_CTI_ON_BUSY] = "/user/presence_onbusy",
    [COR_CTI_ON_UNAVAILABLE] = "/user/presence_onunavailable",
  };
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *body =
    cor_json_build ("status", cor_presence_to_word (presence), "to", to, NULL);

  g_task_set_source_tag (task, cor_cti_set_presence_async);
  post (task, paths[when], body);
}

gboolean
cor_cti_set_presence_finish (CorCti *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_announced (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = cor_request_send_finish (COR_CTI (source), result, &error);

  if (body == NULL)
    g_debug ("cti: not announced: %s", error->message);
}

void
cor_cti_announce (CorCti *self, const char *extension)
{
  struct utsname system = { 0 };
  g_autofree char *body = NULL;
  CorRequest request = { .method = "POST", .path = "/user/nethlink" };

  uname (&system);
  body = cor_json_build ("extension", extension, "username", self->user, "nethlink_version",
                         "Cornetta " COR_VERSION, "os_type", system.sysname, "os_release",
                         system.release, "arch", system.machine, NULL);
  request.body = body;
  cor_request_send_async (self, &request, NULL, on_announced, NULL);
}
