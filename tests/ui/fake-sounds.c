/* SPDX-License-Identifier: GPL-3.0-or-later
 * Messages, recordings and the player of the fake session: what is played is heard at once. */
#include "config.h"
#include "fake-session.h"

CorVoicemailList *
cor_session_get_voicemail (CorSession *self)
{
  CorVoicemailList *list = g_object_get_data (G_OBJECT (self), "voicemail");

  if (list == NULL) {
    list = cor_voicemail_list_new ();
    g_object_set_data_full (G_OBJECT (self), "voicemail", list, g_object_unref);
  }
  return list;
}

CorPlayer *
cor_session_get_player (CorSession *self)
{
  CorPlayer *player = g_object_get_data (G_OBJECT (self), "player");

  if (player == NULL) {
    player = cor_player_new ();
    g_object_set_data_full (G_OBJECT (self), "player", player, g_object_unref);
  }
  return player;
}

void
fake_session_fill_voicemail (CorSession *self)
{
  static const struct {
    const char *id, *number, *name;
    gint64 ago;
    gint64 duration;
    gboolean is_new;
  } rows[] = {
    { "965", "202", "Roberto Bianchi", 25 * 60, 9, TRUE },
    { "964", "0721405516", "Anna Conti", 95 * 60, 72, TRUE },
    { "963", "3331234567", NULL, 27 * 3600, 7, FALSE },
    { "962", "0721550199", "Officina Moretti & Figli Srl", 5 * 86400, 21, FALSE },
    { "961", "", NULL, 11 * 86400, 4, FALSE },
  };
  CorVoicemailList *list = cor_session_get_voicemail (self);
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    const CorVoicemailFields fields = { .id = rows[i].id,
                                        .number = rows[i].number,
                                        .name = rows[i].name,
                                        .time = now - rows[i].ago,
                                        .duration = rows[i].duration,
                                        .is_new = rows[i].is_new };

    g_ptr_array_add (messages, cor_voicemail_new (&fields));
  }
  cor_voicemail_list_set_available (list, TRUE);
  cor_voicemail_list_take (list, messages);
}

static void
say (CorSession *self, const char *verb, CorPlayableKind kind, const char *id)
{
  g_autofree char *text = g_strdup_printf (
    "%s %s %s", verb, kind == COR_PLAYABLE_VOICEMAIL ? "voicemail" : "recording", id);

  fake_session_say (self, text);
}

void
cor_session_refresh_voicemail (CorSession *self)
{
  fake_session_say (self, "refresh-voicemail");
}

void
cor_session_play_async (CorSession *self,
                        CorPlayableKind kind,
                        const char *id,
                        const char *title,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  CorPlayer *player = cor_session_get_player (self);

  say (self, "play", kind, id);
  cor_player_begin (player, kind, id, title);
  cor_player_set_place (player, 3, 9);
  cor_player_set_state (player, COR_PLAYER_PLAYING);
}

gboolean
cor_session_play_finish (CorSession *self, GAsyncResult *result, GError **error)
{
  return TRUE;
}

void
cor_session_pause_player (CorSession *self)
{
  fake_session_say (self, "pause");
  cor_player_set_state (cor_session_get_player (self), COR_PLAYER_PAUSED);
}

void
cor_session_resume_player (CorSession *self)
{
  fake_session_say (self, "resume");
  cor_player_set_state (cor_session_get_player (self), COR_PLAYER_PLAYING);
}

void
cor_session_seek_player (CorSession *self, double seconds)
{
  g_autofree char *text = g_strdup_printf ("seek %.0f", seconds);

  fake_session_say (self, text);
}

void
cor_session_stop_player (CorSession *self)
{
  fake_session_say (self, "stop");
  cor_player_set_state (cor_session_get_player (self), COR_PLAYER_EMPTY);
}

void
cor_session_save_sound_async (CorSession *self,
                              CorPlayableKind kind,
                              const char *id,
                              GFile *file,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  say (self, "save", kind, id);
}

gboolean
cor_session_save_sound_finish (CorSession *self, GAsyncResult *result, GError **error)
{
  return TRUE;
}

guint
cor_session_delete_voicemail (CorSession *self, CorVoicemail *message)
{
  say (self, "delete", COR_PLAYABLE_VOICEMAIL, cor_voicemail_get_id (message));
  cor_voicemail_list_hide (cor_session_get_voicemail (self), cor_voicemail_get_id (message));
  return 70;
}

guint
cor_session_delete_recording (CorSession *self, CorHistoryEntry *entry)
{
  say (self, "delete", COR_PLAYABLE_RECORDING, cor_history_entry_get_id (entry));
  return 71;
}
