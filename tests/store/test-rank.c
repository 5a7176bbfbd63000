/* SPDX-License-Identifier: GPL-3.0-or-later
 * The order of what a search finds, and that every row stands in it once. */
#include "common.h"
#include "store/book.h"

static char *
list_names (CorStore *store, const char *query)
{
  g_autoptr (GListModel) model = cor_store_list_contacts (store, query);
  GString *names = g_string_new (NULL);

  test_wait_loaded (model);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++) {
    g_autoptr (CorContact) contact = test_get (model, i);

    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", cor_contact_get_shown (contact));
  }
  return g_string_free (names, FALSE);
}

static void
assert_names (CorStore *store, const char *query, const char *expected)
{
  g_autofree char *names = list_names (store, query);

  g_test_message ("query «%s»", query);
  g_assert_cmpstr (names, ==, expected);
}

static GPtrArray *
some_people (void)
{
  return test_array (test_contact (1, "Aldo Bianchi", "Rossi & Figli", "0721 100203"),
                     test_contact (2, "Rossini Carlo", NULL, "333 5550001"),
                     test_contact (3, "Mario Rossi", NULL, "203"),
                     test_contact (4, "Zoe Rossi", NULL, "2031"),
                     test_contact (5, NULL, "Rossi S.p.A.", "06 7677"),
                     test_contact (6, "Anna Verdi", NULL, "+39 0721 405516"), NULL);
}

/* Whose name it is before who is called something that begins so, and then the rest. */
static void
test_order (void)
{
  CorStore *store = test_open (NULL);
  g_autoptr (GPtrArray) rows = some_people ();

  g_assert_true (test_sync (store, rows, NULL));
  assert_names (store, "rossi",
                "Mario Rossi, Rossi S.p.A., Zoe Rossi, Rossini Carlo, Aldo Bianchi");
  assert_names (store, "ross", "Mario Rossi, Rossi S.p.A., Rossini Carlo, Zoe Rossi, Aldo Bianchi");
  assert_names (store, "mario ros", "Mario Rossi");
  /* An extension before numbers that begin so, before those that have it somewhere. */
  assert_names (store, "203", "Mario Rossi, Zoe Rossi, Aldo Bianchi");
  assert_names (store, "405516", "Anna Verdi");
  /* The keys of a name before a piece of a number. */
  assert_names (store, "76774", "Mario Rossi, Rossi S.p.A., Zoe Rossi, Rossini Carlo");
  assert_names (store, "7677", "Mario Rossi, Rossi S.p.A., Rossini Carlo, Zoe Rossi");
  assert_names (store, "",
                "Aldo Bianchi, Anna Verdi, Mario Rossi, Rossi S.p.A., Rossini Carlo, "
                "Zoe Rossi");
  test_close (store);
}

/* Who was talked to of late stands before the others, the last one first, whatever way the number
 * was written. */
static void
test_recent (void)
{
  CorStore *store = test_open (NULL);
  g_autoptr (GPtrArray) rows = some_people ();
  g_autoptr (GPtrArray) calls =
    test_array (test_entry ("1", 1000, "2031", NULL), test_entry ("2", 2000, "0721100203", NULL),
                test_entry ("3", 3000, "00390721405516", NULL), NULL);

  g_assert_true (test_sync (store, rows, NULL));
  g_assert_true (test_put_history (store, calls, NULL));
  assert_names (store, "rossi",
                "Aldo Bianchi, Zoe Rossi, Mario Rossi, Rossi S.p.A., Rossini Carlo");
  assert_names (store, "072", "Anna Verdi, Aldo Bianchi");
  assert_names (store, "963", "Zoe Rossi");
  assert_names (store, "203", "Aldo Bianchi, Zoe Rossi, Mario Rossi");
  test_close (store);
}

/* Far down in a long list the groups join without a gap or a row twice. */
static void
test_every_row_once (void)
{
  static const char *const queries[] = { "ma", "rossi", "m", "2", "39", "777", "acme", "marini 1" };
  CorStore *store = test_open (NULL);
  g_autoptr (GPtrArray) rows = test_many_contacts (4000, 3);
  g_autoptr (GPtrArray) calls = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < 40; i++) {
    g_autofree char *id = g_strdup_printf ("%u", i);
    guint n;

    g_ptr_array_add (
      calls,
      test_entry (id, 1000 + i, cor_contact_get_phones (rows->pdata[i * 90], &n)->number, NULL));
  }
  g_assert_true (test_sync (store, rows, NULL));
  g_assert_true (test_put_history (store, calls, NULL));
  for (guint q = 0; q < G_N_ELEMENTS (queries); q++) {
    g_autoptr (GListModel) model = cor_store_list_contacts (store, queries[q]);
    g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
    guint n;

    test_wait_loaded (model);
    n = g_list_model_get_n_items (model);
    g_test_message ("query «%s»: %u", queries[q], n);
    g_assert_cmpuint (n, >, 0);
    for (guint i = 0; i < n; i++) {
      g_autoptr (CorContact) contact = test_get (model, i);

      g_assert_true (g_hash_table_add (seen, GINT_TO_POINTER (cor_contact_get_id (contact))));
    }
  }
  test_close (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/rank/order", test_order);
  g_test_add_func ("/store/rank/recent", test_recent);
  g_test_add_func ("/store/rank/every-row-once", test_every_row_once);
  return g_test_run ();
}
