/* SPDX-License-Identifier: GPL-3.0-or-later
 * Everybody at the company: recorded answers, what the profile lets be seen, hostile
 * answers, and what is asked of the server. */
#include "colleagues.h"
#include "live-server.h"
#include <string.h>

#define TWO_GROUPS \
  "{\"Sales\":{\"users\":[\"demo\",\"demo2\"]},\"After Sales!\":{\"users\":[\"demo3\"]}}"

static JsonObject *
parse_object (const char *text)
{
  return cor_json_parse_object (text, strlen (text), NULL);
}

static JsonArray *
parse_array (const char *text)
{
  return cor_json_parse_array (text, strlen (text), NULL);
}

static GPtrArray *
parse_company (const char *endpoints, const char *groups, const CorColleagueSight *sight)
{
  g_autoptr (JsonObject) people = parse_object (endpoints);
  g_autoptr (JsonObject) members = parse_object (groups);

  return cor_colleagues_parse (people, members, NULL, sight);
}

static char *
list_names (GPtrArray *colleagues)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < colleagues->len; i++)
    g_string_append_printf (names, "%s ", cor_colleague_get_username (colleagues->pdata[i]));
  return g_string_free (names, FALSE);
}

static void
assert_seen (const char *groups, const CorColleagueSight *sight, const char *wanted)
{
  g_autofree char *endpoints = fixture_body ("middleware/015-user-endpoints-all.json");
  g_autoptr (GPtrArray) colleagues = parse_company (endpoints, groups, sight);
  g_autofree char *names = list_names (colleagues);

  g_assert_cmpstr (names, ==, wanted);
}

/* Of the real server: with the groups as it has them. */
static void
test_recorded (void)
{
  const CorColleagueSight sight = { .username = "demo",
                                    .all_groups = TRUE,
                                    .groups = (const char *const[]){ NULL } };
  g_autofree char *endpoints = fixture_body ("middleware/015-user-endpoints-all.json");
  g_autofree char *groups = fixture_body ("middleware/023-ast-opgroups.json");
  g_autoptr (GPtrArray) colleagues = parse_company (endpoints, groups, &sight);
  CorColleague *bob;

  g_assert_cmpuint (colleagues->len, ==, 3);
  bob = colleagues->pdata[0];
  g_assert_cmpstr (cor_colleague_get_username (bob), ==, "demo2");
  g_assert_cmpstr (cor_colleague_get_extension (bob), ==, "202");
  g_assert_cmpstr (cor_colleague_get_phones (bob)[1], ==, "91202");
  g_assert_cmpstr (cor_colleague_get_groups (bob)[0], ==, "Sales");
  g_assert_null (cor_colleague_get_groups (bob)[1]);
  g_assert_cmpint (cor_colleague_get_now (bob)->presence, ==, COR_PRESENCE_ONLINE);
  g_assert_cmpint (cor_colleague_get_now (colleagues->pdata[2])->presence, ==,
                   COR_PRESENCE_OFFLINE);
}

static void
test_sight (void)
{
  CorColleagueSight sight = { .username = "demo", .groups = (const char *const[]){ NULL } };

  assert_seen (TWO_GROUPS, &sight, "demo2 ");
  sight.groups = (const char *const[]){ "grp_aftersales", "grp_none", NULL };
  assert_seen (TWO_GROUPS, &sight, "demo2 demo3 ");
  sight.username = "somebody";
  assert_seen (TWO_GROUPS, &sight, "demo3 ");
  sight.groups = (const char *const[]){ NULL };
  assert_seen (TWO_GROUPS, &sight, "");
  assert_seen ("{}", &sight, "");
  sight.all_groups = TRUE;
  assert_seen ("{}", &sight, "demo demo2 demo3 demo4 ");
}

