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
    { "7677", 2 },        { "76774", 2 },
    { "767744", 0 },      { "585279", 1 },
    { "62", 0 },          { "627", 1 },
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

/* What a sync did not put stays, as long as it has not ended. */
static void
test_abandoned_sync (void)
{
  CorStore *store = test_open (NULL);
  g_autoptr (GPtrArray) rows = test_many_contacts (100, 1);
  g_autoptr (GPtrArray) more = test_array (test_contact (1000, "Zeno", NULL, "9"), NULL);

  g_assert_true (test_sync (store, rows, NULL));
  cor_store_begin_contacts (store);
  cor_store_put_contacts (store, more);
  WAIT_FOR (test_count_contacts (store, "zeno") == 1);
  g_assert_cmpuint (test_count_contacts (store, NULL), ==, 101);
  g_assert_true (test_sync (store, more, NULL));
  g_assert_cmpuint (test_count_contacts (store, NULL), ==, 1);
  test_close (store);
}

/* Rows without a number of the server's are told apart by what they say; of two with one key the
 * first stays, and the next sync changes nothing. */
static void
test_keys (void)
{
  CorStore *store = test_open (NULL);
  g_autoptr (GPtrArray) rows =
    test_array (test_contact (0, "Anna", NULL, "1"), test_contact (0, "Anna", NULL, "2"),
                test_contact (0, "Anna", NULL, "2"), test_contact (5, "Bea", NULL, "3"),
                test_contact (5, "Bice", NULL, "3"), NULL);
  guint changes = 0;

  g_signal_connect (store, "contacts-changed", G_CALLBACK (count_signal), &changes);
  g_assert_true (test_sync (store, rows, NULL));
  g_assert_cmpuint (test_count_contacts (store, NULL), ==, 3);
  g_assert_cmpuint (test_count_contacts (store, "bea"), ==, 1);
  g_assert_true (test_sync (store, rows, NULL));
  g_assert_cmpuint (changes, ==, 1);
  test_close (store);
}

static void
test_changed_rows (void)
{
  CorStore *store = test_open (NULL);
  g_autoptr (GPtrArray) before = test_array (test_contact (1, "Anna", NULL, "0721 405516"), NULL);
  g_autoptr (GPtrArray) after = test_array (test_contact (1, "Zita", "Acme", "0721 405517"), NULL);
  g_autofree char *name = NULL;

  g_assert_true (test_sync (store, before, NULL));
  g_assert_true (test_sync (store, after, NULL));
  g_assert_cmpuint (test_count_contacts (store, "anna"), ==, 0);
  g_assert_cmpuint (test_count_contacts (store, "405516"), ==, 0);
  g_assert_cmpuint (test_count_contacts (store, "zita acme 405517"), ==, 1);
  g_assert_null (test_lookup (store, "0721405516"));
  name = test_lookup (store, "0721405517");
  g_assert_cmpstr (name, ==, "Zita");
  test_close (store);
}

static void
test_history_again (void)
{
  CorStore *store = test_open (NULL);
  g_autoptr (GPtrArray) rows =
    test_array (test_entry ("a", 100, "1", "Anna"), test_entry ("b", 100, "2", "Bea"), NULL);
  g_autoptr (GPtrArray) newer = test_array (test_entry ("a", 300, "1", "Anita"), NULL);
  guint changes = 0;

  g_signal_connect (store, "history-changed", G_CALLBACK (count_signal), &changes);
  g_assert_true (test_put_history (store, rows, NULL));
  g_assert_true (test_put_history (store, rows, NULL));
  g_assert_cmpuint (changes, ==, 1);
  g_assert_true (test_put_history (store, newer, NULL));
  g_assert_cmpuint (changes, ==, 2);
  {
    g_autoptr (GListModel) model = cor_store_list_history (store, NULL, FALSE);
    g_autoptr (CorHistoryEntry) first = NULL;

    test_wait_loaded (model);
    g_assert_cmpuint (g_list_model_get_n_items (model), ==, 2);
    first = test_get (model, 0);
    g_assert_cmpstr (cor_history_entry_get_name (first), ==, "Anita");
  }
  test_close (store);
}

