/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which of the server's conversations a call of this computer's is, and what
 * its end means once it was sent elsewhere. */
#include "session-move.h"

static void
free_conversation (gpointer data)
{
  CorCtiConversation *conversation = data;

  g_free (conversation->id);
  g_free (conversation->number);
  g_free (conversation);
}

/* numbers: of the other sides, in words. */
static GPtrArray *
list (const char *numbers)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (free_conversation);
  g_auto (GStrv) words = g_strsplit (numbers, " ", -1);

  for (guint i = 0; words[i] != NULL && *words[i] != '\0'; i++) {
    CorCtiConversation *conversation = g_new0 (CorCtiConversation, 1);

    conversation->id = g_strdup_printf ("%u", i);
    conversation->number = g_strdup (words[i]);
    g_ptr_array_add (all, conversation);
  }
  return all;
}

static const struct {
  const char *name, *number, *numbers;
  gboolean only;
  const char *id; /* NULL: none */
} picks[] = {
  { "none", "203", "", TRUE, NULL },
  { "one", "203", "203", TRUE, "0" },
  { "by-number", "203", "202 203", FALSE, "1" },
  { "prefix", "+390721405516", "202 000390721405516", FALSE, "1" },
  { "short-is-not-a-tail", "03", "203 204", FALSE, NULL },
  { "alike", "203", "203 203", FALSE, NULL },
  { "masked", "+390721405516", "07214055xxx", TRUE, "0" },
  { "masked-one-of-two-calls", "+390721405516", "07214055xxx", FALSE, NULL },
  { "masked-both", "+390721405516", "07214055xxx 07214055xxx", FALSE, NULL },
  { "withheld", "", "", TRUE, NULL },
  { "who-answered-for-a-queue", "401", "203", TRUE, "0" },
  { "somebody-elses-beside", "203", "203 07214055xxx", TRUE, "0" },
};

static void
test_pick (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (CorCall) call = cor_call_new (NULL, FALSE, picks[i].number, "here", TRUE);
  g_autoptr (GPtrArray) all = list (picks[i].numbers);
  const CorCtiConversation *found = cor_session_pick_conversation (all, call, picks[i].only);

  g_assert_cmpstr (found != NULL ? found->id : NULL, ==, picks[i].id);
}

static CorCall *
talk (void)
{
  CorCall *call = cor_call_new (NULL, TRUE, "203", "here", TRUE);

  cor_call_set_state (call, COR_CALL_ACTIVE);
  return call;
}

/* The server takes the other side away, which looks as if it had hung up. */
static void
test_parting (void)
{
  g_autoptr (CorCall) parked = talk ();
  g_autoptr (CorCall) lost = talk ();
  g_autoptr (CorCall) refused = talk ();

  cor_call_set_parting (parked, "Parked.");
  cor_call_set_ended (parked, COR_CALL_END_REMOTE, NULL);
  g_assert_cmpint (cor_call_get_end (parked), ==, COR_CALL_END_LOCAL);
  g_assert_cmpstr (cor_call_get_end_text (parked), ==, "Parked.");
  cor_call_set_parting (lost, "Parked.");
  cor_call_set_ended (lost, COR_CALL_END_FAILED, "Lost.");
  g_assert_cmpint (cor_call_get_end (lost), ==, COR_CALL_END_FAILED);
  g_assert_cmpstr (cor_call_get_end_text (lost), ==, "Lost.");
  cor_call_set_parting (refused, "Parked.");
  cor_call_set_parting (refused, NULL);
  cor_call_set_ended (refused, COR_CALL_END_REMOTE, NULL);
  g_assert_cmpint (cor_call_get_end (refused), ==, COR_CALL_END_REMOTE);
  g_assert_null (cor_call_get_end_text (refused));
}

/* By the window's action: who is talked with is not sent where nobody may be. */
static void
test_targets (void)
{
  static const struct {
    const char *text, *to; /* NULL: refused */
  } targets[] = {
    { "204", "204" },      { " 0721 405516 ", "0721405516" },
    { "112", NULL },       { "*72204", NULL },
    { "**21*204#", NULL }, { "*43", NULL },
    { "", NULL },
  };
  CorSession *session = cor_session_new ();
  GActionGroup *actions = cor_session_get_actions (session);

  for (guint i = 0; i < G_N_ELEMENTS (targets); i++) {
    g_autoptr (CorNumber) number =
      cor_session_read_target (session, targets[i].text, COR_NUMBER_FROM_PERSON, NULL);
    g_autoptr (CorCall) call = talk ();

    g_assert_cmpstr (number != NULL ? number->canonical : NULL, ==, targets[i].to);
    cor_call_list_add (session->calls, call);
    g_assert_true (g_action_group_get_action_enabled (actions, "transfer"));
    g_action_group_activate_action (
      actions, "transfer", g_variant_new ("(us)", cor_call_get_id (call), targets[i].text));
    g_assert_true ((cor_call_get_trouble (call) == NULL) == (targets[i].to != NULL));
    cor_call_set_ended (call, COR_CALL_END_REMOTE, NULL);
  }
  while (g_main_context_iteration (NULL, FALSE)) /* the moves' ends */
    ;
  g_assert_finalize_object (session);
}

/* Who may not record does not even see that it can be done. */
static void
test_record (void)
{
  CorSession *session = cor_session_new ();
  GActionGroup *actions = cor_session_get_actions (session);
  g_autoptr (CorCall) call = talk ();

  session->profile = g_new0 (CorCtiProfile, 1);
  session->profile->endpoints = g_ptr_array_new ();
  cor_call_list_add (session->calls, call);
  g_assert_false (g_action_group_get_action_enabled (actions, "record"));
  g_assert_false (g_action_group_get_action_enabled (actions, "record-pause"));
  session->profile->recording = TRUE;
  cor_session_update_actions (session);
  g_assert_true (g_action_group_get_action_enabled (actions, "record"));
  /* Nothing says that it is recorded until the server does. */
  g_action_group_activate_action (actions, "record", g_variant_new ("u", cor_call_get_id (call)));
  g_assert_cmpint (cor_call_get_recording (call), ==, COR_RECORDING_NONE);
  g_assert_nonnull (cor_call_get_trouble (call)); /* no server knows the call */
  cor_call_set_ended (call, COR_CALL_END_REMOTE, NULL);
  g_assert_false (g_action_group_get_action_enabled (actions, "record"));
  while (g_main_context_iteration (NULL, FALSE)) /* the act's end */
    ;
  g_assert_finalize_object (session);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (picks); i++) {
    g_autofree char *path = g_strconcat ("/move/pick/", picks[i].name, NULL);

    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_pick);
  }
  g_test_add_func ("/move/parting", test_parting);
  g_test_add_func ("/move/targets", test_targets);
  g_test_add_func ("/move/record", test_record);
  return g_test_run ();
}
