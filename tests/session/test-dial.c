/* SPDX-License-Identifier: GPL-3.0-or-later
 * The road of a click through the session, with a line that only notes what it is told. */
#include "clicks.h"
#include "one-contact.h"
#include "model/call-hints.h"
#include "route/route.h"

static void
test_one_click (Clicks *f, gconstpointer data)
{
  CLICK (f, "tel:+39 0721 405516");
  ASSERT_DIALLED (f, "+390721405516", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->session->calls)), ==, 1);
  g_assert_cmpuint (f->raised, ==, 1);
}

static void
test_ask_then_confirm (Clicks *f, gconstpointer data)
{
  g_autoptr (CorDialRequest) request = clicks_link (f, "tel:**21*204#");

  g_assert_cmpuint (f->asked, ==, 1);
  ASSERT_DIALLED (f, NULL);
  cor_session_confirm (f->session, request);
  ASSERT_DIALLED (f, "**21*204#", NULL);
  g_assert_null (f->session->asking);
}

static void
test_ask_then_dismiss (Clicks *f, gconstpointer data)
{
  g_autoptr (CorDialRequest) request = clicks_link (f, "tel:**21*204#");

  cor_session_dismiss (f->session, request);
  g_assert_null (f->session->asking);
  ASSERT_DIALLED (f, NULL);
}

/* --- Who it is. --- */

/* A page that opened a link looks whether its window lost the focus: the question is there before
 * the loop turns once, and the name comes after. */
static void
test_asked_in_the_same_turn (Clicks *f, gconstpointer data)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (CorDialRequest) request = NULL;

  f->session->store = one_contact_open ();
  request = cor_dial_request_new ("sip:0721405516@elsewhere.example", COR_ORIGIN_LINK, NULL, NULL);
  cor_session_dial (f->session, request);
  g_assert_cmpuint (f->asked, ==, 1);
  g_assert_cmpstr (cor_question_get_canonical (f->question), ==, "0721405516");
  g_assert_null (cor_question_get_name (f->question));
  g_signal_connect_swapped (f->question, "notify::name", G_CALLBACK (g_main_loop_quit), loop);
  g_main_loop_run (loop);
  g_assert_cmpstr (cor_question_get_name (f->question), ==, "Anna Rossi");
  g_assert_cmpstr (cor_question_get_company (f->question), ==, "Rossi");
  g_assert_cmpuint (f->asked, ==, 1);
  one_contact_close (g_steal_pointer (&f->session->store));
}

static void
test_bad_link (Clicks *f, gconstpointer data)
{
  CLICK (f, "tel:%zz");
  CLICK (f, "tel:");
  g_assert_cmpuint (f->refused, ==, 2);
  ASSERT_DIALLED (f, NULL);
}

/* A server's 302: its number is asked about, never called by itself, and junk is passed over. */
static void
test_redirected (Clicks *f, gconstpointer data)
{
  g_autoptr (CorCall) junk = cor_call_new (NULL, FALSE, "201", "here", TRUE);
  g_autoptr (CorCall) call = cor_call_new (NULL, FALSE, "201", "here", TRUE);
  g_autoptr (CorDialRequest) request = NULL;

  cor_call_list_add (f->session->calls, junk);
  cor_call_set_redirect (junk, "anna@elsewhere");
  cor_call_set_ended (junk, COR_CALL_END_FAILED, NULL);
  g_assert_cmpuint (f->asked + f->refused, ==, 0);
  cor_call_list_add (f->session->calls, call);
  cor_call_set_redirect (call, "+881612345678");
  cor_call_set_ended (call, COR_CALL_END_FAILED, NULL);
  ASSERT_DIALLED (f, NULL);
  clicks_assert_asks (f, "+881612345678", NULL);
  g_assert_nonnull (strstr (cor_question_get_reason (f->question), "201 is forwarded to"));
  g_assert_null (cor_question_get_remember (f->question));
  request = g_object_ref (cor_question_get_request (f->question));
  cor_session_confirm (f->session, request);
  ASSERT_DIALLED (f, "+881612345678", NULL);
}