static void
test_names_of_numbers (void)
{
  static const struct {
    const char *number, *name;
  } cases[] = {
    { "+39 0721 405516", "Exact" },
    { "0039 0721-405516", "Exact" },
    { "0721405516", "Local" },
    { "+44 0721405516", "Exact" },
    { "204", "Desk" },
    { "1204", NULL },
    { "04", NULL },
    { "39348xxx", NULL },
    { "39348", NULL },
    { "*43", NULL },
    { "", NULL },
    { "anonymous", NULL },
    { "335 1234567", "Firm" },
    { "+39 335 1234567", "Firm" },
    { "34567", NULL },
  };
  CorStore *store = test_open (NULL);
  g_autoptr (GPtrArray) rows = test_array (
    test_contact (1, "Exact", NULL, "+390721405516"),
    test_contact (2, "Local", NULL, "0721 405516"), test_contact (3, "Desk", NULL, "204"),
    test_contact (4, "Hidden", NULL, "39348xxx"), test_contact (5, NULL, "Firm", "3351234567"),
    test_contact (6, NULL, NULL, "04"), test_contact (7, "Star", NULL, "*43"), NULL);

  g_assert_true (test_sync (store, rows, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *name = test_lookup (store, cases[i].number);

    g_test_message ("number «%s»", cases[i].number);
    g_assert_cmpstr (name, ==, cases[i].name);
  }
  test_close (store);
}

static void
on_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static void
test_cancel (void)
{
  CorStore *store = test_open (NULL);

  for (guint i = 0; i < 3; i++) {
    g_autoptr (GCancellable) cancellable = g_cancellable_new ();
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GError) error = NULL;

    if (i == 0)
      g_cancellable_cancel (cancellable);
    cor_store_lookup_name_async (store, "204", cancellable, on_result, &result);
    if (i == 1)
      g_cancellable_cancel (cancellable);
    WAIT_FOR (result != NULL);
    g_assert_null (cor_store_lookup_name_finish (store, result, &error));
    if (i < 2)
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    else
      g_assert_no_error (error);
  }
  test_close (store);
}

static void
test_hostile_query (void)
{
  CorStore *store = test_open (NULL);
  g_autoptr (GPtrArray) rows = test_many_contacts (200, 1);
  g_autoptr (GRand) rand = g_rand_new_with_seed (64);
  g_autofree char *quotes = g_strnfill (65536, '"');
  g_autofree char *letters = g_strnfill (65536, 'a');
  g_autofree char *words = g_malloc0 (65537);

  for (guint i = 0; i < 65536; i++)
    words[i] = i % 2 == 0 ? 'a' : ' ';
  g_assert_true (test_sync (store, rows, NULL));
  g_assert_cmpuint (test_count_contacts (store, quotes), ==, 200);
  g_assert_cmpuint (test_count_contacts (store, letters), ==, 0);
  g_assert_cmpuint (test_count_contacts (store, words), ==, test_count_contacts (store, "a"));
  for (guint i = 0; i < 300; i++) {
    char text[32] = { 0 };

    for (guint k = 0; k < sizeof text - 1; k++)
      text[k] = g_rand_int_range (rand, 1, 256);
    g_assert_cmpuint (test_count_contacts (store, text), <=, 200);
  }
  test_close (store);
}

