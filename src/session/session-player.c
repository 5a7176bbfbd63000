/* SPDX-License-Identifier: GPL-3.0-or-later
 * Listening to a message or a recording: fetched, opened, heard, and looked
 * after while it lasts. Calls go before. */
#include "config.h"
#include "session-sounds.h"
#include "cti/cti.h"
#include "phone/playback.h"
#include <glib/gi18n-lib.h>

#define LOOK_MS 200

CorPlayer *
cor_session_get_player (CorSession *self)
{
  return self->player;
}

static gboolean
has_calls (CorSession *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->calls)) > 0;
}

/* --- While it is heard. --- */

static void look (CorSession *self);

static gboolean
on_look (gpointer user_data)
{
  CorSession *self = user_data;

  self->player_source = 0;
  look (self);
  return G_SOURCE_REMOVE;
}

/* And again a little later, while it plays. */
static void
look (CorSession *self)
{
  CorPlaybackStatus status;

  cor_clock_stop (self->clock, &self->player_source);
  if (self->phone == NULL || !cor_phone_get_playback (self->phone, &status)) {
    cor_session_stop_player (self);
    return;
  }
  cor_player_set_place (self->player, status.position, status.duration);
  if (status.paused)
    cor_player_set_state (self->player, COR_PLAYER_PAUSED);
  else
    self->player_source = cor_clock_start (self->clock, LOOK_MS, on_look, self);
}

static void
look_after (CorSession *self)
{
  cor_player_set_state (self->player, COR_PLAYER_PLAYING);
  look (self);
}

void
cor_session_pause_player (CorSession *self)
{
  if (cor_player_get_state (self->player) != COR_PLAYER_PLAYING || self->phone == NULL)
    return;
  cor_phone_pause_playback (self->phone, TRUE);
  look (self);
}

void
cor_session_resume_player (CorSession *self)
{
  if (cor_player_get_state (self->player) != COR_PLAYER_PAUSED || self->phone == NULL ||
      has_calls (self))
    return;
  cor_phone_pause_playback (self->phone, FALSE);
  look_after (self);
}

void
cor_session_seek_player (CorSession *self, double seconds)
{
  double duration = cor_player_get_duration (self->player);

  if (cor_player_get_id (self->player) == NULL || self->phone == NULL || duration <= 0)
    return;
  seconds = CLAMP (seconds, 0, duration);
  cor_phone_seek_playback (self->phone, seconds);
  cor_player_set_place (self->player, seconds, duration);
}

void
cor_session_stop_player (CorSession *self)
{
  cor_clock_stop (self->clock, &self->player_source);
  g_cancellable_cancel (self->player_fetching);
  g_clear_object (&self->player_fetching);
  g_clear_pointer (&self->player_sound, g_bytes_unref);
  if (self->phone != NULL)
    cor_phone_stop_playback (self->phone);
  cor_player_set_state (self->player, COR_PLAYER_EMPTY);
}

static void
on_call_added (CorSession *self)
{
  cor_session_pause_player (self);
  if (cor_player_get_state (self->player) == COR_PLAYER_FETCHING)
    cor_session_stop_player (self);
}

/* --- Beginning. --- */

static void
fail (GTask *task, GError *error)
{
  CorSession *self = g_task_get_source_object (task);

  /* Another one that was asked for meanwhile goes on. */
  if (!g_cancellable_is_cancelled (g_task_get_task_data (task)))
    cor_session_stop_player (self);
  g_task_return_error (task, error);
}

static void
on_begun (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CorSession *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!cor_phone_play_finish (result, &error)) {
    fail (task, error);
    return;
  }
  g_clear_object (&self->player_fetching);
  look_after (self);
  g_task_return_boolean (task, TRUE);
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CorSession *self = COR_SESSION (source);
  GError *error = NULL;
  g_autoptr (GBytes) sound = cor_session_fetch_sound_finish (self, result, &error);

  if (sound == NULL || (self->phone == NULL && !cor_session_ensure_phone (self, NULL, &error))) {
    fail (task, error);
    return;
  }
  g_clear_pointer (&self->player_sound, g_bytes_unref);
  self->player_sound = g_bytes_ref (sound);
  cor_phone_play_async (self->phone, sound, self->player_fetching, on_begun,
                        g_steal_pointer (&task));
}

static void
tell_refused (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!cor_session_play_finish (COR_SESSION (source), result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    cor_session_emit_refused (COR_SESSION (source), error->message);
}

/* Takes the task. */
static void
begin (CorSession *self, CorPlayableKind kind, const char *id, const char *title, GTask *task)
{
  cor_session_stop_player (self);
  self->player_fetching = g_cancellable_new ();
  g_task_set_task_data (task, g_object_ref (self->player_fetching), g_object_unref);
  cor_player_begin (self->player, kind, id, title);
  cor_session_fetch_sound_async (self, kind, id, self->player_fetching, on_fetched, task);
}

void
cor_session_play_async (CorSession *self,
                        CorPlayableKind kind,
                        const char *id,
                        const char *title,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback != NULL ? callback : tell_refused, user_data);
  CorPlayerState state = cor_player_get_state (self->player);

  g_task_set_source_tag (task, cor_session_play_async);
  if (has_calls (self)) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_BUSY,
                             _ ("Listening has to wait for the end of the calls."));
  } else if (cor_player_has (self->player, kind, id) &&
             (state == COR_PLAYER_PLAYING || state == COR_PLAYER_PAUSED)) {
    cor_session_resume_player (self);
    g_task_return_boolean (task, TRUE);
  } else {
    begin (self, kind, id, title, g_steal_pointer (&task));
  }
  g_clear_object (&task);
}

gboolean
cor_session_play_finish (CorSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
cor_session_add_player (CorSession *self)
{
  self->player = cor_player_new ();
  g_signal_connect_object (self->calls, "added", G_CALLBACK (on_call_added), self,
                           G_CONNECT_SWAPPED);
}
