/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the mirror of the phonebook can do beyond lists. */
#include "common.h"
#include "store/book.h"
#include <sqlite3.h>

static void
on_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static CorStoreMark *
read_mark (CorStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  CorStoreMark *mark;

  cor_store_read_mark_async (store, on_result, &result);
  WAIT_FOR (result != NULL);
  mark = cor_store_read_mark_finish (store, result, &error);
  g_assert_no_error (error);
  return mark;
}

static gboolean
check (CorStore *store, CorContact *contact)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) rows = test_array (g_object_ref (contact), NULL);
  gboolean changed = FALSE;

  cor_store_check_contacts_async (store, rows, on_result, &result);
  WAIT_FOR (result != NULL);
  g_assert_true (cor_store_check_contacts_finish (store, result, &changed, NULL));
  return changed;
}

/* A contact that is hidden stays so whatever the server sends, and the count follows. */
static void
test_hidden (void)
{
  CorStore *store = test_open (NULL);
  g_autoptr (CorContact) gone = test_contact (7, "Mario Rossi", NULL, "203");
  g_autoptr (GPtrArray) rows =
    test_array (g_object_ref (gone), test_contact (8, "Zoe Rossi", NULL, "204"), NULL);
  const CorStoreMark before = { .total = 2, .stamp = (char *)"s", .time = 5, .offset = 9 };
  g_autoptr (CorStoreMark) hidden = NULL;
  g_autoptr (CorStoreMark) shown = NULL;

  g_assert_true (test_sync (store, rows, NULL));
  cor_store_write_mark (store, &before);
  cor_store_hide_contact (store, gone);
  hidden = read_mark (store);
  g_assert_cmpuint (hidden->total, ==, 1);
  g_assert_cmpstr (hidden->stamp, ==, "s");
  g_assert_cmpint (hidden->time, ==, 5);
  g_assert_cmpuint (hidden->offset, ==, 9);
  g_assert_cmpuint (test_count_contacts (store, "rossi"), ==, 1);
  g_assert_true (test_sync (store, rows, NULL));
  g_assert_cmpuint (test_count_contacts (store, "rossi"), ==, 1);
  cor_store_show_contact (store, gone);
  shown = read_mark (store);
  g_assert_cmpuint (shown->total, ==, 2);
  g_assert_cmpuint (test_count_contacts (store, "rossi"), ==, 2);
  test_close (store);
}

static void
test_check (void)
{
  CorStore *store = test_open (NULL);
  g_autoptr (CorContact) first = test_contact (7, "Mario Rossi", NULL, "203");
  g_autoptr (CorContact) other = test_contact (7, "Mario Rossi", "Acme", "203");

  g_assert_true (check (store, first));
  g_assert_false (check (store, first));
  g_assert_true (check (store, other));
  g_assert_cmpuint (test_count_contacts (store, NULL), ==, 1);
  test_close (store);
}

/* All of a card and its owner come back, as do those of a contact that has hardly any. */
static void
test_cards (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (CorCard) card = cor_card_new ();
  CorContactFields fields = { .id = 3, .source = "cti", .type = "group:A,B", .owner = "alice" };
  g_autoptr (GPtrArray) rows = NULL;
  CorStore *store = test_open (folder->path);

  for (guint i = 0; i < COR_N_CARD_FIELDS; i++)
    cor_card_set (card, i, cor_card_field_name (i));
  fields.card = card;
  fields.name = card->fields[COR_CARD_NAME];
  fields.company = card->fields[COR_CARD_COMPANY];
  fields.job = card->fields[COR_CARD_JOB];
  fields.notes = card->fields[COR_CARD_NOTES];
  rows = test_array (cor_contact_new (&fields), test_contact (4, "Zoe", NULL, NULL), NULL);
  g_assert_true (test_sync (store, rows, NULL));
  test_close (store);
  store = test_open (folder->path);
  for (guint i = 0; i < 2; i++) {
    g_autoptr (GListModel) model = cor_store_list_contacts (store, NULL);
    g_autoptr (CorContact) contact = NULL;
    CorContact *put = rows->pdata[i];

    test_wait_loaded (model);
    contact = test_get (model, i);
    g_assert_cmpstr (cor_contact_get_owner (contact), ==, cor_contact_get_owner (put));
    g_assert_true (cor_card_equal (cor_contact_get_card (contact), cor_contact_get_card (put)));
    g_assert_cmpstr (cor_contact_get_card (contact)->type, ==, cor_contact_get_card (put)->type);
  }
  test_close (store);
}

static void
test_matches (void)
{
  static const struct {
    const char *name, *number;
    gboolean known;
  } cases[] = {
    { "mario  ROSSI", "0721405516", TRUE }, { "Mario Rossi", NULL, TRUE },
    { "Mario Rossi", "0721405517", FALSE }, { "Mario Verdi", "0721405516", FALSE },
    { NULL, "0721405516", FALSE },
  };
  CorStore *store = test_open (NULL);
  g_autoptr (GPtrArray) rows =
    test_array (test_contact (1, "Mario Rossi", NULL, "+39 0721 405516"), NULL);
  g_autoptr (GPtrArray) cards = g_ptr_array_new_with_free_func ((GDestroyNotify)cor_card_free);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GByteArray) known = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    CorCard *card = cor_card_new ();

    cor_card_set (card, COR_CARD_NAME, cases[i].name);
    cor_card_set (card, COR_CARD_CELLPHONE, cases[i].number);
    g_ptr_array_add (cards, card);
  }
  g_assert_true (test_sync (store, rows, NULL));
  cor_store_match_cards_async (store, cards, on_result, &result);
  WAIT_FOR (result != NULL);
  known = cor_store_match_cards_finish (store, result, NULL);
  g_clear_object (&result);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s %s", cases[i].name, cases[i].number);
    g_assert_cmpint (known->data[i], ==, cases[i].known);
  }
  test_close (store);
}

