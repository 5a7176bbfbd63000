/* SPDX-License-Identifier: GPL-3.0-or-later
 * What no sound server sends, and a second program at the same file: nothing is lost, nothing is
 * listed twice, and what can be shown is. */
#include "common.h"
#include <string.h>

#define LONG 10000
#define MANY 25

static void
assert_listed_once (GListModel *model)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++) {
    g_autoptr (GObject) item = test_get (model, i);
    char *id = COR_IS_CONTACT (item)
                 ? g_strdup_printf ("%" G_GINT64_FORMAT, cor_contact_get_id (COR_CONTACT (item)))
                 : g_strdup (cor_history_entry_get_id (COR_HISTORY_ENTRY (item)));

    g_assert_true (g_hash_table_add (seen, id));
  }
}

static CorContact *
new_with_many_numbers (gint64 id)
{
  CorContactPhone phones[MANY];
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  CorContactFields fields = {
    .id = id, .source = "cti", .name = "Many", .phones = phones, .n_phones = MANY
  };

  for (guint i = 0; i < MANY; i++) {
    g_ptr_array_add (texts, g_strdup_printf ("0721 4055%02u", i));
    phones[i] = (CorContactPhone){ COR_PHONE_WORK, texts->pdata[i], FALSE };
  }
  return cor_contact_new (&fields);
}

/* The name found by the last of them; it is the same text, to the last byte. */
static void
assert_found (CorStore *store, const char *query, const char *name)
{
  g_autoptr (GListModel) model = cor_store_list_contacts (store, query);
  g_autoptr (CorContact) contact = NULL;

  test_wait_loaded (model);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 1);
  contact = test_get (model, 0);
  g_assert_cmpstr (cor_contact_get_name (contact), ==, name);
}

static void
test_contacts (void)
{
  static const char html[] = "<b onclick=\"x\">Grassetto</b> & <img src=y>";
  static const char rtl[] = "شركة \u202eevil الاتصالات";
  static const char emoji[] = "👩‍👩‍👧‍👦 Famiglia 🇮🇹";
  g_autoptr (TestFolder) folder = test_folder_new ();
  CorStore *store = test_open (folder->path);
  g_autofree char *name = g_strnfill (LONG, 'x');
  g_autoptr (GPtrArray) contacts = test_array (
    test_contact (1, html, NULL, "0721111111"), test_contact (2, rtl, NULL, "0722222222"),
    test_contact (3, emoji, NULL, "0723333333"), test_contact (4, name, name, "0724444444"),
    new_with_many_numbers (5), test_contact (6, "First", NULL, "0726666666"),
    test_contact (6, "Again", NULL, "0726666666"),
    test_contact (G_MAXINT64, "Last", NULL, "0727777777"), NULL);
  g_autoptr (GListModel) all = cor_store_list_contacts (store, NULL);

  for (guint i = 0; i < 2; i++) { /* the second time all of it is known */
    g_assert_true (test_sync (store, contacts, NULL));
    g_assert_cmpuint (test_count_contacts (store, NULL), ==, 7);
  }
  WAIT_FOR (g_list_model_get_n_items (all) == 7);
  assert_listed_once (all);
  assert_found (store, "grassetto", html);
  assert_found (store, "0722222222", rtl);
  assert_found (store, "famiglia", emoji);
  assert_found (store, "0724444444", name);
  assert_found (store, "0721405524", "Many");
  assert_found (store, "0726666666", "Again");
  g_clear_object (&all);
  test_close (store);
}

static void
test_times (void)
{
  /* Not known, tomorrow's, of other centuries. */
  const gint64 times[] = { 0, 4102444800, 253402300800, G_MAXINT64 / 2, G_MAXINT64, 1700000000 };
  g_autoptr (TestFolder) folder = test_folder_new ();
  CorStore *store = test_open (folder->path);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GListModel) all = cor_store_list_history (store, NULL, FALSE);
  gint64 before = G_MAXINT64;

  for (guint i = 0; i < G_N_ELEMENTS (times); i++) {
    g_autofree char *id = g_strdup_printf ("%u.1", i);

    g_ptr_array_add (entries, test_entry (id, times[i], "0721405516", "Anna"));
  }
  for (guint i = 0; i < 2; i++)
    g_assert_true (test_put_history (store, entries, NULL));
  WAIT_FOR (g_list_model_get_n_items (all) == G_N_ELEMENTS (times));
  test_wait_loaded (all);
  assert_listed_once (all);
  for (guint i = 0; i < G_N_ELEMENTS (times); i++) {
    g_autoptr (CorHistoryEntry) entry = test_get (all, i);

    g_assert_cmpint (cor_history_entry_get_time (entry), <=, before);
    before = cor_history_entry_get_time (entry);
  }
  g_clear_object (&all);
  test_close (store);
}

typedef struct {
  GAsyncResult *contacts, *history;
} Written;

static void
on_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static void
begin_writing (CorStore *store, GPtrArray *contacts, GPtrArray *entries, Written *written)
{
  cor_store_begin_contacts (store);
  cor_store_put_contacts (store, contacts);
  cor_store_put_history_async (store, entries, on_result, &written->history);
  cor_store_end_contacts_async (store, on_result, &written->contacts);
}

static void
assert_written (CorStore *store, Written *written)
{
  g_autoptr (GError) error = NULL;

  WAIT_FOR (written->contacts != NULL && written->history != NULL);
  g_assert_true (cor_store_end_contacts_finish (store, written->contacts, &error));
  g_assert_no_error (error);
  g_assert_true (cor_store_put_history_finish (store, written->history, &error));
  g_assert_no_error (error);
  g_object_unref (written->contacts);
  g_object_unref (written->history);
}

static void
assert_whole (CorStore *store, guint contacts, guint calls)
{
  g_autoptr (GListModel) people = cor_store_list_contacts (store, NULL);
  g_autoptr (GListModel) history = cor_store_list_history (store, NULL, FALSE);

  test_wait_loaded (people);
  test_wait_loaded (history);
  g_assert_cmpuint (g_list_model_get_n_items (people), ==, contacts);
  g_assert_cmpuint (g_list_model_get_n_items (history), ==, calls);
  assert_listed_once (people);
  assert_listed_once (history);
}

/* Two programs of one user, as by two logins: each with its own connections and thread. */
static void
test_two_programs (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  CorStore *stores[2] = { test_open (folder->path), test_open (folder->path) };
  g_autoptr (GPtrArray) contacts = test_many_contacts (600, 1);

  for (guint turn = 0; turn < 5; turn++) {
    Written written[2] = { 0 };

    for (guint i = 0; i < 2; i++) {
      g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);

      /* Every other call is known to both. */
      for (guint k = 0; k < 40; k++) {
        g_autofree char *id = g_strdup_printf ("%u.%u", turn, k % 2 == 0 ? k : k * 100 + i);

        g_ptr_array_add (entries, test_entry (id, 1700000000 + k, "0721405516", "Anna"));
      }
      begin_writing (stores[i], contacts, entries, &written[i]);
    }
    for (guint i = 0; i < 2; i++)
      assert_written (stores[i], &written[i]);
  }
  for (guint i = 0; i < 2; i++)
    assert_whole (stores[i], 600, 5 * 60);
  test_close (stores[0]);
  assert_whole (stores[1], 600, 5 * 60);
  test_close (stores[1]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/strangers/contacts", test_contacts);
  g_test_add_func ("/store/strangers/times", test_times);
  g_test_add_func ("/store/strangers/two-programs", test_two_programs);
  return g_test_run ();
}
