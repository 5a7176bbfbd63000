/* SPDX-License-Identifier: GPL-3.0-or-later
 * Prints what a key in the search field costs at 100,000 contacts, and history at 100,000 rows,
 * beside bare SQLite doing the least that a search can do. Usage: bench-store [ROWS] */
#include "common.h"
#include <glib/gstdio.h>
#include <math.h>
#include <sqlite3.h>

#define QUERIES 300

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *)a, second = *(const gint64 *)b;

  return (first > second) - (first < second);
}

static double
percentile (GArray *times, double part)
{
  g_array_sort (times, compare_times);
  return g_array_index (times, gint64, (guint)((times->len - 1) * part)) / 1000.0;
}

static void
print_times (const char *what, GArray *times)
{
  g_print ("%-44s p50 %8.3f  p99 %8.3f  max %8.3f ms\n", what, percentile (times, 0.5),
           percentile (times, 0.99), percentile (times, 1));
}

/* Beginnings of the words and pieces of the numbers that test_many_contacts() makes. */
static char *
random_query (GRand *rand, guint length)
{
  static const char *const words[] = { "mario",  "nicolo", "rossi", "muller", "bianchi",
                                       "studio", "caffe",  "acme",  "marini", "esposito" };

  if (g_rand_boolean (rand))
    return g_strndup (words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))], length);
  return g_strdup_printf ("%0*u", (int)length, g_rand_int_range (rand, 0, (int)pow (10, length)));
}

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, gboolean *came)
{
  *came = TRUE;
}

/* From the key to the rows, as a list shows them, and to the count. */
static double
bench_keys (CorStore *store, guint length)
{
  g_autoptr (GListModel) model = cor_store_list_contacts (store, "zzz");
  g_autoptr (GRand) rand = g_rand_new_with_seed (length);
  g_autoptr (GArray) first = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *title = NULL;
  gboolean came;
  double median;

  test_wait_loaded (model);
  g_signal_connect (model, "items-changed", G_CALLBACK (on_items_changed), &came);
  for (guint i = 0; i < QUERIES; i++) {
    g_autofree char *query = random_query (rand, length);
    gint64 start = g_get_monotonic_time (), time;
    gboolean loading;

    came = FALSE;
    cor_store_query_set (model, query);
    g_object_get (model, "loading", &loading, NULL);
    while (!came && loading) {
      g_main_context_iteration (NULL, TRUE);
      g_object_get (model, "loading", &loading, NULL);
    }
    time = g_get_monotonic_time () - start;
    g_array_append_val (first, time);
    test_wait_loaded (model);
    time = g_get_monotonic_time () - start;
    g_array_append_val (all, time);
  }
  title = g_strdup_printf ("search, %u letters or digits: first rows", length);
  print_times (title, first);
  g_free (title);
  median = percentile (first, 0.5);
  title = g_strdup_printf ("search, %u letters or digits: and count", length);
  print_times (title, all);
  return median;
}

/* Bare SQLite: ids of the first 50 matches of the same index, nothing read or made of them.
 * keys: the median of the keys' own times. */
static void
bench_floor (const char *path, guint length, double keys)
{
  sqlite3 *sql = NULL;
  sqlite3_stmt *statement = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (length);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *title = g_strdup_printf ("  floor: bare SQLite, 50 ids, %u", length);

  g_assert_cmpint (sqlite3_open_v2 (path, &sql, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (sql,
                                       "SELECT rowid FROM contact_words WHERE contact_words MATCH"
                                       " ?1 ORDER BY rowid LIMIT 50",
                                       -1, &statement, NULL),
                   ==, SQLITE_OK);
  for (guint i = 0; i < QUERIES; i++) {
    g_autofree char *query = random_query (rand, length);
    g_autofree char *match = g_strdup_printf ("\"%s\"*", query);
    gint64 time = g_get_monotonic_time ();

    sqlite3_bind_text (statement, 1, match, -1, SQLITE_TRANSIENT);
    while (sqlite3_step (statement) == SQLITE_ROW)
      ;
    sqlite3_reset (statement);
    time = g_get_monotonic_time () - time;
    g_array_append_val (times, time);
  }
  print_times (title, times);
  g_print ("  first rows beside the floor: x %.2f\n", keys / MAX (percentile (times, 0.5), 0.001));
  sqlite3_finalize (statement);
  sqlite3_close (sql);
}

static void
bench_windows (const char *title, GListModel *model)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  test_wait_loaded (model);
  for (guint i = 0; i < QUERIES; i++) {
    gint64 time = g_get_monotonic_time ();

    g_object_unref (test_get (model, g_rand_int_range (rand, 0, g_list_model_get_n_items (model))));
    time = g_get_monotonic_time () - time;
    g_array_append_val (times, time);
  }
  print_times (title, times);
  g_object_unref (model);
}

static void
fill (CorStore *store, guint rows)
{
  g_autoptr (GPtrArray) contacts = test_many_contacts (rows, 1);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 time = g_get_monotonic_time ();

  test_set_patience_for (rows);
  g_assert_true (test_sync (store, contacts, NULL));
  g_print ("first sync of %u contacts: %.2f s\n", rows, (g_get_monotonic_time () - time) / 1e6);
  time = g_get_monotonic_time ();
  g_assert_true (test_sync (store, contacts, NULL));
  g_print ("the same sync again: %.2f s\n", (g_get_monotonic_time () - time) / 1e6);
  for (guint i = 0; i < rows; i++) {
    g_autofree char *id = g_strdup_printf ("%u.1", i);
    g_autofree char *number = g_strdup_printf ("0%09u", i * 7919 % 1000000000);

    g_ptr_array_add (entries, test_entry (id, 1700000000 + i * 60, number,
                                          cor_contact_get_name (contacts->pdata[i])));
  }
  time = g_get_monotonic_time ();
  g_assert_true (test_put_history (store, entries, NULL));
  g_print ("%u rows of history: %.2f s\n", rows, (g_get_monotonic_time () - time) / 1e6);
}

static void
bench_lookup (CorStore *store)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < QUERIES; i++) {
    g_autofree char *number = g_strdup_printf ("+39 0%u 0%06u", i + 1, i * 7919 % 1000000);
    gint64 time = g_get_monotonic_time ();

    g_free (test_lookup (store, number));
    time = g_get_monotonic_time () - time;
    g_array_append_val (times, time);
  }
  print_times ("name of a number, there and back", times);
}

int
main (int argc, char **argv)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  CorStore *store = test_open (folder->path);
  gint64 time;
  GStatBuf status;

  fill (store, argc > 1 ? atoi (argv[1]) : 100000);
  test_close (store);
  g_stat (folder->path, &status);
  g_print ("file: %.1f MiB\n", status.st_size / 1048576.0);
  time = g_get_monotonic_time ();
  store = test_open (folder->path);
  g_print ("open: %.1f ms\n", (g_get_monotonic_time () - time) / 1e3);
  for (guint length = 1; length <= 5; length++) {
    bench_floor (folder->path, length, bench_keys (store, length));
  }
  bench_lookup (store);
  bench_windows ("contacts, a row anywhere", cor_store_list_contacts (store, NULL));
  bench_windows ("contacts that match «a», a row anywhere", cor_store_list_contacts (store, "a"));
  bench_windows ("history, a row anywhere", cor_store_list_history (store, NULL, FALSE));
  bench_windows ("history that matches «7», a row anywhere",
                 cor_store_list_history (store, "7", FALSE));
  test_close (store);
  return 0;
}
