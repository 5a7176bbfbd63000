/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the company shares, as the session keeps it: who is parked and for how long
 * (M44), under a clock that is turned by hand; speed dials in an order of their own (M61); the
 * queues that the user answers (Q26). */
#include "session/book.h"
#include "live-server.h"
#include "session-reception.h"

typedef struct {
  Fixture server;
  CorSession *session;
} Company;

static void
set_up (Company *f, gconstpointer data)
{
  g_auto (Waiter) waiter = { 0 };

  fixture_setup (&f->server, NULL);
  fixture_go_online (&f->server);
  f->session = cor_session_new ();
  f->session->clock = &f->server.clock->clock;
  f->session->cti = g_object_ref (f->server.cti);
  f->session->account_cancellable = g_cancellable_new ();
  cor_cti_fetch_profile_async (f->server.cti, NULL, on_waited, &waiter);
  f->session->profile = cor_cti_fetch_profile_finish (f->server.cti, wait_result (&waiter), NULL);
  g_assert_true (f->session->profile->parkings);
  cor_session_build_devices (f->session);
  cor_session_watch_reception (f->session);
}

/* What is under way holds the session. */
static void
settle (Company *f)
{
  gint64 deadline = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  while (G_OBJECT (f->session)->ref_count > 1) {
    g_assert_cmpint (g_get_monotonic_time (), <, deadline);
    run_for (1);
  }
}

/* As an account is closed. */
static void
tear_down (Company *f, gconstpointer data)
{
  g_cancellable_cancel (f->session->account_cancellable);
  cor_session_forget_reception (f->session);
  settle (f);
  g_assert_finalize_object (f->session);
  fixture_teardown (&f->server, NULL);
}

static void
tell (Company *f, const char *frame)
{
  fixture_send_frame (&f->server, frame);
  fixture_settle (&f->server);
  fake_clock_advance (f->server.clock, 100);
}

/* "LOT WHO SECONDS" of each. */
static void
assert_parked (Company *f, const char *wanted)
{
  GListModel *parked = cor_session_get_parked (f->session);
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (parked); i++) {
    g_autoptr (CorParkedCall) call = g_list_model_get_item (parked, i);
    const char *name = cor_parked_call_get_name (call);

    g_string_append_printf (all, "%s %s %u;", cor_parked_call_get_lot (call),
                            name != NULL ? name : cor_parked_call_get_number (call),
                            cor_parked_call_get_seconds (call));
  }
  g_assert_cmpstr (all->str, ==, wanted);
}

#define PARKED(lot, who, seconds)                                                                 \
  "42[\"parkingUpdate\",{\"parking\":\"" lot "\",\"timeout\":60,\"parkedCaller\":{\"num\":\"" who \
  "\",\"name\":\"\",\"channel\":\"c\",\"timeout\":" seconds "}}]"
#define FREE(lot) \
  "42[\"parkingUpdate\",{\"parking\":\"" lot "\",\"timeout\":60,\"parkedCaller\":{}}]"

/* The seconds count down by themselves; that somebody is gone is the server's to say. */
static void
test_countdown (Company *f, gconstpointer data)
{
  guint timers = fake_clock_count_timers (f->server.clock);

  tell (f, PARKED ("75", "0721405516", "3"));
  tell (f, PARKED ("9", "0721405517", "60"));
  assert_parked (f, "9 0721405517 60;75 0721405516 3;");
  fake_clock_advance (f->server.clock, 1000);
  assert_parked (f, "9 0721405517 60;75 0721405516 2;"); /* a second that has begun counts */
  fake_clock_advance (f->server.clock, 1000);
  fake_clock_advance (f->server.clock, 1000);
  fake_clock_advance (f->server.clock, 1000);
  assert_parked (f, "9 0721405517 57;75 0721405516 0;");
  tell (f, FREE ("75"));
  tell (f, FREE ("9"));
  assert_parked (f, "");
  g_assert_cmpuint (fake_clock_count_timers (f->server.clock), ==, timers); /* nobody waits */
}

/* Not the server's own events, but what an answer says: the list is whole then. */
static void
test_fetched (Company *f, gconstpointer data)
{
  f->server.reply = fixture_body ("ns8/115-ast-parkings-parked.json");
  tell (f, PARKED ("71", "0721405516", "30"));
  cor_session_fetch_reception (f->session);
  settle (f);
  assert_parked (f, "75 Carla Verdi 57;");
}

