/* SPDX-License-Identifier: GPL-3.0-or-later
 * Speed dials: recorded answers, hostile ones, and what is asked of the server. M61 */
#include "live-server.h"
#include "speed-dials.h"
#include <string.h>

static GPtrArray *
parse (const char *text)
{
  g_autoptr (JsonArray) rows = cor_json_parse_array (text, strlen (text), NULL);

  g_assert_nonnull (rows);
  return cor_speed_dials_parse (rows);
}

static void
test_recorded (void)
{
  static const char *const files[] = { "middleware/049-speeddials-after.json",
                                       "ns8/071-speeddials-after.json" };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *text = fixture_body (files[i]);
    g_autoptr (GPtrArray) dials = parse (text);
    CorSpeedDial *last = dials->pdata[dials->len - 1];
    gboolean found = FALSE;

    for (guint k = 0; k < dials->len; k++)
      found |= g_str_has_suffix (cor_speed_dial_get_shown (dials->pdata[k]), " speed") &&
               g_str_equal (cor_speed_dial_get_number (dials->pdata[k]), "0721777888");
    g_assert_true (found);
    g_assert_false (cor_speed_dial_is_favourite (last));
  }
}

/* Whatever is wrong leaves no more than the rest. */
static void
test_hostile (void)
{
  g_autoptr (GPtrArray) none = cor_speed_dials_parse (NULL);
  g_autoptr (GPtrArray) some =
    parse ("[1,null,{},{\"id\":1,\"name\":\"no number\"},{\"id\":0,\"speeddial_num\":\"2\"},"
           "{\"id\":99999999999,\"speeddial_num\":\"2\"},{\"id\":2,\"speeddial_num\":[]},"
           "{\"id\":3,\"name\":7,\"notes\":\"speeddial-favorite\",\"speeddial_num\":\"203\"},"
           "{\"id\":\"4\",\"name\":{},\"company\":\"Rossi\",\"speeddial_num\":203}]");
  g_autoptr (GString) many = g_string_new ("[");
  g_autoptr (GPtrArray) all = NULL;

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (some->len, ==, 1);
  g_assert_cmpstr (cor_speed_dial_get_shown (some->pdata[0]), ==, "Rossi");
  g_assert_cmpstr (cor_speed_dial_get_number (some->pdata[0]), ==, "203");
  for (guint i = 1; i < COR_SPEED_DIALS_MAX + 50; i++)
    g_string_append_printf (many, "%s{\"id\":%u,\"speeddial_num\":\"2\"}", i > 1 ? "," : "", i);
  g_string_append_c (many, ']');
  all = parse (many->str);
  g_assert_cmpuint (all->len, ==, COR_SPEED_DIALS_MAX);
}

static gboolean
write_dial (Fixture *f, const CorSpeedDialFields *fields, const char *wanted)
{
  g_auto (Waiter) waiter = { 0 };
  gboolean done;

  cor_cti_write_speed_dial_async (f->cti, fields, NULL, on_waited, &waiter);
  done = cor_cti_write_speed_dial_finish (f->cti, wait_result (&waiter), NULL);
  g_assert_cmpstr (f->posts->pdata[f->n_posts - 1], ==, wanted);
  return done;
}

static void
test_written (Fixture *f, gconstpointer data)
{
  CorSpeedDialFields fields = { .name = "Max", .number = "0721" };
  g_auto (Waiter) waiter = { 0 };

  g_assert_true (write_dial (f, &fields,
                             "/phonebook/create {\"type\":\"speeddial\",\"notes\":"
                             "\"speeddial-basic\",\"name\":\"Max\",\"speeddial_num\":\"0721\"}"));
  fields.id = 153;
  fields.company = "Rossi";
  g_assert_true (
    write_dial (f, &fields,
                "/phonebook/modify_cticontact {\"id\":\"153\",\"type\":\"speeddial\",\"notes\":"
                "\"speeddial-basic\",\"name\":\"Max\",\"company\":\"Rossi\","
                "\"speeddial_num\":\"0721\"}"));
  cor_cti_delete_speed_dial_async (f->cti, 153, NULL, on_waited, &waiter);
  g_assert_true (cor_cti_write_speed_dial_finish (f->cti, wait_result (&waiter), NULL));
  g_assert_cmpstr (f->posts->pdata[2], ==, "/phonebook/delete_cticontact {\"id\":\"153\"}");
}

static void
test_fetched (Fixture *f, gconstpointer data)
{
  g_auto (Waiter) good = { 0 }, bad = { 0 };
  g_autoptr (GPtrArray) dials = NULL;

  f->reply = g_strdup ("[{\"id\":1,\"name\":\"Max\",\"speeddial_num\":\"0721\"}]");
  cor_cti_fetch_speed_dials_async (f->cti, NULL, on_waited, &good);
  dials = cor_cti_fetch_speed_dials_finish (f->cti, wait_result (&good), NULL);
  g_assert_cmpuint (dials->len, ==, 1);
  g_assert_cmpstr (f->posts->pdata[0], ==, "/phonebook/speeddials ");
  g_free (f->reply);
  f->reply = g_strdup ("{\"rows\":[]}");
  cor_cti_fetch_speed_dials_async (f->cti, NULL, on_waited, &bad);
  g_assert_null (cor_cti_fetch_speed_dials_finish (f->cti, wait_result (&bad), NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cti/speed-dials/recorded", test_recorded);
  g_test_add_func ("/cti/speed-dials/hostile", test_hostile);
  g_test_add ("/cti/speed-dials/written", Fixture, NULL, fixture_setup, test_written,
              fixture_teardown);
  g_test_add ("/cti/speed-dials/fetched", Fixture, NULL, fixture_setup, test_fetched,
              fixture_teardown);
  return g_test_run ();
}
