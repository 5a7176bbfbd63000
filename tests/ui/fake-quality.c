/* SPDX-License-Identifier: GPL-3.0-or-later
 * The quality of calls that a test has made up. */
#include "config.h"
#include "fake-session.h"

#define KEY "fake-quality"

void
fake_session_set_quality (CorSession *self, const CorCallQuality *quality)
{
  g_object_set_data_full (G_OBJECT (self), KEY, cor_call_quality_copy (quality),
                          (GDestroyNotify)cor_call_quality_free);
}

void
cor_session_get_quality_async (CorSession *self,
                               guint call,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  /* Keeps no session alive that its test is done with. */
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  CorCallQuality *quality = g_object_get_data (G_OBJECT (self), KEY);

  if (quality == NULL) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There was no call yet.");
    return;
  }
  if (call != 0)
    quality->call = call;
  g_task_return_pointer (task, cor_call_quality_copy (quality),
                         (GDestroyNotify)cor_call_quality_free);
}

CorCallQuality *
cor_session_get_quality_finish (CorSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
