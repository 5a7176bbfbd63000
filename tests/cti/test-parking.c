/* SPDX-License-Identifier: GPL-3.0-or-later
 * Parked calls: recorded answers, hostile ones, news, and what is asked of the server. M44 */
#include "live-server.h"
#include "parking.h"
#include <string.h>

static CorParkedCall *
parse (const char *text)
{
  g_autoptr (JsonObject) object = cor_json_parse_object (text, strlen (text), NULL);

  g_assert_nonnull (object);
  return cor_parking_parse (object);
}

static GPtrArray *
fetch (Fixture *f, char *reply)
{
  g_auto (Waiter) waiter = { 0 };

  g_free (f->reply);
  f->reply = reply;
  cor_cti_fetch_parkings_async (f->cti, NULL, on_waited, &waiter);
  return cor_cti_fetch_parkings_finish (f->cti, wait_result (&waiter), NULL);
}

static void
test_recorded (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) empty = fetch (f, fixture_body ("middleware/022-ast-parkings.json"));
  g_autoptr (GPtrArray) one = fetch (f, fixture_body ("ns8/115-ast-parkings-parked.json"));
  CorParkedCall *call;

  g_assert_cmpuint (empty->len, ==, 0);
  g_assert_cmpuint (one->len, ==, 1);
  call = one->pdata[0];
  g_assert_cmpstr (cor_parked_call_get_lot (call), ==, "75");
  g_assert_cmpstr (cor_parked_call_get_number (call), ==, "203");
  g_assert_cmpstr (cor_parked_call_get_shown (call), ==, cor_parked_call_get_name (call));
  g_assert_cmpuint (cor_parked_call_get_seconds (call), ==, 57);
  g_assert_cmpstr (cor_parked_call_get_by (call), !=, "201"); /* their name */
}

/* Whatever is wrong leaves no more than the rest. */
static void
test_hostile (void)
{
  static const char *const none[] = { "{}", "{\"parking\":\"\"}", "{\"parking\":[]}" };
  static const char *const free_ones[] = { "{\"parking\":71}",
                                           "{\"parking\":\"71\",\"parkedCaller\":[]}",
                                           "{\"parking\":\"71\",\"parkedCaller\":{\"num\":{}}}" };
  g_autoptr (CorParkedCall) withheld = NULL, masked = NULL, long_one = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    g_assert_null (parse (none[i]));
  for (guint i = 0; i < G_N_ELEMENTS (free_ones); i++) {
    g_autoptr (CorParkedCall) call = parse (free_ones[i]);

    g_assert_false (cor_parked_call_is_taken (call));
  }
  withheld = parse ("{\"parking\":\"71\",\"timeout\":60,\"parkedCaller\":{\"num\":\"<unknown>\","
                    "\"name\":\"\",\"channel\":\"PJSIP/trunk-1\",\"timeout\":-5}}");
  g_assert_true (cor_parked_call_is_taken (withheld));
  g_assert_cmpstr (cor_parked_call_get_shown (withheld), ==, "Unknown caller");
  g_assert_cmpuint (cor_parked_call_get_seconds (withheld), ==, 0);
  masked = parse ("{\"parking\":\"71\",\"parkedCaller\":{\"num\":\"07214xxx\",\"name\":\"Max\","
                  "\"parkeeNum\":\"xxx\",\"parkeeName\":\"Bob\",\"timeout\":7}}");
  g_assert_cmpstr (cor_parked_call_get_shown (masked), ==, "07214xxx");
  g_assert_cmpstr (cor_parked_call_get_by (masked), ==, "xxx");
  long_one = parse ("{\"parking\":\"71\",\"parkedCaller\":{\"num\":\"2\","
                    "\"timeout\":99999999999999}}");
  g_assert_cmpuint (cor_parked_call_get_seconds (long_one), ==, COR_PARKING_SECONDS_MAX);
}

static void
test_limit (Fixture *f, gconstpointer data)
{
  GString *lots = g_string_new ("{");
  g_autoptr (GPtrArray) all = NULL;

  for (guint i = 0; i < COR_PARKINGS_MAX + 10; i++)
    g_string_append_printf (lots, "%s\"%u\":{\"parking\":\"%u\",\"parkedCaller\":{\"num\":\"2\"}}",
                            i > 0 ? "," : "", i, i);
  g_string_append_c (lots, '}');
  all = fetch (f, g_string_free (lots, FALSE));
  g_assert_cmpuint (all->len, ==, COR_PARKINGS_MAX);
}

static void
on_parking (GString *news, CorParkedCall *call)
{
  g_string_append_printf (news, "%s %s %u;", cor_parked_call_get_lot (call),
                          cor_parked_call_is_taken (call) ? cor_parked_call_get_number (call) : "-",
                          cor_parked_call_get_seconds (call));
}

#define NEWS(lot, who) "42[\"parkingUpdate\",{\"parking\":\"" lot "\",\"parkedCaller\":" who "}]"

/* What is said three times is told once. */
static void
test_news (Fixture *f, gconstpointer data)
{
  g_autoptr (GString) news = g_string_new (NULL);

  g_signal_connect_swapped (f->cti, "parking", G_CALLBACK (on_parking), news);
  fixture_go_online (f);
  for (guint i = 0; i < 3; i++)
    fixture_send_frame (f, NEWS ("75", "{\"num\":\"203\",\"timeout\":59}"));
  fixture_send_frame (f, NEWS ("76", "{\"num\":\"204\",\"timeout\":60}"));
  fixture_send_frame (f, "42[\"parkingUpdate\",7]");
  fixture_settle (f);
  fake_clock_advance (f->clock, 100);
  g_assert_cmpstr (news->str, ==, "75 203 59;76 204 60;");
  fixture_send_frame (f, NEWS ("75", "{}"));
  fixture_settle (f);
  fake_clock_advance (f->clock, 100);
  g_assert_cmpstr (news->str, ==, "75 203 59;76 204 60;75 - 0;");
}

static void
test_pick_up (Fixture *f, gconstpointer data)
{
  g_auto (Waiter) waiter = { 0 }, again = { 0 };

  cor_cti_pick_up_parked_async (f->cti, "75", "92201", NULL, on_waited, &waiter);
  g_assert_true (cor_cti_pick_up_parked_finish (f->cti, wait_result (&waiter), NULL));
  g_assert_cmpstr (f->posts->pdata[0], ==,
                   "/astproxy/pickup_parking {\"parking\":\"75\",\"destId\":\"92201\"}");
  f->status = 500;
  cor_cti_pick_up_parked_async (f->cti, "75", "92201", NULL, on_waited, &again);
  g_assert_false (cor_cti_pick_up_parked_finish (f->cti, wait_result (&again), NULL));
}

#define ADD(name, func) \
  g_test_add ("/cti/parking/" name, Fixture, NULL, fixture_setup, func, fixture_teardown)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cti/parking/hostile", test_hostile);
  ADD ("recorded", test_recorded);
  ADD ("limit", test_limit);
  ADD ("news", test_news);
  ADD ("pick-up", test_pick_up);
  return g_test_run ();
}