/* It joins a question that is open, and takes no place under a finger. */
static void
test_redirected_while_asked (Clicks *f, gconstpointer data)
{
  g_autoptr (CorDialRequest) request = clicks_link (f, "tel:**21*204#");
  g_autoptr (CorCall) call = cor_call_new (NULL, FALSE, "201", "here", TRUE);

  cor_call_list_add (f->session->calls, call);
  cor_call_set_redirect (call, "899123456");
  cor_call_set_ended (call, COR_CALL_END_FAILED, NULL);
  clicks_assert_asks (f, "**21*204#", "899123456");
}

static void
test_waits_for_line (Clicks *f, gconstpointer data)
{
  fake_line_become (f->line, COR_LINE_REGISTERING, NULL);
  CLICK (f, "tel:202");
  g_assert_nonnull (f->session->waiting);
  ASSERT_DIALLED (f, NULL);
  cor_session_try_waiting (f->session);
  ASSERT_DIALLED (f, NULL);
  fake_line_become (f->line, COR_LINE_READY, NULL);
  cor_session_try_waiting (f->session);
  ASSERT_DIALLED (f, "202", NULL);
  g_assert_null (f->session->waiting);
}

static void
test_waited_too_long (Clicks *f, gconstpointer data)
{
  fake_line_become (f->line, COR_LINE_REGISTERING, NULL);
  CLICK (f, "tel:202");
  fake_clock_turn (f->line->clock, 30 * G_USEC_PER_SEC + 1);
  fake_line_become (f->line, COR_LINE_READY, NULL);
  cor_session_try_waiting (f->session);
  ASSERT_DIALLED (f, NULL);
  g_assert_cmpuint (f->asked, ==, 1);
}

static void
test_waited_just_long_enough (Clicks *f, gconstpointer data)
{
  fake_line_become (f->line, COR_LINE_REGISTERING, NULL);
  CLICK (f, "tel:202");
  fake_clock_turn (f->line->clock, 30 * G_USEC_PER_SEC);
  fake_line_become (f->line, COR_LINE_READY, NULL);
  cor_session_try_waiting (f->session);
  ASSERT_DIALLED (f, "202", NULL);
  g_assert_cmpuint (f->asked, ==, 0);
}

static void
assert_numbers (Clicks *f, const char *const *numbers)
{
  CorQuestion *each = f->session->asking;

  for (guint i = 0; numbers[i] != NULL; i++, each = cor_question_get_other (each)) {
    g_assert_nonnull (each);
    g_assert_cmpstr (cor_question_get_canonical (each), ==, numbers[i]);
  }
  g_assert_null (each);
}

#define ASSERT_NUMBERS(f, ...) assert_numbers (f, (const char *const[]){ __VA_ARGS__, NULL })

static CorDialRequest *
second_request (Clicks *f)
{
  return cor_question_get_request (cor_question_get_other (f->question));
}

/* All are shown to choose from, at once, and whichever is chosen is the one that waits. */
static void
test_two_wait (Clicks *f, gconstpointer data)
{
  fake_line_become (f->line, COR_LINE_REGISTERING, NULL);
  CLICK (f, "tel:202");
  CLICK (f, "tel:203");
  CLICK (f, "tel:204");
  ASSERT_NUMBERS (f, "202", "203", "204");
  fake_line_become (f->line, COR_LINE_READY, NULL);
  cor_session_try_waiting (f->session);
  ASSERT_DIALLED (f, NULL);
  cor_session_confirm (f->session, second_request (f));
  ASSERT_DIALLED (f, "203", NULL);
  g_assert_null (f->session->waiting);
  g_assert_true (cor_question_is_answered (f->question));
  cor_session_try_waiting (f->session);
  ASSERT_DIALLED (f, "203", NULL);
}

