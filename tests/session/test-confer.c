/* SPDX-License-Identifier: GPL-3.0-or-later
 * How long a conference waits: for the exchange to call its user, and for the server to end the
 * call whose other side it has taken. By a clock that is turned by hand. */
#include "event.h"
#include "fake-control.h"
#include "live-server.h"
#include "session-conference.h"
#include <string.h>

#define JOIN_MS 20000
#define LEAVE_MS 3000
#define NOT_CALLED "Your phone was not called. Try again."

typedef struct {
  Fixture server;
  CorSession *session;
  FakeControl *control;
} Meeting;

static void
set_up (Meeting *f, gconstpointer data)
{
  fixture_setup (&f->server, NULL);
  f->server.reply = g_strdup ("{}");
  fixture_go_online (&f->server);
  f->control = fake_control_new ();
  f->session = cor_session_new ();
  f->session->clock = &f->server.clock->clock;
  f->session->cti = g_object_ref (f->server.cti);
  f->session->profile = g_new0 (CorCtiProfile, 1);
  f->session->profile->conference = TRUE;
  f->session->profile->main_extension = g_strdup ("201");
}

static void
on_gone (gpointer gone, GObject *object)
{
  *(gboolean *)gone = TRUE;
}

static void
tear_down (Meeting *f, gconstpointer data)
{
  gboolean gone = FALSE;

  g_object_weak_ref (G_OBJECT (f->session), on_gone, &gone);
  cor_session_conference_clear (f->session);
  g_object_unref (f->session);
  run_until (&gone); /* requests under way hold it */
  g_object_unref (f->control);
  fixture_teardown (&f->server, NULL);
}

static guint
count (Meeting *f, const char *path)
{
  guint n = 0;

  for (guint i = 0; i < f->server.posts->len; i++)
    n += g_str_has_prefix (f->server.posts->pdata[i], path);
  return n;
}

static void
wait_asked (Meeting *f, const char *path)
{
  while (count (f, path) == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
assert_state (Meeting *f, CorConferenceState state, const char *trouble)
{
  g_assert_cmpint (cor_conference_get_state (f->session->conference), ==, state);
  g_assert_cmpstr (cor_conference_get_trouble (f->session->conference), ==, trouble);
}

/* --- The exchange calls the user --- */

static void
join (Meeting *f)
{
  cor_session_begin_meet (f->session, "201", TRUE);
  cor_session_join_meet (f->session, NULL);
  wait_asked (f, "/astproxy/join_myconf");
  assert_state (f, COR_CONFERENCE_JOINING, NULL);
}

/* As the exchange calls; transfer full. */
static CorCall *
ring (Meeting *f)
{
  CorCall *call = cor_call_new (COR_CALL_CONTROL (f->control), TRUE, "201", "here", TRUE);

  cor_call_list_add (f->session->calls, call);
  return call;
}

static void
assert_told (Meeting *f, const char *what)
{
  g_autofree char *told = fake_control_take (f->control);

  g_assert_true (g_str_has_prefix (told, what));
  g_assert_true ((*told == '\0') == (*what == '\0'));
}

static void
test_not_called (Meeting *f, gconstpointer data)
{
  g_autoptr (CorCall) late = NULL;

  join (f);
  fake_clock_advance (f->server.clock, JOIN_MS - 1);
  assert_state (f, COR_CONFERENCE_JOINING, NULL);
  fake_clock_advance (f->server.clock, 1);
  assert_state (f, COR_CONFERENCE_WAITING, NOT_CALLED);
  late = ring (f); /* may be anybody's by now */
  assert_told (f, "");
  g_assert_null (f->session->meet->inside);
  cor_call_set_ended (late, COR_CALL_END_MISSED, NULL);
}

static void
test_called (Meeting *f, gconstpointer data)
{
  g_autoptr (CorCall) call = NULL;

  join (f);
  fake_clock_advance (f->server.clock, JOIN_MS - 1);
  call = ring (f);
  assert_told (f, "answer");
  cor_call_set_state (call, COR_CALL_ACTIVE);
  fake_clock_advance (f->server.clock, JOIN_MS);
  assert_state (f, COR_CONFERENCE_INSIDE, NULL);
  cor_call_set_ended (call, COR_CALL_END_REMOTE, NULL);
}

/* Asked for again, the time begins anew. */
static void
test_asked_again (Meeting *f, gconstpointer data)
{
  join (f);
  fake_clock_advance (f->server.clock, JOIN_MS - 1);
  cor_session_join_meet (f->session, NULL);
  fake_clock_advance (f->server.clock, JOIN_MS - 1);
  assert_state (f, COR_CONFERENCE_JOINING, NULL);
  fake_clock_advance (f->server.clock, 1);
  assert_state (f, COR_CONFERENCE_WAITING, NOT_CALLED);
}

/* --- The server takes whom the user talks to --- */

static void
tell_conversation (Meeting *f)
{
  const char *text = "{\"exten\":\"201\",\"status\":\"busy\",\"conversations\":{\"a>b\":{"
                     "\"id\":\"a>b\",\"linkedId\":\"1.1\",\"uniqueId\":\"1.1\",\"connected\":true,"
                     "\"counterpartNum\":\"203\"}}}";
  g_autoptr (JsonObject) news = cor_json_parse_object (text, strlen (text), NULL);

  g_hash_table_replace (f->server.cti->computers, g_strdup ("201"), cor_exten_parse (news));
}

/* 204 is to be added to a call with 203, whom the server has taken; transfer full. */
static CorCall *
put (Meeting *f)
{
  CorCall *call = cor_call_new (COR_CALL_CONTROL (f->control), FALSE, "203", "here", TRUE);
  const CorWish wish = { .kind = COR_WISH_ADD, .call = call, .who = "204" };

  cor_call_set_state (call, COR_CALL_ACTIVE);
  cor_call_list_add (f->session->calls, call);
  tell_conversation (f);
  cor_session_confer_async (f->session, &wish, NULL, NULL);
  assert_state (f, COR_CONFERENCE_BEGINNING, NULL);
  fake_clock_advance (f->server.clock, LEAVE_MS); /* counts from the answer */
  assert_told (f, "");
  while (f->session->meet->putting)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count (f, "/astproxy/start_conf"), ==, 1);
  assert_state (f, COR_CONFERENCE_ASKING, NULL);
  return call;
}

static void
test_not_left (Meeting *f, gconstpointer data)
{
  g_autoptr (CorCall) call = put (f);

  fake_clock_advance (f->server.clock, LEAVE_MS - 1);
  assert_told (f, "");
  fake_clock_advance (f->server.clock, 1);
  assert_told (f, "hang-up");
  cor_call_set_ended (call, COR_CALL_END_LOCAL, NULL);
  wait_asked (f, "/astproxy/join_myconf"); /* no line to call 204 by */
}

static void
test_left (Meeting *f, gconstpointer data)
{
  g_autoptr (CorCall) call = put (f);

  fake_clock_advance (f->server.clock, LEAVE_MS - 1);
  cor_call_set_ended (call, COR_CALL_END_REMOTE, NULL);
  fake_clock_advance (f->server.clock, LEAVE_MS);
  assert_told (f, "");
  g_assert_cmpstr (cor_call_get_end_text (call), ==, "The call goes on in your conference.");
  wait_asked (f, "/astproxy/join_myconf");
}

#define ADD(name, func) g_test_add ("/session/confer/" name, Meeting, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("not-called", test_not_called);
  ADD ("called", test_called);
  ADD ("asked-again", test_asked_again);
  ADD ("not-left", test_not_left);
  ADD ("left", test_left);
  return g_test_run ();
}
