/* SPDX-License-Identifier: GPL-3.0-or-later
 * The mirror keeps what it is given, finds it and forgets what the server forgot. */
#include "common.h"
#include <glib/gstdio.h>

static void
count_signal (CorStore *store, guint *count)
{
  (*count)++;
}

static void
test_every_field (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  const CorContactPhone phones[] = { { COR_PHONE_MOBILE, "+39 333 1234567", FALSE },
                                     { COR_PHONE_WORK, "39348xxx", TRUE },
                                     { COR_PHONE_FAX, "0721 405517", FALSE } };
  const CorContactFields fields = { .id = 42,
                                    .source = "centralized",
                                    .type = "public",
                                    .name = "Łukasz \"D'Angelo\" 😀",
                                    .company = "Caffè; DROP TABLE contact",
                                    .job = "Direttore",
                                    .email = "l@example.org",
                                    .notes = "two\nlines",
                                    .phones = phones,
                                    .n_phones = 3 };
  g_autoptr (GPtrArray) rows = test_array (cor_contact_new (&fields), NULL);
  CorStore *store = test_open (folder->path);
  const CorContactPhone *got;
  guint n;

  g_assert_true (test_sync (store, rows, NULL));
  test_close (store);
  store = test_open (folder->path);
  {
    g_autoptr (GListModel) model = cor_store_list_contacts (store, NULL);
    g_autoptr (CorContact) contact = NULL;

    test_wait_loaded (model);
    g_assert_cmpuint (g_list_model_get_n_items (model), ==, 1);
    contact = test_get (model, 0);
    g_assert_cmpint (cor_contact_get_id (contact), ==, 42);
    g_assert_cmpstr (cor_contact_get_source (contact), ==, fields.source);
    g_assert_cmpstr (cor_contact_get_kind (contact), ==, fields.type);
    g_assert_cmpstr (cor_contact_get_name (contact), ==, fields.name);
    g_assert_cmpstr (cor_contact_get_company (contact), ==, fields.company);
    g_assert_cmpstr (cor_contact_get_job (contact), ==, fields.job);
    g_assert_cmpstr (cor_contact_get_email (contact), ==, fields.email);
    g_assert_cmpstr (cor_contact_get_notes (contact), ==, fields.notes);
    got = cor_contact_get_phones (contact, &n);
    g_assert_cmpuint (n, ==, 3);
    for (guint i = 0; i < n; i++) {
      g_assert_cmpint (got[i].kind, ==, phones[i].kind);
      g_assert_cmpstr (got[i].number, ==, phones[i].number);
      g_assert_cmpint (got[i].masked, ==, phones[i].masked);
    }
  }
  test_close (store);
}

static void
test_history_fields (void)
{
  CorStore *store = test_open (NULL);
  const CorHistoryFields fields = { .id = "1700000000.12/34",
                                    .direction = COR_HISTORY_MISSED,
                                    .time = 1700000000,
                                    .duration = 75,
                                    .number = "0721405516",
                                    .name = "Núria",
                                    .company = "Acme",
                                    .queue = "Support",
                                    .answered = TRUE };
  g_autoptr (GPtrArray) rows =
    test_array (cor_history_entry_new (&fields), test_entry ("new", 1700000100, "204", NULL),
                test_entry ("old", 1600000000, "", NULL), NULL);

  g_assert_true (test_put_history (store, rows, NULL));
  {
    g_autoptr (GListModel) model = cor_store_list_history (store, NULL, FALSE);
    g_autoptr (GListModel) missed = cor_store_list_history (store, "nuri", TRUE);
    g_autoptr (CorHistoryEntry) newest = NULL;
    g_autoptr (CorHistoryEntry) entry = NULL;
    g_autoptr (CorHistoryEntry) same = NULL;

    test_wait_loaded (model);
    test_wait_loaded (missed);
    g_assert_cmpuint (g_list_model_get_n_items (model), ==, 3);
    g_assert_cmpuint (g_list_model_get_n_items (missed), ==, 1);
    newest = test_get (model, 0);
    entry = test_get (model, 1);
    same = test_get (missed, 0);
    g_assert_cmpstr (cor_history_entry_get_id (newest), ==, "new");
    g_assert_cmpstr (cor_history_entry_get_id (same), ==, fields.id);
    g_assert_cmpstr (cor_history_entry_get_id (entry), ==, fields.id);
    g_assert_cmpint (cor_history_entry_get_direction (entry), ==, COR_HISTORY_MISSED);
    g_assert_cmpint (cor_history_entry_get_time (entry), ==, fields.time);
    g_assert_cmpint (cor_history_entry_get_duration (entry), ==, fields.duration);
    g_assert_cmpstr (cor_history_entry_get_number (entry), ==, fields.number);
    g_assert_cmpstr (cor_history_entry_get_name (entry), ==, fields.name);
    g_assert_cmpstr (cor_history_entry_get_company (entry), ==, fields.company);
    g_assert_cmpstr (cor_history_entry_get_queue (entry), ==, fields.queue);
    g_assert_true (cor_history_entry_is_answered (entry));
  }
  test_close (store);
}

