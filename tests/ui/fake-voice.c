/* SPDX-License-Identifier: GPL-3.0-or-later
 * The session's voice, as the tests want it. */
#include "config.h"
#include "fake-session.h"
#include "session/voice.h"

static gboolean possible = TRUE;
static double loudness[2] = { -96, -96 };
static guint listeners;
static guint looks;
static char *asked;
static GTask *pending;

void
fake_session_set_voice_possible (gboolean value)
{
  possible = value;
}

void
fake_session_set_loudness (double microphone, double speaker)
{
  loudness[0] = microphone;
  loudness[1] = speaker;
}

guint
fake_session_get_looks (void)
{
  return looks;
}

guint
fake_session_get_listeners (void)
{
  return listeners;
}

char *
fake_session_take_check (void)
{
  return g_steal_pointer (&asked);
}

void
fake_session_answer_check (GVariant *found, const char *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&pending);

  if (error != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", error);
  else
    g_task_return_pointer (task, g_variant_ref_sink (found), (GDestroyNotify)g_variant_unref);
}

char *
cor_session_dup_audio_device (CorSession *self, guint role)
{
  return g_strdup (role == 1 ? "phones" : role == 2 ? "gone" : "");
}

gboolean
cor_session_can_process_voice (CorSession *self)
{
  return possible;
}

void
cor_session_get_loudness (CorSession *self, double *ret_microphone, double *ret_speaker)
{
  looks++;
  *ret_microphone = loudness[0];
  *ret_speaker = loudness[1];
}

gboolean
cor_session_listen (CorSession *self, gboolean on)
{
  listeners += on ? 1 : -1;
  return TRUE;
}

static void
keep (CorSession *self, char *what, GAsyncReadyCallback callback, gpointer user_data)
{
  g_assert_null (pending);
  asked = what;
  pending = g_task_new (self, NULL, callback, user_data);
}

void
cor_session_check_microphone_async (CorSession *self,
                                    gboolean plays,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  keep (self, g_strdup_printf ("microphone %d", plays), callback, user_data);
}

GVariant *
cor_session_check_microphone_finish (CorSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
cor_session_test_echo_async (CorSession *self,
                             const char *number,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  keep (self, g_strdup_printf ("echo %s", number), callback, user_data);
}

GVariant *
cor_session_test_echo_finish (CorSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

GListModel *
cor_session_get_audio_devices (CorSession *self, guint role)
{
  return G_LIST_MODEL (fake_session_get_audio_store (self));
}