/* What changed before the first event could come is asked for once events do. */
static void
test_missed (Company *f, gconstpointer data)
{
  cor_cti_stop_realtime (f->server.cti);
  f->server.reply = fixture_body ("ns8/115-ast-parkings-parked.json");
  fixture_go_online (&f->server);
  settle (f);
  assert_parked (f, "75 Carla Verdi 57;");
}

static void
fetch_dials (Company *f, const char *reply)
{
  g_free (f->server.reply);
  f->server.reply = g_strdup (reply);
  cor_session_fetch_speed_dials (f->session);
  settle (f);
}

/* Set apart by marks of its own. */
#define SHOWN(number) "\xe2\x81\xa6" number "\xe2\x81\xa9"

static void
assert_shown (Company *f, const char *wanted)
{
  GListModel *parked = cor_session_get_parked (f->session);
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (parked); i++) {
    g_autoptr (CorParkedCall) call = g_list_model_get_item (parked, i);

    g_string_append_printf (all, "%s;", cor_parked_call_get_shown (call));
  }
  g_assert_cmpstr (all->str, ==, wanted);
}

/* As everywhere, and once the user's country is another one. */
static void
test_numbers (Company *f, gconstpointer data)
{
  GSettings *settings = f->session->settings;
  g_autoptr (CorSpeedDial) anna = NULL;

  tell (f, PARKED ("75", "0721405516", "30"));
  tell (f, PARKED ("76", "07214055xx", "30"));
  fetch_dials (f, "[{\"id\":6,\"name\":\"Anna\",\"speeddial_num\":\"+390721405516\"}]");
  anna = cor_session_find_speed_dial (f->session, 6);
  g_settings_set_string (settings, "country", "it");
  assert_shown (f, SHOWN ("0721 405516") ";07214055xx;");
  g_assert_cmpstr (cor_speed_dial_get_shown_number (anna), ==, SHOWN ("0721 405516"));
  g_settings_set_string (settings, "country", "gb");
  g_assert_cmpstr (cor_speed_dial_get_shown_number (anna), ==, SHOWN ("+39 0721 405516"));
  tell (f, PARKED ("77", "+442079460000", "30"));
  g_settings_reset (settings, "country");
  tell (f, FREE ("75"));
  tell (f, FREE ("76"));
  g_settings_set_string (settings, "country", "gb");
  assert_shown (f, SHOWN ("020 7946 0000") ";");
  g_settings_reset (settings, "country");
}

static const char *
refusal (Company *f, const char *lot)
{
  static char text[200];
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (GError) error = NULL;

  cor_session_pick_up_parked_async (f->session, lot, on_waited, &waiter);
  if (cor_session_reception_finish (f->session, wait_result (&waiter), &error))
    return NULL;
  g_strlcpy (text, error->message, sizeof text);
  return text;
}

static void
test_pick_up (Company *f, gconstpointer data)
{
  g_autofree char *desk = g_strdup ("201");

  g_assert_cmpstr (refusal (f, "75"), ==, "Nobody waits in that parking any more.");
  tell (f, PARKED ("75", "0721405516", "30"));
  cor_session_choose_device (f->session, desk);
  f->server.n_posts = 0;
  g_ptr_array_set_size (f->server.posts, 0);
  g_assert_null (refusal (f, "75"));
  g_assert_cmpstr (f->server.posts->pdata[f->server.posts->len - 1], ==,
                   "/astproxy/pickup_parking {\"parking\":\"75\",\"destId\":\"201\"}");
  assert_parked (f, "75 0721405516 30;"); /* until the server says so */
  f->session->profile->parkings = FALSE;
  g_assert_cmpstr (refusal (f, "75"), ==, "Your account may not do that.");
}

/* Who may not see parkings is asked nothing, and shown nothing. */
static void
test_not_permitted (Company *f, gconstpointer data)
{
  tell (f, PARKED ("75", "0721405516", "30"));
  f->session->profile->parkings = FALSE;
  f->server.n_posts = 0;
  cor_session_fetch_parking (f->session);
  assert_parked (f, "");
  tell (f, PARKED ("76", "0721405516", "30"));
  assert_parked (f, "");
  g_assert_cmpuint (f->server.n_posts, ==, 0);
}

