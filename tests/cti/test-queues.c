/* SPDX-License-Identifier: GPL-3.0-or-later
 * Queues: recorded answers, hostile ones, news, and what is asked of the server. Q26 */
#include "live-server.h"
#include "queues.h"
#include <string.h>

static GPtrArray *
fetch (Fixture *f, char *reply)
{
  g_auto (Waiter) waiter = { 0 };

  g_free (f->reply);
  f->reply = reply;
  cor_cti_fetch_queues_async (f->cti, NULL, on_waited, &waiter);
  return cor_cti_fetch_queues_finish (f->cti, wait_result (&waiter), NULL);
}

static void
test_recorded (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) queues = fetch (f, fixture_body ("middleware/021-ast-queues.json"));
  CorQueueMember *fixed, *away;

  g_assert_cmpuint (queues->len, ==, 2);
  g_assert_cmpstr (cor_queue_get_id (queues->pdata[0]), ==, "401");
  g_assert_cmpstr (cor_queue_get_name (queues->pdata[0]), ==, "Sales");
  g_assert_cmpuint (cor_queue_get_waiting (queues->pdata[0]), ==, 0);
  fixed = cor_queue_find_member (queues->pdata[0], "201");
  away = cor_queue_find_member (queues->pdata[0], "203");
  g_assert_true (cor_queue_member_is_logged_in (fixed));
  g_assert_false (cor_queue_member_is_dynamic (fixed));
  g_assert_true (cor_queue_member_is_dynamic (away));
  g_assert_false (cor_queue_member_is_logged_in (away));
  g_assert_null (cor_queue_find_member (queues->pdata[1], "201"));
}

/* Whatever is wrong leaves no more than the rest. */
static void
test_hostile (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) queues =
    fetch (f, g_strdup ("{\"a\":1,\"b\":{},\"c\":{\"queue\":\"\"},\"d\":{\"queue\":402,\"name\":7,"
                        "\"waitingCallers\":[],\"members\":{\"x\":1,\"y\":{},\"z\":{\"member\":201,"
                        "\"queue\":402,\"loggedIn\":\"yes\",\"paused\":1}}}}"));
  g_autoptr (GPtrArray) none = fetch (f, g_strdup ("[]"));
  CorQueueMember *member;

  g_assert_null (none);
  g_assert_cmpuint (queues->len, ==, 1);
  g_assert_cmpstr (cor_queue_get_name (queues->pdata[0]), ==, "402");
  g_assert_cmpuint (g_list_model_get_n_items (cor_queue_get_members (queues->pdata[0])), ==, 1);
  member = cor_queue_find_member (queues->pdata[0], "201");
  g_assert_false (cor_queue_member_is_logged_in (member));
  g_assert_false (cor_queue_member_is_paused (member));
}

static void
on_queue (GString *news, CorQueue *queue)
{
  g_string_append_printf (news, "%s %u;", cor_queue_get_id (queue), cor_queue_get_waiting (queue));
}

static void
on_member (GString *news, CorQueueMember *member)
{
  g_autofree char *state = cor_queue_member_dup_state (member);

  g_string_append_printf (news, "%s %s;", cor_queue_member_get_exten (member), state);
}

/* What is said three times is told once, and of a burst the newest. */
static void
test_news (Fixture *f, gconstpointer data)
{
  g_autoptr (GString) news = g_string_new (NULL);

  g_signal_connect_swapped (f->cti, "queue", G_CALLBACK (on_queue), news);
  g_signal_connect_swapped (f->cti, "queue-member", G_CALLBACK (on_member), news);
  fixture_go_online (f);
  for (guint i = 0; i < 3; i++)
    fixture_send_frame (
      f, "42[\"queueUpdate\",{\"queue\":\"401\",\"waitingCallers\":{\"a\":{},\"b\":{}}}]");
  for (guint i = 0; i < 3; i++)
    fixture_send_frame (f, "42[\"queueMemberUpdate\",{\"queue\":\"401\",\"member\":\"201\","
                           "\"loggedIn\":true,\"paused\":true,\"lastPausedInReason\":\"lunch\"}]");
  fixture_send_frame (f, "42[\"queueMemberUpdate\",{\"queue\":\"401\"}]");
  fixture_send_frame (f, "42[\"queueUpdate\",null]");
  fixture_settle (f);
  fake_clock_advance (f->clock, 100);
  g_assert_cmpstr (news->str, ==, "401 2;201 On a break: lunch;");
}

static void
order (Fixture *f, CorCtiQueueAct act, const char *reason, const char *wanted)
{
  const CorCtiQueueOrder what = { act, "401", "201", reason };
  g_auto (Waiter) waiter = { 0 };

  cor_cti_order_queue_async (f->cti, &what, NULL, on_waited, &waiter);
  g_assert_true (cor_cti_order_queue_finish (f->cti, wait_result (&waiter), NULL));
  g_assert_cmpstr (f->posts->pdata[f->n_posts - 1], ==, wanted);
}

#define BODY "{\"endpointId\":\"201\",\"queueId\":\"401\"}"

static void
test_orders (Fixture *f, gconstpointer data)
{
  order (f, COR_CTI_QUEUE_LOG_IN, NULL, "/astproxy/queuemember_add " BODY);
  order (f, COR_CTI_QUEUE_LOG_OUT, NULL, "/astproxy/queuemember_remove " BODY);
  order (f, COR_CTI_QUEUE_PAUSE, "lunch",
         "/astproxy/queuemember_pause {\"endpointId\":\"201\",\"queueId\":\"401\",\"reason\":"
         "\"lunch\"}");
  order (f, COR_CTI_QUEUE_PAUSE, NULL, "/astproxy/queuemember_pause " BODY);
  order (f, COR_CTI_QUEUE_GO_ON, NULL, "/astproxy/queuemember_unpause " BODY);
}

#define ADD(name, func) \
  g_test_add ("/cti/queues/" name, Fixture, NULL, fixture_setup, func, fixture_teardown)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("recorded", test_recorded);
  ADD ("hostile", test_hostile);
  ADD ("news", test_news);
  ADD ("orders", test_orders);
  return g_test_run ();
}