/* Whatever has the wrong type is left out, and nothing else with it. */
static void
test_hostile (void)
{
  static const char *const groups[] = { "{}", "{\"Sales\":[]}", "{\"Sales\":{\"users\":{}}}",
                                        "{\"Sales\":{\"users\":[1,null,{},\"bob\"]}}" };
  const CorColleagueSight sight = { .username = "demo",
                                    .all_groups = TRUE,
                                    .groups = (const char *const[]){ NULL } };
  const char *people =
    "{\"a\":1,\"b\":null,\"c\":{},\"d\":{\"endpoints\":[]},\"e\":{\"endpoints\":{\"extension\":"
    "[1,{\"id\":\"\"},{\"id\":{}}]}},\"bob\":{\"name\":7,\"mainPresence\":\"asleep\",\"endpoints\":"
    "{\"mainextension\":\"x\",\"extension\":[{\"id\":202},{}]}}}";

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++) {
    g_autoptr (GPtrArray) colleagues = parse_company (people, groups[i], &sight);

    g_assert_cmpuint (colleagues->len, ==, 1);
    g_assert_cmpstr (cor_colleague_get_name (colleagues->pdata[0]), ==, "bob");
    g_assert_cmpstr (cor_colleague_get_extension (colleagues->pdata[0]), ==, "202");
  }
}

static void
test_limits (void)
{
  const CorColleagueSight sight = { .username = "demo",
                                    .all_groups = TRUE,
                                    .groups = (const char *const[]){ NULL } };
  g_autoptr (GString) people = g_string_new ("{");
  g_autoptr (GString) phones = g_string_new (NULL);
  g_autoptr (GPtrArray) colleagues = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (phones, "%s{\"id\":\"%u\"}", i > 0 ? "," : "", i);
  g_string_append_printf (people, "\"first\":{\"endpoints\":{\"extension\":[%s]}}", phones->str);
  for (guint i = 0; i < COR_COLLEAGUES_MAX + 100; i++)
    g_string_append_printf (people, ",\"u%u\":{\"endpoints\":{\"extension\":[{\"id\":\"%u\"}]}}", i,
                            i);
  g_string_append_c (people, '}');
  colleagues = parse_company (people->str, "{}", &sight);
  g_assert_cmpuint (colleagues->len, ==, COR_COLLEAGUES_MAX);
  g_assert_cmpuint (g_strv_length ((char **)cor_colleague_get_phones (colleagues->pdata[0])), ==,
                    16);
}

static void
test_favourites (void)
{
  g_autofree char *recorded = fixture_body ("middleware/047-speeddials.json");
  g_autoptr (JsonArray) none = parse_array (recorded);
  g_autoptr (JsonArray) some =
    parse_array ("[1,{},{\"id\":7,\"name\":\"bob\",\"notes\":\"speeddial-basic\"},"
                 "{\"id\":\"8\",\"name\":\"carla\",\"notes\":\"speeddial-favorite\"},"
                 "{\"id\":-1,\"name\":\"dario\",\"notes\":\"speeddial-favorite\"},"
                 "{\"id\":9,\"name\":{},\"notes\":\"speeddial-favorite\"}]");

  g_assert_cmpuint (json_array_get_length (none), >, 0);
  g_assert_cmpint (cor_colleagues_find_favourite (none, "Giulia Verdi"), ==, 0);
  g_assert_cmpint (cor_colleagues_find_favourite (some, "bob"), ==, 0);
  g_assert_cmpint (cor_colleagues_find_favourite (some, "carla"), ==, 8);
  g_assert_cmpint (cor_colleagues_find_favourite (some, "dario"), ==, 0);
  g_assert_cmpint (cor_colleagues_find_favourite (NULL, "carla"), ==, 0);
}

static void
describe (const char *conversations, CorColleaguePhone *ret_phone, CorExten **ret_exten)
{
  g_autofree char *text = g_strdup_printf (
    "{\"exten\":\"202\",\"status\":\"busy\",\"conversations\":{%s}}", conversations);
  g_autoptr (JsonObject) object = parse_object (text);

  *ret_exten = cor_exten_parse (object);
  cor_colleagues_describe_phone (*ret_exten, ret_phone);
}

static void
assert_with (const char *number, const char *name, const char *wanted)
{
  g_autofree char *conversation =
    g_strdup_printf ("\"a>b\":{\"id\":\"a>b\",\"linkedId\":\"1\",\"counterpartNum\":\"%s\","
                     "\"counterpartName\":\"%s\",\"startTime\":1795376944000,\"connected\":true,"
                     "\"direction\":\"in\"}",
                     number, name);
  g_autoptr (CorExten) exten = NULL;
  CorColleaguePhone phone;

  describe (conversation, &phone, &exten);
  g_assert_cmpstr (phone.with, ==, wanted);
  g_assert_cmpint (phone.since, ==, 1795376944);
  g_assert_true (phone.connected && phone.incoming);
}

