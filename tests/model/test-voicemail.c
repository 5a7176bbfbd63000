/* SPDX-License-Identifier: GPL-3.0-or-later
 * The list of messages: what stays, what is counted, what is hidden; and what is listened to. */
#include "model/player.h"
#include "model/voicemail-list.h"

static void
add (GPtrArray *messages, const char *id, const char *number, gboolean is_new)
{
  const CorVoicemailFields fields = {
    .id = id, .number = number, .time = 100, .duration = 7, .is_new = is_new
  };

  g_ptr_array_add (messages, cor_voicemail_new (&fields));
}

static GPtrArray *
messages_new (void)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

static void
on_counted (guint *n)
{
  (*n)++;
}

static void
test_list (void)
{
  g_autoptr (CorVoicemailList) list = cor_voicemail_list_new ();
  g_autoptr (GPtrArray) first = messages_new ();
  g_autoptr (GPtrArray) second = messages_new ();
  g_autoptr (CorVoicemail) kept = NULL;
  guint counted = 0;

  g_signal_connect_swapped (list, "notify::new-count", G_CALLBACK (on_counted), &counted);
  add (first, "2", "203", TRUE);
  add (first, "1", "202", TRUE);
  cor_voicemail_list_take (list, first);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2);
  g_assert_cmpuint (cor_voicemail_list_get_new_count (list), ==, 2);
  kept = g_object_ref (cor_voicemail_list_find (list, "1"));

  add (second, "3", "203", TRUE);
  add (second, "1", "202", FALSE);
  cor_voicemail_list_take (list, second);
  g_assert_true (cor_voicemail_list_find (list, "1") == kept);
  g_assert_false (cor_voicemail_is_new (kept));
  g_assert_null (cor_voicemail_list_find (list, "2"));
  g_assert_cmpuint (cor_voicemail_list_get_new_count (list), ==, 1);

  cor_voicemail_list_note_heard (list, "3");
  g_assert_cmpuint (cor_voicemail_list_get_new_count (list), ==, 0);
  g_assert_cmpuint (counted, ==, 3);
}

static void
test_hidden (void)
{
  g_autoptr (CorVoicemailList) list = cor_voicemail_list_new ();
  g_autoptr (GPtrArray) messages = messages_new ();

  add (messages, "2", "203", TRUE);
  add (messages, "1", "202", TRUE);
  cor_voicemail_list_take (list, messages);
  cor_voicemail_list_hide (list, "2");
  g_assert_null (cor_voicemail_list_find (list, "2"));
  g_assert_cmpuint (cor_voicemail_list_get_new_count (list), ==, 1);
  /* The server knows nothing of it yet. */
  cor_voicemail_list_take (list, messages);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1);
  cor_voicemail_list_show (list, "2");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2);
  g_assert_cmpuint (cor_voicemail_list_get_new_count (list), ==, 2);
  cor_voicemail_list_clear (list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  g_assert_cmpuint (cor_voicemail_list_get_new_count (list), ==, 0);
}

static void
test_shown (void)
{
  const CorVoicemailFields fields = { .id = "1", .number = "0721550199", .name = "MARIO" };
  const CorVoicemailFields withheld = { .id = "2" };
  g_autoptr (CorVoicemail) message = cor_voicemail_new (&fields);
  g_autoptr (CorVoicemail) nobody = cor_voicemail_new (&withheld);

  g_assert_cmpstr (cor_voicemail_get_shown (message), ==, "MARIO");
  cor_voicemail_set_name (message, "Mario Rossi");
  g_assert_cmpstr (cor_voicemail_get_shown (message), ==, "Mario Rossi");
  cor_voicemail_set_shown_number (message, "0721 550199");
  g_assert_cmpstr (cor_voicemail_get_number (message), ==, "0721550199");
  g_assert_true (cor_voicemail_is_callable (message));
  g_assert_cmpstr (cor_voicemail_get_shown (nobody), ==, "Unknown");
  g_assert_false (cor_voicemail_is_callable (nobody));
}

static void
test_player (void)
{
  g_autoptr (CorPlayer) player = cor_player_new ();

  g_assert_false (cor_player_has (player, COR_PLAYABLE_VOICEMAIL, "7"));
  cor_player_begin (player, COR_PLAYABLE_VOICEMAIL, "7", "Mario");
  g_assert_cmpint (cor_player_get_state (player), ==, COR_PLAYER_FETCHING);
  g_assert_true (cor_player_has (player, COR_PLAYABLE_VOICEMAIL, "7"));
  g_assert_false (cor_player_has (player, COR_PLAYABLE_RECORDING, "7"));
  cor_player_set_place (player, 3, 9);
  cor_player_set_state (player, COR_PLAYER_PLAYING);
  cor_player_begin (player, COR_PLAYABLE_RECORDING, "8", NULL);
  g_assert_cmpfloat (cor_player_get_position (player), ==, 0);
  cor_player_set_state (player, COR_PLAYER_EMPTY);
  g_assert_null (cor_player_get_id (player));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/voicemail/list", test_list);
  g_test_add_func ("/voicemail/hidden", test_hidden);
  g_test_add_func ("/voicemail/shown", test_shown);
  g_test_add_func ("/voicemail/player", test_player);
  return g_test_run ();
}