static void
test_chosen_waits_on (Clicks *f, gconstpointer data)
{
  fake_line_become (f->line, COR_LINE_REGISTERING, NULL);
  CLICK (f, "tel:202");
  CLICK (f, "tel:203");
  fake_clock_turn (f->line->clock, 29 * G_USEC_PER_SEC);
  cor_session_confirm (f->session, second_request (f));
  ASSERT_DIALLED (f, NULL);
  fake_clock_turn (f->line->clock, 29 * G_USEC_PER_SEC);
  fake_line_become (f->line, COR_LINE_READY, NULL);
  cor_session_try_waiting (f->session);
  ASSERT_DIALLED (f, "203", NULL);
}

static void
test_neither_of_two (Clicks *f, gconstpointer data)
{
  fake_line_become (f->line, COR_LINE_REGISTERING, NULL);
  CLICK (f, "tel:202");
  CLICK (f, "tel:203");
  cor_session_dismiss (f->session, cor_question_get_request (f->question));
  fake_line_become (f->line, COR_LINE_READY, NULL);
  cor_session_try_waiting (f->session);
  ASSERT_DIALLED (f, NULL);
  g_assert_null (f->session->waiting);
}

static void
test_drop_while_asked (Clicks *f, gconstpointer data)
{
  fake_line_become (f->line, COR_LINE_REGISTERING, NULL);
  CLICK (f, "tel:202");
  CLICK (f, "tel:203");
  cor_session_drop_waiting (f->session);
  g_assert_null (f->session->waiting);
  g_assert_null (f->session->asking);
  g_assert_true (cor_question_is_answered (f->question));
}

/* What waits is what a link asked for, not more: a code that changes where calls go is still
 * asked about when the line is there. */
static void
test_danger_waits_for_its_answer (Clicks *f, gconstpointer data)
{
  fake_line_become (f->line, COR_LINE_REGISTERING, NULL);
  CLICK (f, "tel:**21*204#");
  fake_line_become (f->line, COR_LINE_READY, NULL);
  cor_session_try_waiting (f->session);
  ASSERT_DIALLED (f, NULL);
  clicks_assert_asks (f, "**21*204#", NULL);
  cor_session_confirm (f->session, cor_question_get_request (f->question));
  ASSERT_DIALLED (f, "**21*204#", NULL);
}

/* After signing in nothing is dialled without Enter, however quick it went. */
static void
test_signed_out (Clicks *f, gconstpointer data)
{
  fake_line_become (f->line, COR_LINE_OFFLINE, NULL);
  cor_session_set_state (f->session, COR_SESSION_SIGNED_OUT);
  g_clear_object (&f->session->line);
  CLICK (f, "tel:202");
  g_assert_nonnull (f->session->waiting);
  cor_session_set_state (f->session, COR_SESSION_SIGNING_IN);
  f->session->line = g_object_ref (COR_LINE (f->line));
  fake_line_become (f->line, COR_LINE_READY, NULL);
  cor_session_set_state (f->session, COR_SESSION_READY);
  cor_session_try_waiting (f->session);
  ASSERT_DIALLED (f, NULL);
  clicks_assert_asks (f, "202", NULL);
  g_assert_null (f->session->waiting);
  cor_session_confirm (f->session, cor_question_get_request (f->question));
  ASSERT_DIALLED (f, "202", NULL);
}

/* It began to wait while the keyring was asked, and the keyring knew nothing. */
static void
test_sign_in_failed (Clicks *f, gconstpointer data)
{
  fake_line_become (f->line, COR_LINE_REGISTERING, NULL);
  cor_session_set_state (f->session, COR_SESSION_SIGNING_IN);
  CLICK (f, "tel:202");
  cor_session_set_state (f->session, COR_SESSION_SIGNED_OUT);
  cor_session_set_state (f->session, COR_SESSION_SIGNING_IN);
  fake_line_become (f->line, COR_LINE_READY, NULL);
  cor_session_set_state (f->session, COR_SESSION_READY);
  cor_session_try_waiting (f->session);
  ASSERT_DIALLED (f, NULL);
  clicks_assert_asks (f, "202", NULL);
}