/* A short number is that number alone; a long one is it in every way it is written. */
static void
test_calls (void)
{
  static const char *const numbers[] = { "203", "+39 0721 405516", "39348xxx", NULL };
  CorStore *store = test_open (NULL);
  g_autoptr (GPtrArray) calls =
    test_array (test_entry ("1", 1000, "203", NULL), test_entry ("2", 2000, "0721100203", NULL),
                test_entry ("3", 3000, "0721405516", NULL), test_entry ("4", 4000, "34", NULL),
                test_entry ("5", 5000, "0039 0721 405516", NULL), NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) found = NULL;

  g_assert_true (test_put_history (store, calls, NULL));
  cor_store_find_calls_async (store, numbers, 10, on_result, &result);
  WAIT_FOR (result != NULL);
  found = cor_store_find_calls_finish (store, result, NULL);
  g_clear_object (&result);
  g_assert_cmpuint (found->len, ==, 3);
  g_assert_cmpstr (cor_history_entry_get_id (found->pdata[0]), ==, "5");
  g_assert_cmpstr (cor_history_entry_get_id (found->pdata[1]), ==, "3");
  g_assert_cmpstr (cor_history_entry_get_id (found->pdata[2]), ==, "1");
  test_close (store);
}

static void
test_read_all (void)
{
  CorStore *store = test_open (NULL);
  g_autoptr (GPtrArray) rows = test_many_contacts (1500, 3);
  gint64 after = 0;
  guint n = 0, turns = 0;

  g_assert_true (test_sync (store, rows, NULL));
  do {
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GPtrArray) part = NULL;

    cor_store_read_contacts_async (store, after, on_result, &result);
    WAIT_FOR (result != NULL);
    part = cor_store_read_contacts_finish (store, result, &after, NULL);
    n += part->len;
    g_assert_cmpuint (++turns, <=, 4);
  } while (after != 0);
  g_assert_cmpuint (n, ==, 1500);
  test_close (store);
}

/* What a version before had written is searched and shown as it was, and completed by a sync. */
static void
test_older_file (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (GPtrArray) rows = test_array (test_contact (1, "Mario Rossi", NULL, "203"), NULL);
  CorStore *store = test_open (folder->path);
  g_autoptr (CorStoreMark) mark = NULL;
  sqlite3 *sql = NULL;

  g_assert_true (test_sync (store, rows, NULL));
  test_close (store);
  g_assert_cmpint (sqlite3_open (folder->path, &sql), ==, SQLITE_OK);
  g_assert_cmpint (
    sqlite3_exec (sql,
                  "DELETE FROM contact; INSERT INTO contact_words (contact_words) VALUES"
                  " ('delete-all'); DROP TABLE mark; ALTER TABLE contact DROP COLUMN owner;"
                  "ALTER TABLE contact DROP COLUMN card; ALTER TABLE contact DROP COLUMN heads;"
                  "INSERT INTO contact (id, key, version, number, sort, source, name, phones,"
                  " words) VALUES (1, '1/cti', 1, 1, 'mario rossi', 'cti', 'Mario Rossi',"
                  " '10203' || char (30), 'mario rossi');"
                  "DROP TABLE history_mark; DROP INDEX history_unseen; DROP INDEX history_number;"
                  "ALTER TABLE history DROP COLUMN recorded;"
                  "ALTER TABLE history DROP COLUMN unseen;"
                  "INSERT INTO contact_words (rowid, words) VALUES (1, 'mario rossi 203 03 3');"
                  "PRAGMA user_version=1",
                  NULL, NULL, NULL),
    ==, SQLITE_OK);
  sqlite3_close (sql);
  store = test_open (folder->path);
  mark = read_mark (store);
  g_assert_cmpint (mark->time, ==, 0);
  g_assert_cmpuint (test_count_contacts (store, "rossi"), ==, 1);
  g_assert_cmpuint (test_count_contacts (store, "76774"), ==, 0);
  g_assert_true (test_sync (store, rows, NULL));
  g_assert_cmpuint (test_count_contacts (store, "rossi"), ==, 1);
  g_assert_cmpuint (test_count_contacts (store, "76774"), ==, 1);
  g_assert_cmpuint (test_count_contacts (store, "03"), ==, 1);
  test_close (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/book/hidden", test_hidden);
  g_test_add_func ("/store/book/check", test_check);
  g_test_add_func ("/store/book/cards", test_cards);
  g_test_add_func ("/store/book/matches", test_matches);
  g_test_add_func ("/store/book/calls", test_calls);
  g_test_add_func ("/store/book/read-all", test_read_all);
  g_test_add_func ("/store/book/older-file", test_older_file);
  return g_test_run ();
}
