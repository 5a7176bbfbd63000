/* SPDX-License-Identifier: GPL-3.0-or-later
 * The session's ringtone, as the tests want it. */
#include "config.h"
#include "fake-session.h"
#include "session/ringtone.h"

static GTask *playing;

gboolean
fake_session_is_playing (void)
{
  return playing != NULL && !g_cancellable_is_cancelled (g_task_get_cancellable (playing));
}

void
fake_session_end_playing (const char *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&playing);

  if (error != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_BUSY, "%s", error);
  else
    g_task_return_boolean (task, TRUE);
}

void
cor_session_play_ringtone_async (CorSession *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_assert_null (playing);
  playing = g_task_new (self, cancellable, callback, user_data);
}

gboolean
cor_session_play_ringtone_finish (CorSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