static void
test_where_from (Clicks *f, gconstpointer data)
{
  static const struct {
    const char *token;
    CorOrigin origin;
    const char *where_from;
  } cases[] = {
    { NULL, COR_ORIGIN_LINK, "From a link" },
    { "firefox-123-host-xdg-open-0_TIME99", COR_ORIGIN_LINK, "From a link in “firefox”" },
    { "gnome-shell-99_TIME1", COR_ORIGIN_LINK, "From a link" },
    { "0a1b2c3d-4e5f", COR_ORIGIN_LINK, "From a link" },
    { "a\u202eb-1-_TIME1", COR_ORIGIN_LINK, "From a link" },
    { "abcdefghijabcdefghijabcdefghijabc-1-_TIME1", COR_ORIGIN_LINK, "From a link" },
    { "-1-_TIME1", COR_ORIGIN_LINK, "From a link" },
    { "firefox-123-host-xdg-open-0_TIME99", COR_ORIGIN_CONTROL, "From another program" },
    { NULL, COR_ORIGIN_HISTORY, "From the history" },
    { NULL, COR_ORIGIN_CONTACT, "From the phonebook" },
    { NULL, COR_ORIGIN_NOTIFICATION, "From a missed call" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CorDialRequest) request =
      cor_dial_request_new ("**21*204#", cases[i].origin, NULL, cases[i].token);

    cor_session_dial (f->session, request);
    g_assert_cmpstr (cor_question_get_where_from (f->question), ==, cases[i].where_from);
    cor_session_dismiss (f->session, request);
    fake_clock_turn (f->line->clock, 5 * G_USEC_PER_SEC);
  }
}

/* --- Two links. --- */

/* Each is one more to choose from, until there are enough; then the next one is refused, and an
 * emergency number takes the place of the last. */
static void
test_many_links (Clicks *f, gconstpointer data)
{
  static const char *const links[] = { "tel:*43", "tel:203", "tel:204", "tel:205", "tel:206" };

  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    CLICK (f, links[i]);
  ASSERT_NUMBERS (f, "*43", "203", "204", "205", "206");
  CLICK (f, "tel:205");
  g_assert_cmpuint (f->refused, ==, 0);
  CLICK (f, "tel:207");
  g_assert_cmpuint (f->refused, ==, 1);
  ASSERT_NUMBERS (f, "*43", "203", "204", "205", "206");
  CLICK (f, "tel:112");
  ASSERT_NUMBERS (f, "112", "*43", "203", "204", "205");
  cor_session_confirm (f->session, second_request (f));
  ASSERT_DIALLED (f, "*43", NULL);
}

/* The one that is asked about stays the first, and none is dropped. */
static void
test_link_while_asked (Clicks *f, gconstpointer data)
{
  g_autoptr (CorDialRequest) typed = cor_dial_request_new ("205", COR_ORIGIN_TYPED, NULL, NULL);

  CLICK (f, "tel:*43");
  fake_clock_turn (f->line->clock, 60 * G_USEC_PER_SEC);
  CLICK (f, "tel:203");
  clicks_assert_asks (f, "*43", "203");
  fake_clock_turn (f->line->clock, 60 * G_USEC_PER_SEC);
  CLICK (f, "tel:204");
  CLICK (f, "tel:204");
  CLICK (f, "tel:*43");
  ASSERT_NUMBERS (f, "*43", "203", "204");
  g_assert_cmpuint (f->asked, ==, 5);
  ASSERT_DIALLED (f, NULL);
  cor_session_dial (f->session, typed);
  ASSERT_DIALLED (f, "205", NULL);
  cor_session_confirm (f->session, second_request (f));
  ASSERT_DIALLED (f, "205", "203", NULL);
  g_assert_null (f->session->asking);
}

