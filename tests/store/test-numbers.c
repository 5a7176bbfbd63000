/* SPDX-License-Identifier: GPL-3.0-or-later
 * Numbers in the mirror: whose they are in any spelling, and how they are shown. */
#include "common.h"
#include <string.h>

static GPtrArray *
some_contacts (void)
{
  return test_array (test_contact (1, "Anna", NULL, "0721 405516"),
                     test_contact (2, "Bruno", NULL, "+39 348 1234567"),
                     test_contact (3, "Carol", NULL, "0044 20 7946 0000"),
                     test_contact (4, "Dorte", NULL, "+45 33 12 34 56"),
                     test_contact (5, "Ivo", NULL, "201"),
                     test_contact (6, "Ohio", NULL, "+1 972 140 5516"),
                     test_contact (7, "Extra", NULL, "06 1234567"), NULL);
}

static void
assert_name (CorStore *store, const char *number, const char *expected)
{
  g_autofree char *name = test_lookup (store, number);

  g_test_message ("%s", number);
  g_assert_cmpstr (name, ==, expected);
}

static void
test_spellings (void)
{
  static const char *const rows[][2] = {
    { "0721405516", "Anna" },
    { "+390721405516", "Anna" },
    { "00390721405516", "Anna" },
    { "3481234567", "Bruno" },
    { "+393481234567", "Bruno" },
    { "+442079460000", "Carol" },
    { "+4533123456", "Dorte" },
    { "004533123456", "Dorte" },
    { "201", "Ivo" },
    { "+19721405516", "Ohio" },
    { "+39061234567", "Extra" },
    /* The last nine digits of a known number, and another country's. */
    { "+44721405516", NULL },
    { "+3933123456", NULL },
    { "1201", NULL },
    { "0039348xxx", NULL },
    { "", NULL },
  };
  CorStore *store = test_open (NULL);
  g_autoptr (GPtrArray) contacts = some_contacts ();

  cor_store_set_country (store, "IT");
  g_assert_true (test_sync (store, contacts, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_name (store, rows[i][0], rows[i][1]);
  test_close (store);
}

/* Nothing that depends on the country is kept: another one holds at once. */
static void
test_another_country (void)
{
  CorStore *store = test_open (NULL);
  g_autoptr (GPtrArray) contacts = some_contacts ();

  g_assert_true (test_sync (store, contacts, NULL));
  cor_store_set_country (store, "GB");
  assert_name (store, "02079460000", "Carol");
  assert_name (store, "+390721405516", NULL);
  cor_store_set_country (store, "DK");
  assert_name (store, "33123456", "Dorte");
  cor_store_set_country (store, "IT");
  assert_name (store, "+390721405516", "Anna");
  assert_name (store, "33123456", NULL);
  test_close (store);
}

static const char *
shown_number (CorContact *contact)
{
  guint n;

  return cor_contact_get_phones (contact, &n)[0].shown;
}

static gboolean
shows (GListModel *history, const char *number)
{
  g_autoptr (CorHistoryEntry) entry = test_get (history, 0);

  return strstr (cor_history_entry_get_shown_number (entry), number) != NULL;
}

static gboolean
is_called (GListModel *history, const char *shown)
{
  g_autoptr (CorHistoryEntry) entry = test_get (history, 0);

  return strstr (cor_history_entry_get_shown (entry), shown) != NULL;
}

/* Calls get and lose their names with the phonebook, while they are looked at. */
static void
test_named_later (void)
{
  CorStore *store = test_open (NULL);
  g_autoptr (GPtrArray) contacts = some_contacts ();
  g_autoptr (GPtrArray) nobody = g_ptr_array_new ();
  g_autoptr (GPtrArray) entries = test_array (test_entry ("a", 1700000000, "+390721405516", NULL),
                                              test_entry ("b", 1, "", NULL), NULL);
  g_autoptr (GListModel) history = NULL;

  cor_store_set_country (store, "IT");
  g_assert_true (test_put_history (store, entries, NULL));
  history = cor_store_list_history (store, NULL, FALSE);
  test_wait_loaded (history);
  g_assert_true (is_called (history, "0721 405516"));
  g_assert_true (test_sync (store, contacts, NULL));
  WAIT_FOR (is_called (history, "Anna"));
  g_assert_true (test_sync (store, nobody, NULL));
  WAIT_FOR (is_called (history, "0721 405516"));
  g_clear_object (&history);
  test_close (store);
}

static void
test_shown (void)
{
  CorStore *store = test_open (NULL);
  g_autoptr (GPtrArray) contacts = some_contacts ();
  g_autoptr (GPtrArray) entries =
    test_array (test_entry ("a", 1700000000, "+390721405516", NULL), NULL);
  g_autoptr (GListModel) history = NULL;
  g_autoptr (CorHistoryEntry) entry = NULL;

  g_assert_true (test_sync (store, contacts, NULL));
  g_assert_true (test_put_history (store, entries, NULL));
  cor_store_set_country (store, "IT");
  history = cor_store_list_history (store, NULL, FALSE);
  test_wait_loaded (history);
  entry = test_get (history, 0);
  g_assert_cmpstr (cor_history_entry_get_number (entry), ==, "+390721405516");
  g_assert_nonnull (strstr (cor_history_entry_get_shown_number (entry), "0721 405516"));
  /* M59: stored as 0721 405516, and the server knows no name. */
  g_assert_cmpstr (cor_history_entry_get_shown (entry), ==, "Anna");
  {
    g_autoptr (GListModel) list = cor_store_list_contacts (store, "Carol");
    g_autoptr (CorContact) carol = NULL;

    test_wait_loaded (list);
    carol = test_get (list, 0);
    g_assert_nonnull (strstr (shown_number (carol), "+44 20 7946 0000"));
  }
  cor_store_set_country (store, "GB");
  WAIT_FOR (shows (history, "+39 0721 405516"));
  g_clear_object (&history);
  test_close (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/numbers/spellings", test_spellings);
  g_test_add_func ("/store/numbers/another-country", test_another_country);
  g_test_add_func ("/store/numbers/shown", test_shown);
  g_test_add_func ("/store/numbers/named-later", test_named_later);
  return g_test_run ();
}
