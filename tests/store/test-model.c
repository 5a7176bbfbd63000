/* SPDX-License-Identifier: GPL-3.0-or-later
 * The lazy lists: who follows items-changed has what the list has; the newest query wins. */
#include "common.h"

/* What a consumer has who believes items-changed and nothing else. It holds every item. */
typedef struct {
  GListModel *model;
  GPtrArray *items;
} Mirror;

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, Mirror *mirror)
{
  g_assert_cmpuint (position + removed, <=, mirror->items->len);
  if (removed > 0)
    g_ptr_array_remove_range (mirror->items, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (mirror->items, position + i, g_list_model_get_item (model, position + i));
}

static void
mirror_init (Mirror *mirror, GListModel *model)
{
  mirror->model = model;
  mirror->items = g_ptr_array_new_with_free_func (g_object_unref);
  on_items_changed (model, 0, 0, g_list_model_get_n_items (model), mirror);
  g_signal_connect (model, "items-changed", G_CALLBACK (on_items_changed), mirror);
}

static void
mirror_clear (Mirror *mirror)
{
  g_signal_handlers_disconnect_by_data (mirror->model, mirror);
  g_ptr_array_unref (mirror->items);
  g_object_unref (mirror->model);
}

static void
mirror_check (Mirror *mirror)
{
  guint n = g_list_model_get_n_items (mirror->model);

  g_assert_cmpuint (mirror->items->len, ==, n);
  for (guint i = 0; i < n; i++) {
    g_autoptr (GObject) item = g_list_model_get_item (mirror->model, i);

    g_assert_true (item == mirror->items->pdata[i]);
  }
  g_assert_null (g_list_model_get_item (mirror->model, n));
}

static void
on_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  cor_store_end_contacts_finish (COR_STORE (source), result, NULL);
}

/* One step of a life: other queries, syncs that add, change and delete, steps of the loop. */
static void
do_something (CorStore *store, GListModel *model, GRand *rand)
{
  static const char *const queries[] = { "", "ross", "mario", "39", "1", "a", "zzz", "studio 54" };
  g_autoptr (GPtrArray) rows = NULL;

  switch (g_rand_int_range (rand, 0, 8)) {
  case 0:
    cor_store_query_set (model, queries[g_rand_int_range (rand, 0, G_N_ELEMENTS (queries))]);
    break;
  case 1:
    rows = test_many_contacts (g_rand_int_range (rand, 0, 700), g_rand_int_range (rand, 0, 3));
    cor_store_begin_contacts (store);
    cor_store_put_contacts (store, rows);
    cor_store_end_contacts_async (store, on_result, NULL);
    break;
  case 2:
    for (guint i = 0; i < g_list_model_get_n_items (model); i += 90)
      g_object_unref (g_list_model_get_item (model, i));
    break;
  default:
    for (guint i = g_rand_int_range (rand, 0, 20); i > 0; i--)
      g_main_context_iteration (NULL, FALSE);
  }
}

static void
test_items_changed (void)
{
  CorStore *store = test_open (NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (500);
  Mirror mirror;

  mirror_init (&mirror, cor_store_list_contacts (store, NULL));
  for (guint i = 0; i < 500; i++) {
    do_something (store, mirror.model, rand);
    mirror_check (&mirror);
  }
  /* And at rest it shows what a new list shows. */
  {
    g_autoptr (GPtrArray) rows = test_many_contacts (650, 9);
    g_autoptr (GListModel) fresh = NULL;

    cor_store_query_set (mirror.model, "ma");
    g_assert_true (test_sync (store, rows, NULL));
    fresh = cor_store_list_contacts (store, "ma");
    test_wait_loaded (fresh);
    WAIT_FOR (mirror.items->len == g_list_model_get_n_items (fresh));
    for (guint i = 0; i < mirror.items->len; i++) {
      g_autoptr (CorContact) shown = test_get (mirror.model, i);
      g_autoptr (CorContact) expected = test_get (fresh, i);

      g_assert_cmpint (cor_contact_get_id (shown), ==, cor_contact_get_id (expected));
    }
    mirror_check (&mirror);
  }
  mirror_clear (&mirror);
  test_close (store);
}

static int
compare_shown (CorContact *a, CorContact *b)
{
  g_autofree char *first = g_utf8_casefold (cor_contact_get_shown (a), -1);
  g_autofree char *second = g_utf8_casefold (cor_contact_get_shown (b), -1);

  return strcmp (first, second);
}

/* Whatever the order they come in, also when each next one goes into the same gap. */
static void
test_order (void)
{
  CorStore *store = test_open (NULL);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GRand) rand = g_rand_new_with_seed (8);
  guint n = 0;

  cor_store_begin_contacts (store);
  for (guint part = 0; part < 60; part++) {
    for (guint i = 0; i < 60; i++) {
      guint value = part % 3 == 0   ? part * 1000 + i
                    : part % 3 == 1 ? 90000 - part * 1000 - i
                                    : (guint)g_rand_int_range (rand, 0, 100000);
      g_autofree char *name = g_strdup_printf ("%s%05u", part % 2 ? "R " : "r ", value);

      g_ptr_array_add (rows, test_contact (++n, name, NULL, "1"));
    }
    cor_store_put_contacts (store, rows);
    g_ptr_array_set_size (rows, 0);
  }
  for (guint i = 0; i < 300; i++) { /* ever nearer to one place */
    g_autofree char *name = g_strdup_printf ("s %0*u", 5 + (int)i, 0);

    g_ptr_array_add (rows, test_contact (++n, name, NULL, "1"));
    cor_store_put_contacts (store, rows);
    g_ptr_array_set_size (rows, 0);
  }
  for (guint q = 0; q < 2; q++) {
    g_autoptr (GListModel) model = cor_store_list_contacts (store, q == 0 ? NULL : "1");
    g_autoptr (CorContact) last = NULL;

    WAIT_FOR (g_list_model_get_n_items (model) == n);
    for (guint i = 0; i < n; i++) {
      g_autoptr (CorContact) contact = test_get (model, i);

      if (last != NULL)
        g_assert_cmpint (compare_shown (last, contact), <=, 0);
      g_set_object (&last, contact);
    }
  }
  test_close (store);
}