/* An emergency number is nobody's second. */
static void
test_emergency_while_asked (Clicks *f, gconstpointer data)
{
  CLICK (f, "tel:*43");
  CLICK (f, "tel:112");
  clicks_assert_asks (f, "112", "*43");
  ASSERT_DIALLED (f, NULL);
}

/* --- What a link may do to calls. --- */

static CorCall *
talk (Clicks *f, const char *text, CorOrigin origin)
{
  GListModel *calls = G_LIST_MODEL (f->session->calls);
  g_autoptr (CorDialRequest) request = cor_dial_request_new (text, origin, NULL, NULL);
  g_autoptr (CorCall) call = NULL;

  cor_session_dial (f->session, request);
  call = g_list_model_get_item (calls, g_list_model_get_n_items (calls) - 1);
  cor_call_set_state (call, COR_CALL_ACTIVE);
  fake_clock_turn (f->line->clock, 5 * G_USEC_PER_SEC);
  return call;
}

/* A question of another kind stays alone, and a Yes is to the call that was asked about. */
static void
test_transfer (Clicks *f, gconstpointer data)
{
  CorCall *call;

  CLICK (f, "nethlink://transfer?to=203");
  g_assert_cmpuint (f->refused, ==, 1);
  call = talk (f, "202", COR_ORIGIN_TYPED);
  CLICK (f, "nethlink://transfer?to=203");
  clicks_assert_asks (f, "203", NULL);
  g_assert_cmpint (cor_question_get_kind (f->question), ==, COR_QUESTION_TRANSFER);
  CLICK (f, "tel:204");
  g_assert_cmpuint (f->refused, ==, 2);
  clicks_assert_asks (f, "203", NULL);
  cor_call_set_ended (call, COR_CALL_END_REMOTE, NULL);
  talk (f, "205", COR_ORIGIN_TYPED);
  f->session->asked_call = 0;
  cor_session_confirm (f->session, cor_question_get_request (f->question));
  g_assert_cmpuint (f->refused, ==, 3);
  CLICK (f, "nethlink://listen?to=203");
  g_assert_cmpuint (f->refused, ==, 4);
}

/* What a link brings behind the number is offered, and never sent by itself. */
static void
test_post_dial (Clicks *f, gconstpointer data)
{
  CorCall *call = talk (f, "tel:0721405516;ext=204", COR_ORIGIN_LINK);

  g_assert_cmpstr (cor_call_get_post_dial (call), ==, "204");
  g_action_group_activate_action (G_ACTION_GROUP (f->session->actions), "send-post-dial",
                                  g_variant_new_uint32 (cor_call_get_id (call)));
  g_assert_null (cor_call_get_post_dial (call));
}

/* --- Rules. --- */

static gboolean
put_rule (Clicks *f, const char *scheme, const char *klass, const char *act)
{
  g_autoptr (GError) error = NULL;
  gboolean done = cor_session_put_rule (
    f->session, g_variant_new ("(sssss)", "link", scheme, klass, act, ""), &error);

  g_assert_true (done == (error == NULL));
  return done;
}

