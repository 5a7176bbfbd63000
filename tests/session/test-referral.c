/* SPDX-License-Identifier: GPL-3.0-or-later
 * The other side of a call asks that somebody else is called: the question, and what its answer
 * does. */
#include "clicks.h"
#include "one-contact.h"
#include "session-referral.h"
#include <string.h>

/* A call that is talked in, whose other side asks for `number`; transfer full. */
static CorCall *
refer (Clicks *f, const char *number, guint id)
{
  CorCall *call = cor_call_new (NULL, FALSE, "201", "This computer", TRUE);

  cor_call_set_state (call, COR_CALL_ACTIVE);
  cor_call_list_add (f->session->calls, call);
  cor_session_note_referral (f->session, call, number, id);
  return call;
}

static void
answer (Clicks *f, gboolean yes)
{
  g_autoptr (CorDialRequest) request = g_object_ref (cor_question_get_request (f->question));

  if (yes)
    cor_session_confirm (f->session, request);
  else
    cor_session_dismiss (f->session, request);
}

#define ASSERT_LINE(f, told_to_follow, told_to_refuse)          \
  G_STMT_START                                                  \
  {                                                             \
    g_assert_cmpuint ((f)->line->followed, ==, told_to_follow); \
    g_assert_cmpuint ((f)->line->refused, ==, told_to_refuse);  \
  }                                                             \
  G_STMT_END

static void
test_yes (Clicks *f, gconstpointer data)
{
  g_autoptr (CorCall) call = refer (f, "203", 7);
  CorQuestion *question = f->session->asking;

  clicks_assert_asks (f, "203", NULL);
  g_assert_cmpstr (cor_question_get_reason (question), ==,
                   "201 wants to transfer you to 203. Call that?");
  g_assert_null (cor_question_get_remember (question));
  g_assert_cmpuint (f->raised, ==, 1);
  ASSERT_DIALLED (f, NULL);
  ASSERT_LINE (f, 0, 0);
  answer (f, TRUE);
  ASSERT_DIALLED (f, "203", NULL);
  ASSERT_LINE (f, 7, 0);
}

static void
test_no (Clicks *f, gconstpointer data)
{
  g_autoptr (CorCall) call = refer (f, "203", 7);

  answer (f, FALSE);
  ASSERT_DIALLED (f, NULL);
  ASSERT_LINE (f, 0, 7);
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_ACTIVE);
}

/* What it may cost is said as with any number of a stranger's; no rule of the user's spares it. */
static void
test_dangerous (Clicks *f, gconstpointer data)
{
  g_autoptr (CorCall) call = refer (f, "+881612345678", 7);

  clicks_assert_asks (f, "+881612345678", NULL);
  g_assert_nonnull (strstr (cor_question_get_reason (f->question), "cost"));
  ASSERT_DIALLED (f, NULL);
}

static void
test_junk (Clicks *f, gconstpointer data)
{
  g_autoptr (CorCall) call = refer (f, "anna@elsewhere", 7);

  g_assert_cmpuint (f->asked + f->refused + f->raised, ==, 0);
  ASSERT_LINE (f, 0, 7);
}

/* The device that is chosen for calls is not where they talk. */
static void
test_desk_chosen (Clicks *f, gconstpointer data)
{
  g_autoptr (CorDevice) desk = cor_device_new ("92201", COR_DEVICE_DESK_PHONE, "Snom");
  g_autoptr (CorCall) call = NULL;

  cor_device_set_online (desk, TRUE, NULL);
  g_list_store_append (f->session->devices, desk);
  cor_session_choose_device (f->session, "92201");
  call = refer (f, "203", 7);
  g_assert_cmpstr (cor_question_get_device (f->question), ==, COR_DEVICE_ID_THIS_COMPUTER);
  answer (f, TRUE);
  ASSERT_LINE (f, 7, 0);
}

/* Of two numbers one is chosen: the other is a No. */
static void
test_joins_open_question (Clicks *f, gconstpointer data)
{
  g_autoptr (CorDialRequest) link = clicks_link (f, "tel:**21*204#");
  g_autoptr (CorCall) call = refer (f, "203", 7);

  clicks_assert_asks (f, "**21*204#", "203");
  ASSERT_LINE (f, 0, 0);
  cor_session_confirm (f->session, link);
  ASSERT_DIALLED (f, "**21*204#", NULL);
  ASSERT_LINE (f, 0, 7);
}

static void
test_cannot_be_asked (Clicks *f, gconstpointer data)
{
  g_autoptr (CorCall) first = refer (f, "203", 7);
  g_autoptr (CorCall) second = refer (f, "203", 8);

  clicks_assert_asks (f, "203", NULL);
  ASSERT_LINE (f, 0, 8);
  answer (f, TRUE);
  ASSERT_LINE (f, 7, 8);
}

/* They may hang up first, as many do. */
static void
test_call_is_over (Clicks *f, gconstpointer data)
{
  g_autoptr (CorCall) call = refer (f, "203", 7);

  cor_call_set_ended (call, COR_CALL_END_REMOTE, NULL);
  clicks_assert_asks (f, "203", NULL);
  answer (f, TRUE);
  ASSERT_DIALLED (f, "203", NULL);
  ASSERT_LINE (f, 7, 0);
}

/* The line is not there for a moment: it waits, and may be given up. */
static void
test_line_gone (Clicks *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;

  fake_line_become (f->line, COR_LINE_REGISTERING, NULL);
  call = refer (f, "203", 7);
  g_assert_nonnull (f->session->waiting);
  ASSERT_LINE (f, 0, 0);
  cor_session_drop_waiting (f->session);
  ASSERT_LINE (f, 0, 7);
}

/* Somebody else talks in the same call: who that is is looked up anew. */
static void
test_other_side_replaced (Clicks *f, gconstpointer data)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (CorCall) call = cor_call_new (NULL, FALSE, "201", "This computer", TRUE);

  f->session->store = one_contact_open ();
  cor_call_set_state (call, COR_CALL_ACTIVE);
  cor_call_list_add (f->session->calls, call);
  cor_call_set_name (call, NULL);
  g_signal_connect_swapped (call, "notify::name", G_CALLBACK (g_main_loop_quit), loop);
  cor_call_set_number (call, "0721405516");
  g_main_loop_run (loop);
  g_assert_cmpstr (cor_call_get_name (call), ==, "Anna Rossi");
  one_contact_close (g_steal_pointer (&f->session->store));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_CLICKS ("/referral/yes", test_yes);
  ADD_CLICKS ("/referral/no", test_no);
  ADD_CLICKS ("/referral/dangerous", test_dangerous);
  ADD_CLICKS ("/referral/junk", test_junk);
  ADD_CLICKS ("/referral/desk-chosen", test_desk_chosen);
  ADD_CLICKS ("/referral/joins-open-question", test_joins_open_question);
  ADD_CLICKS ("/referral/cannot-be-asked", test_cannot_be_asked);
  ADD_CLICKS ("/referral/call-is-over", test_call_is_over);
  ADD_CLICKS ("/referral/line-gone", test_line_gone);
  ADD_CLICKS ("/referral/other-side-replaced", test_other_side_replaced);
  return g_test_run ();
}
