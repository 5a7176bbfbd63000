/* SPDX-License-Identifier: GPL-3.0-or-later
 * The history in the mirror: one row a call, filters that count right, days, what nobody has seen,
 * and what is really gone from the file. */
#define _GNU_SOURCE /* memmem() */
#include "common.h"
#include "store/history.h"
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#define DAY (24 * 3600)

static void
on_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static CorStoreHistory
read_history (CorStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  CorStoreHistory history = { 0 };

  cor_store_read_history_async (store, on_result, &result);
  WAIT_FOR (result != NULL);
  g_assert_true (cor_store_read_history_finish (store, result, &history, NULL));
  return history;
}

static void
set_floor (CorStore *store, gint64 floor)
{
  g_autoptr (GAsyncResult) result = NULL;

  cor_store_set_history_floor_async (store, floor, on_result, &result);
  WAIT_FOR (result != NULL);
  g_assert_true (cor_store_set_history_floor_finish (store, result, NULL));
}

static void
clear (CorStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;

  cor_store_clear_history_async (store, on_result, &result);
  WAIT_FOR (result != NULL);
  g_assert_true (cor_store_clear_history_finish (store, result, NULL));
}

static CorHistoryEntry *
entry (const char *id, CorHistoryDirection direction, gint64 time, const char *number)
{
  CorHistoryFields fields = { .id = id,
                              .direction = direction,
                              .time = time,
                              .number = number,
                              .answered = direction == COR_HISTORY_IN };

  return cor_history_entry_new (&fields);
}

static void
put (CorStore *store, CorHistoryEntry *row)
{
  g_autoptr (GPtrArray) rows = test_array (row, NULL);

  g_assert_true (test_put_history (store, rows, NULL));
}

static guint
count (CorStore *store, const char *query, const CorHistoryFilter *filter)
{
  g_autoptr (GListModel) model = cor_store_list_history (store, query, FALSE);

  if (filter != NULL)
    cor_store_filter_set (model, filter);
  test_wait_loaded (model);
  return g_list_model_get_n_items (model);
}

static CorHistoryDirection
direction_of_first (CorStore *store)
{
  g_autoptr (GListModel) model = cor_store_list_history (store, NULL, FALSE);
  g_autoptr (CorHistoryEntry) first = NULL;

  test_wait_loaded (model);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 1);
  first = test_get (model, 0);
  return cor_history_entry_get_direction (first);
}

/* One phone rang in vain, another answered: whichever record comes first, alone or with the other.
 */
static void
test_one_row_a_call (void)
{
  for (guint i = 0; i < 4; i++) {
    CorStore *store = test_open (NULL);
    CorHistoryEntry *vain = entry ("1.2/1.1", COR_HISTORY_MISSED, 1700000000, "0721405516");
    CorHistoryEntry *answered = entry ("1.2/1.1", COR_HISTORY_IN, 1700000000, "0721405516");
    CorHistoryEntry *first = i % 2 ? vain : answered, *second = i % 2 ? answered : vain;

    if (i < 2) {
      put (store, first);
      put (store, second);
    } else {
      g_autoptr (GPtrArray) rows = test_array (first, second, NULL);

      g_assert_true (test_put_history (store, rows, NULL));
    }
    g_assert_cmpint (direction_of_first (store), ==, COR_HISTORY_IN);
    test_close (store);
  }
}

/* Pages that overlap, come in any order and more than once. */
static void
test_five_thousand (void)
{
  CorStore *store = test_open (NULL);

  for (guint page = 0; page < 60; page++) {
    g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

    for (guint i = 0; i < 200; i++) {
      guint n = ((page * 37 % 60) * 90 + i) % 5000;
      g_autofree char *id = g_strdup_printf ("%u.1/%u.1", n, n);

      g_ptr_array_add (rows, entry (id, COR_HISTORY_OUT, 1700000000 + n / 3, "204"));
    }
    g_assert_true (test_put_history (store, rows, NULL));
  }
  g_assert_cmpuint (count (store, NULL, NULL), ==, 5000);
  test_close (store);
}