/* --- Speed dials. --- */

#define THREE                                                                               \
  "[{\"id\":6,\"name\":\"Anna\",\"speeddial_num\":\"0721\",\"notes\":\"speeddial-basic\"}," \
  "{\"id\":7,\"name\":\"carla\",\"company\":\"Carla Verdi\",\"speeddial_num\":\"203\","     \
  "\"notes\":\"speeddial-favorite\"},"                                                      \
  "{\"id\":9,\"name\":\"Zoe\",\"speeddial_num\":\"0722\",\"notes\":\"\"}]"

static void
assert_dials (Company *f, const char *wanted)
{
  GListModel *dials = cor_session_get_speed_dials (f->session);
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (dials); i++) {
    g_autoptr (CorSpeedDial) dial = g_list_model_get_item (dials, i);

    g_string_append_printf (all, "%u %s;", cor_speed_dial_get_position (dial),
                            cor_speed_dial_get_shown (dial));
  }
  g_assert_cmpstr (all->str, ==, wanted);
}

/* The server has no order: it is kept here, account by account. */
static void
test_order (Company *f, gconstpointer data)
{
  g_autoptr (GVariant) kept = NULL;

  g_settings_reset (f->session->settings, "speed-dial-order");
  cor_session_set_text (f->session, PROP_USER_NAME, "demo");
  fetch_dials (f, THREE);
  assert_dials (f, "1 Anna;2 Carla Verdi;3 Zoe;");
  g_assert_true (cor_session_move_speed_dial (f->session, 9, 1));
  assert_dials (f, "1 Zoe;2 Anna;3 Carla Verdi;");
  g_assert_false (cor_session_move_speed_dial (f->session, 5, 1));
  g_assert_false (cor_session_move_speed_dial (f->session, 9, 0));
  cor_session_forget_speed_dials (f->session);
  fetch_dials (f, THREE);
  assert_dials (f, "1 Zoe;2 Anna;3 Carla Verdi;");
  cor_session_set_text (f->session, PROP_USER_NAME, "demo3");
  cor_session_forget_speed_dials (f->session);
  fetch_dials (f, THREE);
  assert_dials (f, "1 Anna;2 Carla Verdi;3 Zoe;");
  for (guint i = 0; i < 20; i++) {
    g_autofree char *user = g_strdup_printf ("user%u", i);

    cor_session_set_text (f->session, PROP_USER_NAME, user);
    g_assert_true (cor_session_move_speed_dial (f->session, 9, 1 + i % 2));
    g_assert_true (cor_session_move_speed_dial (f->session, 9, 3));
  }
  kept = g_settings_get_value (f->session->settings, "speed-dial-order");
  g_assert_cmpuint (g_variant_n_children (kept), <=, 8);
  g_settings_reset (f->session->settings, "speed-dial-order");
}

static char *
write_dial (Company *f, CorSpeedDial *before, const char *name, const char *number)
{
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (GError) error = NULL;

  g_ptr_array_set_size (f->server.posts, 0);
  cor_session_write_speed_dial_async (f->session, before, name, number, on_waited, &waiter);
  if (cor_session_write_speed_dial_finish (f->session, wait_result (&waiter), &error))
    return g_strdup (f->server.posts->pdata[0]);
  return g_strdup (error->message);
}

static void
assert_written (Company *f, gint64 id, const char *name, const char *number, const char *wanted)
{
  g_autoptr (CorSpeedDial) before = cor_session_find_speed_dial (f->session, id);
  g_autofree char *outcome = write_dial (f, before, name, number);

  g_assert_cmpstr (outcome, ==, wanted);
}

static void
test_written (Company *f, gconstpointer data)
{
  fetch_dials (f, THREE);
  assert_written (f, 0, " Max ", " 0721 405516 ",
                  "/phonebook/create {\"type\":\"speeddial\",\"notes\":\"speeddial-basic\","
                  "\"name\":\"Max\",\"speeddial_num\":\"0721 405516\"}");
  assert_written (f, 6, "Anna B", "0723",
                  "/phonebook/modify_cticontact {\"id\":\"6\",\"type\":\"speeddial\","
                  "\"notes\":\"speeddial-basic\",\"name\":\"Anna B\",\"speeddial_num\":\"0723\"}");
  assert_written (f, 7, "carla", "204",
                  "A favorite colleague is changed by your administrator alone.");
  assert_written (f, 0, "", "204", "Give a name of up to 255 letters.");
  assert_written (f, 0, "Max", "Max", "That is no phone number.");
  f->session->profile->writes_own = FALSE;
  assert_written (f, 0, "Max", "204", "Your account may not do that.");
}