static void
test_rules (Clicks *f, gconstpointer data)
{
  g_assert_true (put_rule (f, "tel", "", "ask"));
  CLICK (f, "tel:202");
  clicks_assert_asks (f, "202", NULL);
  g_assert_cmpstr (cor_question_get_remember (f->question), ==, "internal");
  g_assert_cmpstr (cor_question_get_device (f->question), ==, COR_DEVICE_ID_THIS_COMPUTER);
  cor_session_remember (f->session, f->question, COR_DEVICE_ID_THIS_COMPUTER);
  cor_session_confirm (f->session, cor_question_get_request (f->question));
  ASSERT_DIALLED (f, "202", NULL);
  fake_clock_turn (f->line->clock, 5 * G_USEC_PER_SEC);
  CLICK (f, "tel:203");
  ASSERT_DIALLED (f, "202", "203", NULL);
  fake_clock_turn (f->line->clock, 5 * G_USEC_PER_SEC);
  CLICK (f, "tel:0721405516");
  ASSERT_DIALLED (f, "202", "203", NULL);
  clicks_assert_asks (f, "0721405516", NULL);
  cor_session_dismiss (f->session, cor_question_get_request (f->question));
  cor_session_drop_rule (f->session, g_variant_new ("(sssss)", "link", "tel", "", "", ""));
  fake_clock_turn (f->line->clock, 5 * G_USEC_PER_SEC);
  CLICK (f, "tel:0721405517");
  ASSERT_DIALLED (f, "202", "203", "0721405517", NULL);
  g_assert_false (put_rule (f, "", "forwarding", "dial"));
}

static void
test_switch (Clicks *f, gconstpointer data)
{
  g_settings_set_boolean (f->session->settings, "ask-before-calling", TRUE);
  CLICK (f, "callto:202");
  ASSERT_DIALLED (f, NULL);
  clicks_assert_asks (f, "202", NULL);
}

static void
test_emergency_never_waits (Clicks *f, gconstpointer data)
{
  g_autoptr (CorDialRequest) typed = cor_dial_request_new ("112", COR_ORIGIN_TYPED, NULL, NULL);

  fake_line_become (f->line, COR_LINE_REGISTERING, NULL);
  cor_session_dial (f->session, typed);
  g_assert_cmpuint (f->refused, ==, 1);
  g_assert_null (f->session->waiting);
  fake_line_become (f->line, COR_LINE_READY, NULL);
  cor_session_dial (f->session, typed);
  ASSERT_DIALLED (f, "112", NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_CLICKS ("/dial/redirected", test_redirected);
  ADD_CLICKS ("/dial/redirected-while-asked", test_redirected_while_asked);
  ADD_CLICKS ("/dial/one-click", test_one_click);
  ADD_CLICKS ("/dial/ask-then-confirm", test_ask_then_confirm);
  ADD_CLICKS ("/dial/ask-then-dismiss", test_ask_then_dismiss);
  ADD_CLICKS ("/dial/asked-in-the-same-turn", test_asked_in_the_same_turn);
  ADD_CLICKS ("/dial/bad-link", test_bad_link);
  ADD_CLICKS ("/dial/waits-for-line", test_waits_for_line);
  ADD_CLICKS ("/dial/waited-too-long", test_waited_too_long);
  ADD_CLICKS ("/dial/waited-just-long-enough", test_waited_just_long_enough);
  ADD_CLICKS ("/dial/two-wait", test_two_wait);
  ADD_CLICKS ("/dial/chosen-waits-on", test_chosen_waits_on);
  ADD_CLICKS ("/dial/neither-of-two", test_neither_of_two);
  ADD_CLICKS ("/dial/drop-while-asked", test_drop_while_asked);
  ADD_CLICKS ("/dial/danger-waits-for-its-answer", test_danger_waits_for_its_answer);
  ADD_CLICKS ("/dial/signed-out", test_signed_out);
  ADD_CLICKS ("/dial/sign-in-failed", test_sign_in_failed);
  ADD_CLICKS ("/dial/where-from", test_where_from);
  ADD_CLICKS ("/dial/link-while-asked", test_link_while_asked);
  ADD_CLICKS ("/dial/many-links", test_many_links);
  ADD_CLICKS ("/dial/emergency-while-asked", test_emergency_while_asked);
  ADD_CLICKS ("/dial/transfer", test_transfer);
  ADD_CLICKS ("/dial/post-dial", test_post_dial);
  ADD_CLICKS ("/dial/rules", test_rules);
  ADD_CLICKS ("/dial/switch", test_switch);
  ADD_CLICKS ("/dial/emergency-never-waits", test_emergency_never_waits);
  return g_test_run ();
}