static void
test_filters (void)
{
  CorStore *store = test_open (NULL);
  const gint64 base = 1700000000;
  static const struct {
    const char *query;
    CorHistoryFilter filter;
    guint found;
  } cases[] = {
    { NULL, { COR_HISTORY_ANY, 0, 0 }, 400 },
    { NULL, { COR_HISTORY_ONLY_MISSED, 0, 0 }, 100 },
    { NULL, { COR_HISTORY_ONLY_RECEIVED, 0, 0 }, 100 },
    { NULL, { COR_HISTORY_ONLY_MADE, 0, 0 }, 100 },
    { NULL, { COR_HISTORY_ONLY_QUEUE, 0, 0 }, 80 },
    { NULL, { COR_HISTORY_ANY, base + 100 * DAY, 0 }, 300 },
    { NULL, { COR_HISTORY_ANY, 0, base + 100 * DAY }, 100 },
    { NULL, { COR_HISTORY_ANY, base + 100 * DAY, base + 110 * DAY }, 10 },
    { NULL, { COR_HISTORY_ANY, base + 110 * DAY, base + 100 * DAY }, 0 },
    { NULL, { COR_HISTORY_ONLY_MISSED, base + 100 * DAY, base + 120 * DAY }, 5 },
    { "0721", { COR_HISTORY_ONLY_MISSED, 0, 0 }, 50 },
    { "0721", { COR_HISTORY_ONLY_MADE, base + 100 * DAY, base + 120 * DAY }, 3 },
    { "anna", { COR_HISTORY_ONLY_QUEUE, 0, 0 }, 27 },
    { "nobody", { COR_HISTORY_ANY, 0, 0 }, 0 },
  };
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < 400; i++) {
    g_autofree char *id = g_strdup_printf ("%u/%u", i, i);
    CorHistoryFields fields = { .id = id,
                                .direction = i % 4,
                                .time = base + i * DAY,
                                .number = i / 4 % 2 ? "0721405516" : "333",
                                .name = i % 3 ? NULL : "Anna",
                                .queue = i % 5 ? NULL : "Support",
                                .answered = i % 4 == COR_HISTORY_IN };

    g_ptr_array_add (rows, cor_history_entry_new (&fields));
  }
  g_assert_true (test_put_history (store, rows, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    guint found = count (store, cases[i].query, &cases[i].filter);

    if (found != cases[i].found)
      g_error ("case %u: %u, not %u", i, found, cases[i].found);
  }
  test_close (store);
}

/* Rows of 25 a day over several windows: exactly one of each day heads it. */
static void
test_days (void)
{
  CorStore *store = test_open (NULL);
  g_autoptr (GDateTime) noon = g_date_time_new_local (2026, 3, 10, 12, 0, 0);
  gint64 base = g_date_time_to_unix (noon);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *model;

  for (guint i = 0; i < 250; i++) {
    g_autofree char *id = g_strdup_printf ("%u/", i);

    g_ptr_array_add (rows, entry (id, COR_HISTORY_IN, base + i / 25 * DAY + i % 25, "204"));
  }
  g_assert_true (test_put_history (store, rows, NULL));
  put (store, entry ("never/", COR_HISTORY_IN, 0, "205"));
  model = cor_store_list_history (store, NULL, FALSE);
  test_wait_loaded (model);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 251);
  for (guint i = 0; i < 251; i++) {
    g_autoptr (CorHistoryEntry) row = test_get (model, i);

    g_assert_cmpint (cor_history_entry_heads_day (row), ==, i % 25 == 0);
  }
  /* What comes on top of a day takes its head over. */
  put (store, entry ("new/", COR_HISTORY_IN, base + 9 * DAY + 60, "204"));
  WAIT_FOR (g_list_model_get_n_items (model) == 252);
  for (guint i = 0; i < 3; i++) {
    g_autoptr (CorHistoryEntry) row = test_get (model, i);

    g_assert_cmpint (cor_history_entry_heads_day (row), ==, i == 0);
  }
  g_object_unref (model);
  test_close (store);
}

/* M67: counted, remembered, seen; what was answered or called back elsewhere does not count. */
static void
test_missed (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  CorStore *store = test_open (folder->path);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC + 10;

  put (store, entry ("old/", COR_HISTORY_MISSED, now - DAY, "0721405516"));
  g_assert_cmpuint (read_history (store).missed, ==, 0); /* before this computer was there */
  put (store, entry ("1/", COR_HISTORY_MISSED, now, "0721405516"));
  put (store, entry ("2/", COR_HISTORY_MISSED, now + 1, "0721405516"));
  put (store, entry ("3/", COR_HISTORY_MISSED, now + 2, ""));
  g_assert_cmpuint (read_history (store).missed, ==, 3);
  test_close (store);
  store = test_open (folder->path);
  g_assert_cmpuint (read_history (store).missed, ==, 3);
  put (store, entry ("3/", COR_HISTORY_IN, now + 2, ""));
  g_assert_cmpuint (read_history (store).missed, ==, 2); /* another phone had answered */
  put (store, entry ("4/", COR_HISTORY_OUT, now + 3, "0721405516"));
  g_assert_cmpuint (read_history (store).missed, ==, 0); /* called back, whence ever */
  put (store, entry ("5/", COR_HISTORY_MISSED, now + 4, "0721405516"));
  g_assert_cmpuint (read_history (store).missed, ==, 1);
  cor_store_see_missed (store);
  g_assert_cmpuint (read_history (store).missed, ==, 0);
  put (store, entry ("5/", COR_HISTORY_MISSED, now + 4, "0721405516"));
  test_close (store);
  store = test_open (folder->path);
  g_assert_cmpuint (read_history (store).missed, ==, 0);
  test_close (store);
}