/* For the eye at once; at the server when it is committed, and back when that does not want to. */
static void
test_deleted (Company *f, gconstpointer data)
{
  g_autoptr (CorSpeedDial) anna = NULL;
  guint before, id;

  fetch_dials (f, THREE);
  anna = cor_session_find_speed_dial (f->session, 6);
  id = cor_session_delete_speed_dial (f->session, anna);
  assert_dials (f, "1 Carla Verdi;2 Zoe;");
  g_action_group_activate_action (G_ACTION_GROUP (f->session->actions), "undo-delete",
                                  g_variant_new_uint32 (id));
  assert_dials (f, "1 Anna;2 Carla Verdi;3 Zoe;");
  before = f->server.n_posts;
  cor_session_commit_delete (f->session, id); /* its toast is gone too */
  settle (f);
  g_assert_cmpuint (f->server.n_posts, ==, before);
  id = cor_session_delete_speed_dial (f->session, anna);
  f->server.status = 500;
  cor_session_commit_delete (f->session, id);
  settle (f);
  g_assert_cmpuint (f->server.n_posts, ==, before + 1);
  g_assert_cmpstr (f->server.posts->pdata[f->server.posts->len - 1], ==,
                   "/phonebook/delete_cticontact {\"id\":\"6\"}");
  assert_dials (f, "1 Anna;2 Carla Verdi;3 Zoe;");
  f->server.status = 200;
  id = cor_session_delete_speed_dial (f->session, anna);
  cor_session_commit_delete (f->session, id);
  settle (f);
  g_assert_cmpuint (f->server.n_posts, ==, before + 3);
  assert_dials (f, "1 Anna;2 Carla Verdi;3 Zoe;"); /* as the server lists them now */
}

/* A star is one of them: who loses the one loses the other. */
static void
test_star (Company *f, gconstpointer data)
{
  g_autoptr (GPtrArray) company = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (CorSpeedDial) carla = NULL;
  const char *phones[] = { "203", NULL }, *groups[] = { NULL };

  g_ptr_array_add (company, cor_colleague_new (&(CorColleagueFields){ .username = "carla",
                                                                      .name = "Carla Verdi",
                                                                      .extension = "203",
                                                                      .phones = phones,
                                                                      .groups = groups,
                                                                      .favourite = 7 }));
  cor_colleague_list_take (f->session->colleagues, company);
  fetch_dials (f, THREE);
  carla = cor_session_find_speed_dial (f->session, 7);
  cor_session_commit_delete (f->session, cor_session_delete_speed_dial (f->session, carla));
  settle (f);
  g_assert_cmpint (
    cor_colleague_get_favourite (cor_colleague_list_find (f->session->colleagues, "carla")), ==, 0);
}

/* --- Queues. --- */

static void
assert_queues (Company *f, const char *wanted)
{
  GListModel *queues = cor_session_get_queues (f->session);
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (queues); i++) {
    g_autoptr (CorQueue) queue = g_list_model_get_item (queues, i);
    CorQueueMember *own = cor_session_get_own_member (f->session, queue);
    g_autofree char *state = cor_queue_member_dup_state (own);

    g_string_append_printf (all, "%s %u %s;", cor_queue_get_id (queue),
                            cor_queue_get_waiting (queue), state);
  }
  g_assert_cmpstr (all->str, ==, wanted);
}

static void
fetch_queues (Company *f)
{
  g_free (f->server.reply);
  f->server.reply = fixture_body ("middleware/021-ast-queues.json");
  cor_session_fetch_queues (f->session);
  settle (f);
}

#define MEMBER(queue, exten, more)                                        \
  "42[\"queueMemberUpdate\",{\"queue\":\"" queue "\",\"member\":\"" exten \
  "\",\"type\":\"dynamic\",\"loggedIn\":true," more "}]"