/* What the profile hides is not shown as if it were a name. */
static void
test_with (void)
{
  g_autoptr (CorExten) exten = NULL;
  CorColleaguePhone phone;

  assert_with ("0721405516", "Max Rossi", "Max Rossi");
  assert_with ("0721405516", "<unknown>", "0721405516");
  assert_with ("0721405xxx", "xxx", NULL);
  assert_with ("xxx", "Max Rossi", NULL);
  assert_with ("", "", NULL);
  describe ("", &phone, &exten);
  g_assert_null (phone.with);
  g_assert_cmpint (phone.since, ==, 0);
}

/* --- What is asked of the server. --- */

typedef void (*ActFunc) (CorCti *cti,
                         const char *one,
                         const char *other,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer data);

static void
act (Fixture *f, ActFunc async, const char *wanted)
{
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (GError) error = NULL;

  async (f->cti, "202", "201", NULL, on_waited, &waiter);
  g_assert_true (cor_cti_colleague_act_finish (f->cti, wait_result (&waiter), &error));
  g_assert_no_error (error);
  g_assert_cmpstr (f->posts->pdata[f->n_posts - 1], ==, wanted);
}

static void
test_acts (Fixture *f, gconstpointer data)
{
  act (f, cor_cti_pick_up_async,
       "/astproxy/pickup_conv {\"endpointId\":\"202\",\"destId\":\"201\"}");
  act (f, cor_cti_recall_async, "/astproxy/recall_on_busy {\"caller\":\"202\",\"called\":\"201\"}");
}

static gboolean
star (Fixture *f, gint64 favourite, gboolean wanted, gint64 *ret_favourite)
{
  g_autoptr (CorColleague) bob = cor_colleague_new (&(CorColleagueFields){
    .username = "bob", .name = "Bob Bianchi", .extension = "202", .favourite = favourite });
  g_auto (Waiter) waiter = { 0 };

  cor_cti_star_async (f->cti, bob, wanted, NULL, on_waited, &waiter);
  return cor_cti_star_finish (f->cti, wait_result (&waiter), ret_favourite, NULL);
}

static void
test_star (Fixture *f, gconstpointer data)
{
  gint64 favourite = -1;

  f->reply = g_strdup ("[{\"id\":12,\"name\":\"bob\",\"notes\":\"speeddial-favorite\"}]");
  g_assert_true (star (f, 0, TRUE, &favourite));
  g_assert_cmpint (favourite, ==, 12);
  g_assert_cmpuint (f->n_posts, ==, 2);
  g_assert_cmpstr (f->posts->pdata[0], ==,
                   "/phonebook/create {\"type\":\"speeddial\",\"notes\":\"speeddial-favorite\","
                   "\"name\":\"bob\",\"company\":\"Bob Bianchi\",\"speeddial_num\":\"202\"}");
  g_assert_cmpstr (f->posts->pdata[1], ==, "/phonebook/speeddials ");
  g_assert_true (star (f, 12, FALSE, &favourite));
  g_assert_cmpint (favourite, ==, 0);
  g_assert_cmpstr (f->posts->pdata[2], ==, "/phonebook/delete_cticontact {\"id\":\"12\"}");
  g_free (f->reply);
  f->reply = g_strdup ("[]"); /* it says that it did, and did not */
  g_assert_false (star (f, 0, TRUE, &favourite));
  f->status = 403;
  g_assert_false (star (f, 12, FALSE, &favourite));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cti/colleagues/recorded", test_recorded);
  g_test_add_func ("/cti/colleagues/sight", test_sight);
  g_test_add_func ("/cti/colleagues/hostile", test_hostile);
  g_test_add_func ("/cti/colleagues/limits", test_limits);
  g_test_add_func ("/cti/colleagues/favourites", test_favourites);
  g_test_add_func ("/cti/colleagues/with", test_with);
  g_test_add ("/cti/colleagues/acts", Fixture, NULL, fixture_setup, test_acts, fixture_teardown);
  g_test_add ("/cti/colleagues/star", Fixture, NULL, fixture_setup, test_star, fixture_teardown);
  return g_test_run ();
}
