/* SPDX-License-Identifier: GPL-3.0-or-later
 * What this computer rings with. */
#include "config.h"
#include "session/ringtone.h"
#include "session-private.h"
#include "phone/ringtone.h"
#include <glib/gi18n-lib.h>

/* NULL when no file is meant. */
static char *
dup_path (const char *ringtone)
{
  g_autofree char *path = NULL;

  if (*ringtone == '\0' || g_str_equal (ringtone, COR_RINGTONE_COUNTRY))
    return NULL;
  path = g_filename_from_uri (ringtone, NULL, NULL);
  return path != NULL ? g_steal_pointer (&path) : g_strdup (ringtone);
}

static void
on_trouble_changed (CorSession *self)
{
  g_autofree char *trouble = NULL;

  if (self->phone != NULL)
    g_object_get (self->phone, "ringtone-trouble", &trouble, NULL);
  cor_session_set_text (self, PROP_RINGTONE_TROUBLE, trouble);
}

static void
apply (CorSession *self)
{
  g_autofree char *ringtone = g_settings_get_string (self->settings, "ringtone");
  g_autofree char *path = dup_path (ringtone);

  if (self->phone != NULL)
    cor_phone_set_ringtone (self->phone, g_str_equal (ringtone, COR_RINGTONE_COUNTRY), path);
}

void
cor_session_apply_ringtone (CorSession *self)
{
  g_signal_connect_object (self->phone, "notify::ringtone-trouble", G_CALLBACK (on_trouble_changed),
                           self, G_CONNECT_SWAPPED);
  apply (self);
}

void
cor_session_follow_ringtone (CorSession *self)
{
  g_signal_connect_object (self->settings, "changed::ringtone", G_CALLBACK (apply), self,
                           G_CONNECT_SWAPPED);
}

static void
on_played (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (cor_phone_play_ringtone_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
cor_session_play_ringtone_async (CorSession *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;

  g_task_set_source_tag (task, cor_session_play_ringtone_async);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->calls)) > 0) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_BUSY,
                             _ ("The ringtone has to wait for the end of the calls."));
    return;
  }
  if (self->phone == NULL && !cor_session_ensure_phone (self, NULL, &error)) {
    g_task_return_error (task, error);
    return;
  }
  cor_phone_play_ringtone_async (self->phone, cancellable, on_played, g_steal_pointer (&task));
}

gboolean
cor_session_play_ringtone_finish (CorSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