/* Whether the keys of a telephone write a word of the name: only words of plain letters. */
static gboolean
keys_match (const char *name, const char *query)
{
  static const char keys[] = "22233344455566677778889999";
  g_autofree char *plain = g_str_to_ascii (name, "C");
  g_autofree char *lower = g_ascii_strdown (plain, -1);
  g_auto (GStrv) words = g_strsplit_set (lower, " '", -1);

  if (strlen (query) < 3 || strspn (query, "23456789") < strlen (query))
    return FALSE;
  for (guint i = 0; words[i] != NULL; i++) {
    gsize n = 0;

    if (strlen (words[i]) < 3 ||
        strspn (words[i], "abcdefghijklmnopqrstuvwxyz") < strlen (words[i]))
      continue;
    while (query[n] != '\0' && words[i][n] != '\0' && keys[words[i][n] - 'a'] == query[n])
      n++;
    if (query[n] == '\0')
      return TRUE;
  }
  return FALSE;
}

/* What a stranger would write who reads the contract: beginnings of words, pieces of numbers. */
static gboolean
naive_match (CorContact *contact, const char *query)
{
  g_autofree char *all = g_strdup_printf (
    "%s %s", cor_contact_get_shown (contact),
    cor_contact_get_company (contact) != NULL ? cor_contact_get_company (contact) : "");
  g_autoptr (GString) digits = g_string_new (NULL);
  guint n;
  const CorContactPhone *phones = cor_contact_get_phones (contact, &n);

  for (const char *p = phones[0].number; *p != '\0'; p++)
    if (g_ascii_isdigit (*p))
      g_string_append_c (digits, *p);
  return g_str_match_string (query, all, TRUE) ||
         keys_match (cor_contact_get_shown (contact), query) ||
         (strspn (query, "0123456789") == strlen (query) && strstr (digits->str, query) != NULL);
}

static char *
make_query (GPtrArray *rows, GRand *rand)
{
  CorContact *contact = rows->pdata[g_rand_int_range (rand, 0, rows->len)];
  g_auto (GStrv) ascii = NULL;
  g_auto (GStrv) words = g_str_tokenize_and_fold (cor_contact_get_shown (contact), "C", &ascii);
  guint n;
  const char *number = cor_contact_get_phones (contact, &n)->number;
  const char *last = strrchr (number, ' ') + 1;

  switch (g_rand_int_range (rand, 0, 3)) {
  case 0: /* the beginning of a word, as it is */
    return g_utf8_substring (words[0], 0,
                             g_rand_int_range (rand, 1, g_utf8_strlen (words[0], -1) + 1));
  case 1: /* of a word without its accents */
    return g_strndup (ascii[0] != NULL ? ascii[0] : words[1], g_rand_int_range (rand, 1, 5));
  default:
    return g_strndup (last + g_rand_int_range (rand, 0, 4), g_rand_int_range (rand, 1, 4));
  }
}

static void
test_against_naive (void)
{
  CorStore *store = test_open (NULL);
  g_autoptr (GPtrArray) rows = test_many_contacts (5000, 20);
  g_autoptr (GRand) rand = g_rand_new_with_seed (57);

  g_assert_true (test_sync (store, rows, NULL));
  for (guint i = 0; i < 40; i++) {
    g_autofree char *query = make_query (rows, rand);
    g_autofree char *plain = g_str_to_ascii (query, "C");
    guint expected = 0;

    for (guint k = 0; k < rows->len; k++)
      expected += naive_match (rows->pdata[k], plain);
    g_test_message ("query «%s»: %u", query, expected);
    g_assert_cmpuint (test_count_contacts (store, query), ==, expected);
  }
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
  g_test_add_func ("/store/abandoned-sync", test_abandoned_sync);
  g_test_add_func ("/store/keys", test_keys);
  g_test_add_func ("/store/changed-rows", test_changed_rows);
  g_test_add_func ("/store/history-again", test_history_again);
  g_test_add_func ("/store/names-of-numbers", test_names_of_numbers);
  g_test_add_func ("/store/cancel", test_cancel);
  g_test_add_func ("/store/hostile-query", test_hostile_query);
  g_test_add_func ("/store/against-naive", test_against_naive);
  return g_test_run ();
}