static gboolean
is_recorded (CorStore *store, const char *id)
{
  g_autoptr (GListModel) list = cor_store_list_history (store, NULL, FALSE);
  g_autoptr (CorHistoryEntry) found = NULL;

  WAIT_FOR (g_list_model_get_n_items (list) == 1);
  do {
    g_clear_object (&found);
    found = g_list_model_get_item (list, 0);
    g_main_context_iteration (NULL, FALSE);
  } while (cor_history_entry_is_placeholder (found));
  g_assert_cmpstr (cor_history_entry_get_id (found), ==, id);
  return cor_history_entry_is_recorded (found);
}

/* Q20: a recording is deleted, and had back. */
static void
test_recorded (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  CorStore *store = test_open (folder->path);
  const CorHistoryFields fields = { .id = "7.1/7.1",
                                    .direction = COR_HISTORY_IN,
                                    .time = g_get_real_time () / G_USEC_PER_SEC - 60,
                                    .number = "203",
                                    .answered = TRUE,
                                    .recorded = TRUE };

  put (store, cor_history_entry_new (&fields));
  g_assert_true (is_recorded (store, "7.1/7.1"));
  cor_store_set_recorded (store, "another", FALSE);
  g_assert_true (is_recorded (store, "7.1/7.1"));
  cor_store_set_recorded (store, "7.1/7.1", FALSE);
  g_assert_cmpuint (read_history (store).missed, ==, 0); /* after what was written before */
  g_assert_false (is_recorded (store, "7.1/7.1"));
  cor_store_set_recorded (store, "7.1/7.1", TRUE);
  read_history (store);
  g_assert_true (is_recorded (store, "7.1/7.1"));
  test_close (store);
}

static gboolean
has_text (const char *path, const char *text)
{
  g_autofree char *contents = NULL;
  gsize length = 0;

  return g_file_get_contents (path, &contents, &length, NULL) &&
         memmem (contents, length, text, strlen (text)) != NULL;
}

/* In any file of the database, as it lies there while the program runs. */
static gboolean
is_in_files (TestFolder *folder, const char *text)
{
  g_autofree char *wal = g_strconcat (folder->path, "-wal", NULL);

  return has_text (folder->path, text) || has_text (wal, text);
}

static void
fill (CorStore *store, gint64 now)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < 2000; i++) {
    g_autofree char *id = g_strdup_printf ("%u/", i);
    g_autofree char *name = g_strdup_printf ("Zerbinetta %u", i);
    CorHistoryFields fields = { .id = id,
                                .time = now - i * 3600,
                                .number = i < 24 ? "0733111222" : "0721405516",
                                .name = i < 24 ? "Ariadne" : name };

    g_ptr_array_add (rows, cor_history_entry_new (&fields));
  }
  g_assert_true (test_put_history (store, rows, NULL));
}

/* Q22: of what is older than the time that is kept nothing is left in the file. */
static void
test_retention (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  CorStore *store = test_open (folder->path);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  CorStoreHistory history;

  fill (store, now);
  cor_store_set_reach (store, now - 1999 * 3600, now, TRUE);
  g_assert_true (is_in_files (folder, "0721405516"));
  g_assert_true (is_in_files (folder, "erbinetta"));
  set_floor (store, now - DAY + 1);
  g_assert_cmpuint (count (store, NULL, NULL), ==, 24);
  g_assert_cmpuint (count (store, "ariadne", NULL), ==, 24);
  g_assert_cmpuint (count (store, "zerbinetta", NULL), ==, 0);
  g_assert_false (is_in_files (folder, "0721405516"));
  g_assert_false (is_in_files (folder, "erbinetta"));
  g_assert_true (is_in_files (folder, "0733111222"));
  /* The server goes on having it. */
  fill (store, now);
  g_assert_cmpuint (count (store, NULL, NULL), ==, 24);
  g_assert_false (is_in_files (folder, "0721405516"));
  test_close (store);
  store = test_open (folder->path);
  g_assert_cmpuint (count (store, NULL, NULL), ==, 24);
  /* With more to be kept there is more to fetch. */
  set_floor (store, now - 10 * DAY + 1);
  history = read_history (store);
  g_assert_false (history.complete);
  g_assert_cmpint (history.from, ==, now - DAY + 1);
  g_assert_cmpint (history.to, ==, now);
  fill (store, now);
  g_assert_cmpuint (count (store, NULL, NULL), ==, 240);
  test_close (store);
}