/* Only the user's own, and as the server tells of them. */
static void
test_queues (Company *f, gconstpointer data)
{
  fetch_queues (f);
  assert_queues (f, "401 0 Logged in;");
  tell (f, "42[\"queueUpdate\",{\"queue\":\"401\",\"name\":\"Sales\",\"members\":{\"201\":{"
           "\"queue\":\"401\",\"member\":\"201\",\"loggedIn\":true}},"
           "\"waitingCallers\":{\"a\":{},\"b\":{}}}]");
  assert_queues (f, "401 2 Logged in;");
  tell (f, MEMBER ("401", "201", "\"paused\":true,\"lastPausedInReason\":\"lunch\""));
  assert_queues (f, "401 2 On a break: lunch;");
  tell (f, MEMBER ("402", "201", "\"paused\":false")); /* of a queue that is not shown */
  assert_queues (f, "401 2 On a break: lunch;");
  tell (f, "42[\"queueUpdate\",{\"queue\":\"402\",\"members\":{\"201\":{\"queue\":\"402\","
           "\"member\":\"201\"}}}]");
  assert_queues (f, "401 2 On a break: lunch;402 0 Logged out;");
  tell (f, "42[\"queueUpdate\",{\"queue\":\"401\",\"members\":{}}]");
  assert_queues (f, "402 0 Logged out;");
  f->session->profile->queues = FALSE;
  cor_session_fetch_queues (f->session);
  assert_queues (f, "");
}

static void
assert_act (Company *f, CorQueueAct act, const char *queue, const char *reason, const char *wanted)
{
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (GError) error = NULL;

  g_ptr_array_set_size (f->server.posts, 0);
  cor_session_act_on_queue_async (f->session, act, queue, reason, on_waited, &waiter);
  if (cor_session_reception_finish (f->session, wait_result (&waiter), &error))
    g_assert_cmpstr (f->server.posts->pdata[0], ==, wanted);
  else
    g_assert_cmpstr (error->message, ==, wanted);
}

static void
test_queue_acts (Company *f, gconstpointer data)
{
  g_autofree char *long_reason = g_strnfill (65, 'x');

  fetch_queues (f);
  assert_act (f, COR_QUEUE_PAUSE, "401", "lunch",
              "/astproxy/queuemember_pause {\"endpointId\":\"201\",\"queueId\":\"401\","
              "\"reason\":\"lunch\"}");
  assert_act (f, COR_QUEUE_PAUSE, "401", "",
              "/astproxy/queuemember_pause {\"endpointId\":\"201\",\"queueId\":\"401\"}");
  assert_act (f, COR_QUEUE_GO_ON, "401", NULL,
              "/astproxy/queuemember_unpause {\"endpointId\":\"201\",\"queueId\":\"401\"}");
  assert_act (f, COR_QUEUE_PAUSE, "401", long_reason, "Give a reason of up to 64 letters.");
  assert_act (f, COR_QUEUE_LOG_OUT, "401", NULL,
              "Your administrator has put you into this queue for good.");
  assert_act (f, COR_QUEUE_LOG_IN, "402", NULL, "You answer no such queue.");
  tell (f, MEMBER ("401", "201", "\"paused\":false"));
  assert_act (f, COR_QUEUE_LOG_OUT, "401", NULL,
              "/astproxy/queuemember_remove {\"endpointId\":\"201\",\"queueId\":\"401\"}");
  assert_act (f, COR_QUEUE_LOG_IN, "401", NULL,
              "/astproxy/queuemember_add {\"endpointId\":\"201\",\"queueId\":\"401\"}");
  f->session->profile->queues = FALSE;
  assert_act (f, COR_QUEUE_PAUSE, "401", NULL, "Your account may not do that.");
}

#define ADD(name, func) \
  g_test_add ("/session/reception/" name, Company, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("parked/countdown", test_countdown);
  ADD ("parked/fetched", test_fetched);
  ADD ("parked/missed", test_missed);
  ADD ("parked/pick-up", test_pick_up);
  ADD ("numbers", test_numbers);
  ADD ("parked/not-permitted", test_not_permitted);
  ADD ("speed-dials/order", test_order);
  ADD ("speed-dials/written", test_written);
  ADD ("speed-dials/deleted", test_deleted);
  ADD ("speed-dials/star", test_star);
  ADD ("queues/shown", test_queues);
  ADD ("queues/acts", test_queue_acts);
  return g_test_run ();
}