/* Only what is held, or was looked at lately, is kept; what is held stays the same object. */
static void
test_identity (void)
{
  CorStore *store = test_open (NULL);
  g_autoptr (GPtrArray) rows = test_many_contacts (5000, 1);

  g_assert_true (test_sync (store, rows, NULL));
  {
    g_autoptr (GListModel) model = cor_store_list_contacts (store, NULL);
    g_autoptr (CorContact) held = NULL;
    g_autoptr (CorContact) again = NULL;
    gpointer weak;

    test_wait_loaded (model);
    held = test_get (model, 3000);
    weak = test_get (model, 1000);
    g_object_add_weak_pointer (weak, &weak);
    g_object_unref (weak);
    g_assert_nonnull (weak);
    for (guint i = 0; i < 5000; i += 50)
      g_object_unref (test_get (model, i));
    g_assert_null (weak);
    again = test_get (model, 3000);
    g_assert_true (again == held);
  }
  test_close (store);
}

static void
note_count (GListModel *model, guint position, guint removed, guint added, GArray *counts)
{
  guint n = g_list_model_get_n_items (model);

  g_array_append_val (counts, n);
}

/* Of fifty queries in a row only the last is ever shown. */
static void
test_last_query (void)
{
  CorStore *store = test_open (NULL);
  g_autoptr (GPtrArray) rows = test_many_contacts (3000, 1);
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (guint));

  g_assert_true (test_sync (store, rows, NULL));
  {
    g_autoptr (GListModel) model = cor_store_list_contacts (store, "zzz");

    test_wait_loaded (model);
    g_signal_connect (model, "items-changed", G_CALLBACK (note_count), counts);
    for (guint i = 0; i < 50; i++)
      cor_store_query_set (model, i % 2 == 0 ? "m" : "39");
    cor_store_query_set (model, "mario rossi 77");
    test_wait_loaded (model);
    g_assert_cmpuint (counts->len, ==, 1);
    g_assert_cmpuint (g_list_model_get_n_items (model), <, 10);
    g_assert_cmpuint (g_list_model_get_n_items (model), ==,
                      test_count_contacts (store, "rossi mario 77"));
  }
  test_close (store);
}

static void
note_replaced (GListModel *model, guint position, guint removed, guint added, guint *most)
{
  *most = MAX (*most, removed);
}

/* A list view looks at all rows that it is told of. When a sync brings some more everywhere it is
 * told of those that it shows, not of thousands that nobody has seen. */
static void
test_seen_rows_alone (void)
{
  CorStore *store = test_open (NULL);
  g_autoptr (GPtrArray) rows = test_many_contacts (5000, 3);
  g_autoptr (GPtrArray) shown = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GListModel) model = NULL;
  guint most = 0;

  while (rows->len > 4000)
    g_ptr_array_remove_index_fast (rows, rows->len / 2);
  g_assert_true (test_sync (store, rows, NULL));
  model = cor_store_list_contacts (store, NULL);
  test_wait_loaded (model);
  for (guint i = 0; i < 200; i++)
    g_ptr_array_add (shown, test_get (model, i));
  g_signal_connect (model, "items-changed", G_CALLBACK (note_replaced), &most);
  g_clear_pointer (&rows, g_ptr_array_unref);
  rows = test_many_contacts (5000, 3);
  g_assert_true (test_sync (store, rows, NULL));
  WAIT_FOR (g_list_model_get_n_items (model) == 5000);
  g_assert_cmpuint (most, >, 0);
  g_assert_cmpuint (most, <=, 200);
  g_signal_handlers_disconnect_by_data (model, &most);
  g_clear_object (&model);
  test_close (store);
}

static void
on_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_assert_true (cor_store_close_finish (COR_STORE (source), result, NULL));
  *(gboolean *)user_data = TRUE;
}

/* A list outlives the closing of its store, with what it has. */
static void
test_closed (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  CorStore *store = test_open (folder->path);
  g_autoptr (GPtrArray) rows = test_many_contacts (300, 1);
  g_autoptr (GListModel) model = NULL;
  g_autoptr (CorContact) first = NULL;
  gboolean closed = FALSE;

  g_assert_true (test_sync (store, rows, NULL));
  model = cor_store_list_contacts (store, NULL);
  test_wait_loaded (model);
  first = test_get (model, 0);
  cor_store_close_async (store, on_closed, &closed);
  cor_store_query_set (model, "x");
  test_wait_loaded (model);
  WAIT_FOR (closed);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 300);
  g_clear_object (&model);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/items-changed", test_items_changed);
  g_test_add_func ("/model/order", test_order);
  g_test_add_func ("/model/identity", test_identity);
  g_test_add_func ("/model/last-query", test_last_query);
  g_test_add_func ("/model/seen-rows-alone", test_seen_rows_alone);
  g_test_add_func ("/model/closed", test_closed);
  return g_test_run ();
}