static void
test_keep_nothing (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  CorStore *store = test_open (folder->path);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  fill (store, now);
  set_floor (store, COR_STORE_KEEP_NOTHING);
  fill (store, now);
  g_assert_cmpuint (count (store, NULL, NULL), ==, 0);
  g_assert_false (is_in_files (folder, "0733111222"));
  g_assert_false (is_in_files (folder, "riadne"));
  set_floor (store, 0);
  g_assert_cmpint (read_history (store).to, ==, 0);
  fill (store, now);
  g_assert_cmpuint (count (store, NULL, NULL), ==, 2000);
  test_close (store);
}

static void
test_clear (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  CorStore *store = test_open (folder->path);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  fill (store, now);
  clear (store);
  g_assert_cmpuint (count (store, NULL, NULL), ==, 0);
  g_assert_false (is_in_files (folder, "0733111222"));
  g_assert_false (is_in_files (folder, "riadne"));
  fill (store, now);
  g_assert_cmpuint (count (store, NULL, NULL), ==, 0);
  set_floor (store, now - DAY);
  set_floor (store, 0);
  fill (store, now);
  g_assert_cmpuint (count (store, NULL, NULL), ==, 0);
  put (store, entry ("new/", COR_HISTORY_IN, now + 60, "204"));
  g_assert_cmpuint (count (store, NULL, NULL), ==, 1);
  test_close (store);
}

/* What an older Cornetta kept is fetched anew, and nothing of it is left. */
static void
test_migration (void)
{
  static const char older[] =
    "CREATE TABLE contact (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, version INTEGER NOT "
    "NULL, number INTEGER NOT NULL, sort TEXT NOT NULL, source TEXT, type TEXT, name TEXT, company "
    "TEXT, job TEXT, email TEXT, notes TEXT, phones TEXT NOT NULL, words TEXT NOT NULL);"
    "CREATE INDEX contact_sort ON contact (sort);"
    "CREATE VIRTUAL TABLE contact_words USING fts5 (words, tokenize = 'ascii', prefix = '1 2 3 4 "
    "5', detail = none, columnsize = 0, content = '');"
    "CREATE TABLE phone (reversed TEXT NOT NULL, contact INTEGER NOT NULL, PRIMARY KEY (reversed, "
    "contact)) WITHOUT ROWID;"
    "CREATE TABLE history (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, version INTEGER NOT "
    "NULL, direction INTEGER NOT NULL, time INTEGER NOT NULL, duration INTEGER NOT NULL, number "
    "TEXT NOT NULL, name TEXT, company TEXT, queue TEXT, answered INTEGER NOT NULL, words TEXT NOT "
    "NULL);"
    "CREATE VIRTUAL TABLE history_words USING fts5 (words, tokenize = 'ascii', prefix = '1 2 3 4 "
    "5', detail = none, columnsize = 0, content = '');"
    "INSERT INTO history VALUES (1700000000, '1.2/1.1/NO ANSWER', 1, 2, 1700000000, 0, "
    "'0733111222', 'Ariadne', NULL, NULL, 0, 'ariadne 0733111222');"
    "INSERT INTO history_words (rowid, words) VALUES (1700000000, 'ariadne 0733111222');"
    "PRAGMA application_id = 0x436f726e; PRAGMA user_version = 1;";
  g_autoptr (TestFolder) folder = test_folder_new ();
  sqlite3 *sql = NULL;
  CorStore *store;

  g_assert_cmpint (sqlite3_open (folder->path, &sql), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (sql, older, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (sql);
  g_assert_true (is_in_files (folder, "0733111222"));
  store = test_open (folder->path);
  g_assert_cmpuint (count (store, NULL, NULL), ==, 0);
  g_assert_cmpuint (count (store, "ariadne", NULL), ==, 0);
  put (store, entry ("1.2/1.1", COR_HISTORY_IN, 1700000000, "204"));
  g_assert_cmpuint (count (store, NULL, NULL), ==, 1);
  test_close (store);
  g_assert_false (is_in_files (folder, "0733111222"));
  g_assert_false (is_in_files (folder, "riadne"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/history/one-row-a-call", test_one_row_a_call);
  g_test_add_func ("/store/history/five-thousand", test_five_thousand);
  g_test_add_func ("/store/history/filters", test_filters);
  g_test_add_func ("/store/history/days", test_days);
  g_test_add_func ("/store/history/missed", test_missed);
  g_test_add_func ("/store/history/recorded", test_recorded);
  g_test_add_func ("/store/history/retention", test_retention);
  g_test_add_func ("/store/history/keep-nothing", test_keep_nothing);
  g_test_add_func ("/store/history/clear", test_clear);
  g_test_add_func ("/store/history/migration", test_migration);
  return g_test_run ();
}