static void
test_search (void)
{
  static const struct {
    const char *query;
    guint found;
  } cases[] = {
    { NULL, 4 },          { "", 4 },
    { "ross", 2 },        { "ROSSI", 2 },
    { "ossi", 0 },        { "mario ross", 1 },
    { "ross mario", 1 },  { "nicolo", 1 },
    { "Nicolò", 1 },      { "NICOLÒ r", 1 },
    { "strasse", 1 },     { "straß", 1 },
    { "lukasz", 1 },      { "405516", 1 },
    { "0721 405", 1 },    { "21405", 1 },
    { "5", 2 },           { "+39", 2 },
    { "39348", 1 },       { "39348x", 1 },
    { "studio 54", 1 },   { "54", 1 },
    { "\"", 4 },          { "*", 4 },
    { "ross*", 2 },       { "ross OR zzz", 0 },
    { "NEAR(ross)", 0 },  { "words : ross", 0 },
    { "' OR 1=1 --", 0 }, { "%", 4 },
    { "_", 4 },           { "-ross", 2 },
  };
  CorStore *store = test_open (NULL);
  g_autoptr (GPtrArray) rows = test_array (test_contact (1, "Mario Rossi", "Acme", "0721 405516"),
                                           test_contact (2, "Nicolò Rossi", NULL, "39348xxx"),
                                           test_contact (3, "Łukasz Straße", NULL, "+39 02 777"),
                                           test_contact (4, "Chloé", "Studio 54", "335"), NULL);

  g_assert_true (test_sync (store, rows, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("query «%s»", cases[i].query);
    g_assert_cmpuint (test_count_contacts (store, cases[i].query), ==, cases[i].found);
  }
  test_close (store);
}

static void
test_resync (void)
{
  CorStore *store = test_open (NULL);
  g_autoptr (GPtrArray) rows = test_many_contacts (1000, 1);
  guint changes = 0;

  g_signal_connect (store, "contacts-changed", G_CALLBACK (count_signal), &changes);
  g_assert_true (test_sync (store, rows, NULL));
  g_assert_cmpuint (changes, ==, 1);
  g_assert_true (test_sync (store, rows, NULL));
  g_assert_cmpuint (changes, ==, 1);
  g_ptr_array_set_size (rows, 300);
  g_assert_true (test_sync (store, rows, NULL));
  g_assert_cmpuint (changes, ==, 2);
  g_assert_cmpuint (test_count_contacts (store, NULL), ==, 300);
  g_assert_cmpuint (test_count_contacts (store, "39"), ==, 300);
  test_close (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/every-field", test_every_field);
  g_test_add_func ("/store/history-fields", test_history_fields);
  g_test_add_func ("/store/search", test_search);
  g_test_add_func ("/store/resync", test_resync);
  return g_test_run ();
}
